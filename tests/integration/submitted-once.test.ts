import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demonstrationSignIns, makeDemonstrationAccounts } from '#features/accounts/commands.ts';
import { openPool, type Pool } from '#platform/database/connections.ts';
import { forgetSubmissions, submittedOnce } from '#platform/http/submitted-once.ts';
import { desk } from '../../src/app/_portal/desk.ts';
import { formToken } from '../../src/app/_portal/session-cookie.ts';
import { site } from '../../src/app/_site/site.ts';
import { type ServiceBench, serviceBench } from './service-fixture.ts';
import { type OpenedSession, openSession } from './session-fixture.ts';

let bench: ServiceBench;
let processes: Pool[];
let accountId: string;
let session: OpenedSession;
let post: (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

beforeAll(async () => {
  vi.stubEnv('QUALWATCH_SECRET', randomBytes(32).toString('base64'));
  bench = await serviceBench('45');
  vi.stubEnv('DATABASE_URL', bench.database.url);
  vi.stubEnv('QUALWATCH_PROVINCE', '45');
  vi.stubEnv('QUALWATCH_BASE_URL', 'http://test.invalid');
  vi.stubEnv('LOG_LEVEL', 'silent');
  const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1 });
  const people = demonstrationSignIns({ province: '45', city: '4501', district: '450103', enterpriseId: id });
  await makeDemonstrationAccounts(bench.pool, people, new Date());
  const tenderer = people.find(({ role }) => role === 'tenderer');
  if (tenderer === undefined) throw new Error('nobody tenders');
  session = await openSession(bench.pool, tenderer.signInName);
  const found = await bench.pool.query<{ id: string }>('select id from account where sign_in_name = $1', [
    tenderer.signInName,
  ]);
  accountId = found.rows[0]?.id ?? '';
  processes = [1, 2, 3].map(() => openPool(bench.database.url));
  const route = await import('../../src/app/tender/route.tsx');
  post = route.POST;
});
afterAll(async () => {
  await Promise.all(processes.map((pool) => pool.end()));
  await Promise.all([site().pool.end(), site().counter.end(), desk().accounts.end(), desk().scoped.end()]);
  await bench.close();
  vi.unstubAllEnvs();
});

/** The form of a page that was shown once, sent as a browser sends it. */
async function send(token: string, name: string): Promise<Response> {
  const body = new URLSearchParams({ act: 'create', csrf: token, name });
  return post(
    new Request('http://test.invalid/tender', {
      method: 'POST',
      headers: { cookie: session.cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    }),
    { params: Promise.resolve({}) },
  );
}

const lists = async () => (await bench.pool.query('select name from watch_list order by name')).rows;

describe('doors 13: one form that is sent more than once does one thing', () => {
  test('twenty at once, and once more afterwards, make one list and are all led to it', async () => {
    const token = formToken(session.sessionId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(token, '演示名单')));
    answers.push(await send(token, '演示名单'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    expect(await lists()).toEqual([{ name: '演示名单' }]);
  });

  test('what is different, or comes from a page that was shown anew, is done', async () => {
    const token = formToken(session.sessionId);
    await send(token, '另一演示名单');
    await send(formToken(session.sessionId), '演示名单');
    expect(await lists()).toEqual([{ name: '另一演示名单' }, { name: '演示名单' }, { name: '演示名单' }]);
  });

  test('what was refused is answered anew, with what was typed', async () => {
    const token = formToken(session.sessionId);
    for (let each = 0; each < 2; each++) {
      const answer = await send(token, '');
      expect(answer.status).toBe(422);
    }
    expect((await lists()).length).toBe(3);
  });

  test('at several processes, too: one works, the others get its answer; a failure leaves the way free', async () => {
    const key = randomBytes(32);
    let worked = 0;
    const once = (pool: Pool, fails = false) =>
      submittedOnce(
        pool,
        { key, accountId },
        async () => {
          worked++;
          if (fails) throw new Error('演示');
          return { answer: 'first', keep: { said: 'first' } };
        },
        () => 'again',
      );
    const [one] = processes;
    if (one === undefined) throw new Error('no process');
    await expect(once(one, true)).rejects.toThrow('演示');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => once(processes[at % 3] ?? one)));
    expect(worked).toBe(2);
    expect(answers.filter((answer) => answer === 'first')).toHaveLength(1);
  });

  test('whose process is gone is taken over; what nobody sends again is forgotten', async () => {
    const key = randomBytes(32);
    await bench.pool.query(
      "insert into form_submission (key, account_id, begun_at) values ($1, $2, clock_timestamp() - interval '3 minutes')",
      [key, accountId],
    );
    const answer = await submittedOnce(
      bench.pool,
      { key, accountId },
      async () => ({ answer: 'taken over', keep: { said: true } }),
      () => 'again',
    );
    expect(answer).toBe('taken over');
    await bench.pool.query("update form_submission set begun_at = clock_timestamp() - interval '25 hours'");
    expect(await forgetSubmissions(bench.pool)).toBeGreaterThan(0);
    expect((await bench.pool.query('select 1 from form_submission')).rowCount).toBe(0);
  });
});
