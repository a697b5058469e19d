import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's least setting for argon2id: 19 MiB, two passes, one lane; some 30 ms of one core. */
const MEMORY = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const SHORTEST = 10;
const LONGEST = 128;

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** argon2id of a password in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    parallelism: LANES,
    tagLength: TAG_BYTES,
    memory: MEMORY,
    passes: PASSES,
  });
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${b64(nonce)}$${b64(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether a password is the one behind a stored hash. A stored text of another form is no password's. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const parts = PHC.exec(stored);
  if (parts === null) return false;
  const [, memory, passes, lanes, nonce = '', tag = ''] = parts;
  const expected = Buffer.from(tag, 'base64');
  const found = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(nonce, 'base64'),
    parallelism: Number(lanes),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
  });
  return timingSafeEqual(found, expected);
}

/** A name that nobody has takes as long to refuse as a wrong password. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${b64(Buffer.alloc(16, 7))}$${b64(Buffer.alloc(TAG_BYTES, 7))}`;

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/[a-z]/, '小写字母'],
  [/[A-Z]/, '大写字母'],
  [/\d/, '数字'],
  [/[^A-Za-z0-9]/, '符号'],
];
const COMMON = /(?:password|passw0rd|qwerty|123456|abcdef|admin|mima|qualwatch123|zizhishao)/i;

/** What is wrong with a password that somebody wants to set; nothing where it may be set (L3-CES1-01). */
export function passwordFaults(password: string, about: { readonly signInName: string }): string[] {
  const faults: string[] = [];
  if (password.length < SHORTEST) faults.push(`密码至少 ${SHORTEST} 位，现为 ${password.length} 位。`);
  if (password.length > LONGEST) faults.push(`密码不超过 ${LONGEST} 位。`);
  const kinds = KINDS.filter(([pattern]) => pattern.test(password)).length;
  if (kinds < 3) faults.push(`密码须含${KINDS.map(([, name]) => name).join('、')}中的三种。`);
  if (about.signInName.length >= 3 && password.toLowerCase().includes(about.signInName.toLowerCase())) {
    faults.push('密码不得包含登录名。');
  }
  if (COMMON.test(password)) faults.push('密码过于常见，请换一个。');
  if (/(.)\1{3}/.test(password)) faults.push('同一字符不得连续出现四次。');
  return faults;
}
