import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  askToSign,
  demonstrationSecret,
  demonstrationSignIns,
  makeDemonstrationAccounts,
} from '#features/accounts/commands.ts';
import { totpCode } from '#features/accounts/queries.ts';
import { enterRemedies } from '#features/service/commands.ts';
import { officeOf } from '#features/service/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { formToken } from '../../src/app/_portal/session-cookie.ts';
import { site } from '../../src/app/_site/site.ts';
import { insertAnyRow } from './any-row.ts';
import { addSoftKey, type SoftKey, softAnswer } from './passkey-fixture.ts';
import { type ServiceBench, serviceBench } from './service-fixture.ts';
import { openSession } from './session-fixture.ts';

interface Asking {
  readonly address: string;
  readonly act: string;
  readonly by: string;
  /** makes what the act is about; in the address or as the field `id` */
  readonly about?: () => Promise<Readonly<Record<string, string>>>;
  readonly more?: Readonly<Record<string, string | File>>;
}

let bench: ServiceBench;
const accounts = new Map<string, string>();
const keys = new Map<string, SoftKey>();
const PLACE = { divisionCode: '450103', enterpriseId: 0 };
const SOMEBODY = randomUUID();

const account = (name: string) => accounts.get(name) ?? '';
async function made(table: string, values: Record<string, unknown>): Promise<string> {
  const id = randomUUID();
  await insertAnyRow(bench.database.url, table, PLACE, { id, ...values });
  return id;
}

const licence = () => new File([Buffer.from('%PDF-1.7\n%%EOF')], '执照.pdf', { type: 'application/pdf' });
const claim = async () => ({
  claimId: await made('enterprise_claim', {
    account_id: account('zhaobiao'),
    status: 'waiting',
    method: 'real-name',
    uscc: '99450100MA5K000001',
  }),
});
const code = async () => ({
  id: await made('code_confirmation', { status: 'requested', requested_by: SOMEBODY, code: randomUUID().slice(0, 18) }),
});
async function remedies() {
  await bench.pool.query("delete from office_remedies where status = 'requested'");
  const office = await officeOf(bench.pool, '450103', 'city');
  const entry = {
    reviewBody: '演示市人民政府',
    court: '演示铁路运输法院',
    basis: '演示公告',
    inForceFrom: '2099-07-01',
  };
  const by = { accountId: SOMEBODY, name: '演示他人', at: new Date() };
  const entered = await enterRemedies(bench.pool, office, entry, by);
  if (entered.outcome !== 'done') throw new Error(JSON.stringify(entered));
  return { id: entered.id };
}
const regime = async () => ({ regimeId: REGIME_ID });
let REGIME_ID = '';
let QUESTION_ID = '';
async function answer() {
  await bench.pool.query('truncate regime_answer');
  const of = { regime: REGIME_ID, question: QUESTION_ID };
  return {
    regimeId: REGIME_ID,
    id: await made('regime_answer', { ...of, status: 'requested', requested_by: SOMEBODY }),
  };
}
let imports = 800;
async function heldImport() {
  imports++;
  await insertAnyRow(bench.database.url, 'import_file', PLACE, {
    id: imports,
    entity: 'registrations',
    extent: 'full',
    status: 'held',
    brought_by: SOMEBODY,
    brought_by_name: '演示他人',
  });
  return { importId: String(imports) };
}

