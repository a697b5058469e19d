import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askToSign, type SignedFields, signedByPasskey } from '#features/accounts/commands.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { addSoftKey, type SoftKey, softAnswer } from './passkey-fixture.ts';

const RELYING = { host: 'qualwatch.demo.invalid', origin: 'https://qualwatch.demo.invalid' };
const NOW = new Date('2026-06-01T10:00:00+08:00');
const ACT = { act: 'sign-confirmation', subject: 'enterprise:1 email-check:a' };
const FIELDS: SignedFields = [
  ['legalRepresentative', '演示法人'],
  ['email', 'songda@demo.invalid'],
];
const PRESENT_ONLY = 0x01;

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

type Key = SoftKey & { readonly accountId: string };

/** An account with a passkey whose private key the test holds. */
async function accountWithKey(): Promise<Key> {
  const accountId = randomUUID();
  await database.pool.query(
    `insert into account (id, sign_in_name, name, password_hash, password_set_at, created_at, created_by) values ($1, $2, '演示', 'x', $3, $3, '演示')`,
    [accountId, `yanshi${accountId.slice(0, 8)}`, NOW],
  );
  return { accountId, ...(await addSoftKey(database.pool, accountId, NOW)) };
}

const asked = async ({ accountId }: Key, of = ACT) => {
  const question = await inTransaction(database.pool, (transaction) =>
    askToSign(transaction, accountId, of, RELYING, NOW),
  );
  if (question === undefined) throw new Error('no passkey');
  return { token: question.token, question: question.options.challenge };
};

/** What a browser and its key answer: the question and the digest of the fields, signed. */
function answered(key: Key, question: string, fields: SignedFields, flags?: number): string {
  const content = sha256(Buffer.from(JSON.stringify(fields), 'utf8'));
  const challenge = sha256(Buffer.from(question, 'base64url'), content).toString('base64url');
  return softAnswer(key, challenge, RELYING, flags);
}

const isSigned = async (
  key: Pick<Key, 'accountId'>,
  answer: { readonly response: string; readonly token: string },
  of: typeof ACT & { readonly fields: SignedFields } = { ...ACT, fields: FIELDS },
  now = NOW,
) =>
  inTransaction(database.pool, (transaction) => signedByPasskey(transaction, key.accountId, answer, of, RELYING, now));

test('GX17-9: a passkey signs one form of one act once, and leaves its proof', async () => {
  const key = await accountWithKey();
  const { token, question } = await asked(key);
  const answer = { token, response: answered(key, question, FIELDS) };
  expect(await isSigned(key, answer)).toMatchObject({
    credentialId: key.credentialId,
    question,
    contentSha256: sha256(Buffer.from(JSON.stringify(FIELDS), 'utf8')).toString('hex'),
  });
  expect(await isSigned(key, answer)).toBeUndefined();
});

test('GX17-9: what was signed for other words, another act, another account, too late or without making sure who signs, is refused, and the question is used up', async () => {
  const key = await accountWithKey();
  const other = await accountWithKey();
  const refusals: [string, (of: { token: string; question: string }) => Promise<unknown>][] = [
    [
      'other words',
      ({ token, question }) =>
        isSigned(key, { token, response: answered(key, question, [['email', 'andere@demo.invalid']]) }),
    ],
    [
      'another act',
      ({ token, question }) =>
        isSigned(
          key,
          { token, response: answered(key, question, FIELDS) },
          { act: 'withdraw', subject: ACT.subject, fields: FIELDS },
        ),
    ],
    [
      'another subject',
      ({ token, question }) =>
        isSigned(
          key,
          { token, response: answered(key, question, FIELDS) },
          { act: ACT.act, subject: 'enterprise:2 email-check:a', fields: FIELDS },
        ),
    ],
    [
      'the key of somebody else',
      ({ token, question }) => isSigned(key, { token, response: answered(other, question, FIELDS) }),
    ],
    [
      'nobody made sure of',
      ({ token, question }) => isSigned(key, { token, response: answered(key, question, FIELDS, PRESENT_ONLY) }),
    ],
  ];
  for (const [what, attempt] of refusals) {
    const of = await asked(key);
    expect([what, await attempt(of)]).toEqual([what, undefined]);
    const again = await isSigned(key, { token: of.token, response: answered(key, of.question, FIELDS) });
    expect([what, again]).toEqual([what, undefined]);
  }
  const late = await asked(key);
  const answer = { token: late.token, response: answered(key, late.question, FIELDS) };
  expect(await isSigned(other, answer)).toBeUndefined();
  expect(await isSigned(key, answer, { ...ACT, fields: FIELDS }, minutesLater(11))).toBeUndefined();
  expect(await isSigned(key, { ...answer, response: 'nonsense' })).toBeUndefined();
  // Whoever only guesses tokens uses nobody's question up.
  expect(await isSigned(key, answer)).toBeDefined();
});

test('questions that expired a day ago are gone when the next one is asked; another account’s stay', async () => {
  const [key, other] = [await accountWithKey(), await accountWithKey()];
  await asked(key);
  await asked(other);
  const dayLater = minutesLater(24 * 60 + 30);
  await inTransaction(database.pool, (transaction) => askToSign(transaction, key.accountId, ACT, RELYING, dayLater));
  const left = await database.pool.query('select account_id, made_at from account_challenge order by made_at');
  expect(left.rows).toEqual([
    { account_id: other.accountId, made_at: NOW },
    { account_id: key.accountId, made_at: dayLater },
  ]);
});