const ASKING: readonly Asking[] = [
  {
    address: '/security/requests/[requestId]',
    act: 'confirm',
    by: 'anquan-fuhe',
    about: async () => ({
      requestId: await made('account_request', {
        kind: 'unlock',
        account_id: account('zhaobiao'),
        requested_by: account('anquan'),
        requested_at: new Date(),
        expires_at: new Date(Date.now() + 86_400_000),
      }),
    }),
  },
  ...['check', 'confirm', 'refuse'].map((act) => ({
    address: '/province/claims/[claimId]',
    act,
    by: act === 'check' ? 'shengji-jingban' : 'shengji-shenhe',
    about: claim,
    more: { reason: '演示依据' },
  })),
  { address: '/province/codes', act: 'request', by: 'shengji-jingban', more: { evidence: licence() } },
  ...['confirm', 'refuse'].map((act) => ({
    address: '/province/codes',
    act,
    by: 'shengji-shenhe',
    about: code,
    more: { decision: '演示依据' },
  })),
  { address: '/office/remedies', act: 'enter', by: 'shiji-jingban' },
  ...['confirm', 'refuse'].map((act) => ({
    address: '/office/remedies',
    act,
    by: 'shiji-shenhe',
    about: remedies,
    more: { decision: '演示依据' },
  })),
  { address: '/province/regimes/[regimeId]/questions', act: 'answer', by: 'shengji-jingban', about: regime },
  ...['confirm', 'refuse'].map((act) => ({
    address: '/province/regimes/[regimeId]/questions',
    act,
    by: 'shengji-shenhe',
    about: answer,
    more: { decision: '演示依据' },
  })),
  {
    address: '/province/imports/[importId]',
    act: 'release',
    by: 'shengji-shenhe',
    about: heldImport,
    more: { reason: '已逐条核对。', file: new File(['姓名\n演示'], '注册人员.csv') },
  },
];

/** Asks as well, of a document that is signed: everything that the form says is covered (passkey-signing, service-confirmation). */
const OF_DOCUMENTS = ['/enterprise/confirmation'];

beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  bench = await serviceBench('45');
  vi.stubEnv('DATABASE_URL', bench.database.url);
  vi.stubEnv('QUALWATCH_PROVINCE', '45');
  vi.stubEnv('QUALWATCH_BASE_URL', 'http://test.invalid');
  vi.stubEnv('LOG_LEVEL', 'silent');
  const { REGIMES } = await import('#law/regimes/regimes.ts');
  const { questionsOf } = await import('#law/regimes/questions.ts');
  const regimeAsking = [...REGIMES.values()].find((each) => questionsOf(each).length > 0);
  if (regimeAsking === undefined) throw new Error('no regime asks');
  REGIME_ID = regimeAsking.id;
  QUESTION_ID = questionsOf(regimeAsking)[0]?.id ?? '';
  const own = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, divisionCode: '450103' });
  PLACE.enterpriseId = own.id;
  const places = { province: '45', city: '4501', district: '450103', enterpriseId: own.id };
  await makeDemonstrationAccounts(bench.pool, demonstrationSignIns(places), new Date());
  const found = await bench.pool.query<{ name: string; id: string }>('select sign_in_name as name, id from account');
  // A code of the demonstration serves more than once.
  await bench.pool.query('update account set demonstration = false');
  for (const { name, id } of found.rows) {
    accounts.set(name, id);
    keys.set(name, await addSoftKey(bench.pool, id, new Date()));
  }
});
afterAll(async () => {
  await Promise.all([site().pool.end(), site().counter.end(), desk().accounts.end(), desk().scoped.end()]);
  await bench.close();
  vi.unstubAllEnvs();
});

const REFUSED = /动态口令不正确或已用过|通行密钥的验证没有通过|请填写动态口令，或者使用通行密钥/;
const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** One person before one page: what it asks of his passkey, and what comes of a form. */
async function before({ address, act, by, about, more }: Asking) {
  const given = (await about?.()) ?? {};
  const params = Object.fromEntries(Object.entries(given).filter(([name]) => address.includes(`[${name}]`)));
  const place = address.replace(/\[(\w+)\]/g, (_, name: string) => given[name] ?? '');
  const { cookie, sessionId } = await openSession(bench.pool, by);
  const route = await import(/* @vite-ignore */ `../../src/app${address}/route.tsx`);
  // A code serves once in half a minute, and wrong ones lock: each try begins anew.
  const anew = async () => {
    await bench.pool.query('update second_factor set last_step = null');
    await bench.pool.query('update account set failed_attempts = 0, locked_until = null');
  };
  return {
    async question(): Promise<{ challenge: string; token: string }> {
      const response: Response = await route.GET(new Request(`http://test.invalid${place}`, { headers: { cookie } }), {
        params: Promise.resolve(params),
      });
      const html = unescaped(await response.text());
      const options: unknown = JSON.parse(/data-passkey-signing="(\{.*?\})"/.exec(html)?.[1] ?? '{}');
      const challenge = typeof options === 'object' && options !== null ? Reflect.get(options, 'challenge') : undefined;
      return { challenge: String(challenge), token: /name="passkeyToken" value="([^"]+)"/.exec(html)?.[1] ?? '' };
    },
    signed(
      question: { challenge: string; token: string },
      who = by,
      what = act,
      row = given.id ?? '',
    ): Record<string, string> {
      const key = keys.get(who);
      if (key === undefined) throw new Error(`no key of ${who}`);
      const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
      const fields = sha256(
        Buffer.from(
          JSON.stringify([
            ['act', what],
            ['id', row],
          ]),
        ),
      );
      const challenge = sha256(Buffer.from(question.challenge, 'base64url'), fields).toString('base64url');
      return { passkey: softAnswer(key, challenge, desk().relying), passkeyToken: question.token };
    },
    /** Whether the proof was taken: what else is missing in the form is no matter here. */
    async taken(proof: Readonly<Record<string, string>>, refresh = true): Promise<boolean> {
      if (refresh) await anew();
      const body = new FormData();
      const fields = { csrf: formToken(sessionId), act, ...(given.id === undefined ? {} : { id: given.id }), ...more };
      for (const [name, value] of Object.entries({ ...fields, ...proof })) body.set(name, value);
      const encoded = new Response(body);
      const bytes = await encoded.arrayBuffer();
      const response: Response = await route.POST(
        new Request(`http://test.invalid${place}`, {
          method: 'POST',
          headers: {
            cookie,
            'Content-Type': encoded.headers.get('content-type') ?? '',
            'Content-Length': String(bytes.byteLength),
          },
          body: bytes,
        }),
        { params: Promise.resolve(params) },
      );
      const text = await response.text();
      expect([303, 422]).toContain(response.status);
      return !REFUSED.test(text);
    },
  };
}

const codeOf = (name: string) => totpCode(demonstrationSecret(name), new Date());

test.each(ASKING.map((each) => [`${each.address} ${each.act}`, each] as const))(
  'doors 4: %s takes a code or a passkey, and neither nothing, nor what was used, nor what is another’s, another row’s or another page’s',
  async (_name, asking) => {
    const page = await before(asking);
    const other = asking.by === 'anquan-fuhe' ? 'anquan' : 'shenji';
    expect(await page.taken({})).toBe(false);
    expect(await page.taken({ factor: codeOf(other) })).toBe(false);
    const question = await page.question();
    expect(await page.taken(page.signed(question, other))).toBe(false);
    // Right or wrong, a question is answered once.
    expect(await page.taken(page.signed(question))).toBe(false);
    expect(await page.taken(page.signed(await page.question(), asking.by, 'another-act'))).toBe(false);
    expect(await page.taken(page.signed(await page.question(), asking.by, asking.act, randomUUID()))).toBe(false);
    // A question of his own, of another page.
    const elsewhere = await inTransaction(desk().accounts, (transaction) =>
      askToSign(
        transaction,
        account(asking.by),
        { act: 'second-proof', subject: '/another/page' },
        desk().relying,
        new Date(),
      ),
    );
    if (elsewhere === undefined) throw new Error('no passkey');
    const { options, token } = elsewhere;
    expect(await page.taken(page.signed({ challenge: options.challenge, token }))).toBe(false);

    const proof = page.signed(await page.question());
    expect(await page.taken(proof)).toBe(true);
    const again = await before(asking);
    expect(await again.taken(proof)).toBe(false);
    const factor = codeOf(asking.by);
    expect(await again.taken({ factor })).toBe(true);
    expect(await (await before(asking)).taken({ factor }, false)).toBe(false);
  },
);

test('doors 4: the second factor is asked again in one place, and each page that asks is tried here', () => {
  const files = readdirSync('src/app', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const asks = (words: RegExp) => files.filter((file) => words.test(readFileSync(`src/app/${file}`, 'utf8')));
  expect(asks(/proveOwnCode|signedByPasskey|askToSign/)).toEqual(['_portal/second-proof.ts']);
  const addresses = asks(/\b(?:secondProof|proofGiven)\(/)
    .filter((file) => file !== '_portal/second-proof.ts')
    .map((file) => `/${file.replace(/\/route\.tsx?$/, '')}`);
  expect(addresses.sort()).toEqual([...new Set([...ASKING.map(({ address }) => address), ...OF_DOCUMENTS])].sort());
});
