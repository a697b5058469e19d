import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  decryptIdNumber,
  encryptIdNumber,
  hashIdNumber,
  identityKeys,
} from '../../../../src/platform/identity-numbers.ts';

const SECRET = Buffer.alloc(32, 1).toString('base64');
const NUMBER = '990000198001010019';

describe('ID numbers at rest', () => {
  const keys = identityKeys(SECRET);

  test('come back as they were, never twice the same, and not with another key or a changed byte', () => {
    const stored = encryptIdNumber(NUMBER, keys);
    expect(decryptIdNumber(stored, keys)).toBe(NUMBER);
    expect(encryptIdNumber(NUMBER, keys).equals(stored)).toBe(false);
    expect(stored.includes(Buffer.from(NUMBER))).toBe(false);
    expect(() => decryptIdNumber(stored, identityKeys(Buffer.alloc(32, 2).toString('base64')))).toThrow();
    stored[stored.length - 1] = (stored.at(-1) ?? 0) ^ 1;
    expect(() => decryptIdNumber(stored, keys)).toThrow();
  });

  test('are found by a hash that the key decides', () => {
    expect(hashIdNumber(NUMBER, keys).equals(hashIdNumber(NUMBER, identityKeys(SECRET)))).toBe(true);
    expect(
      hashIdNumber(NUMBER, keys).equals(hashIdNumber(NUMBER, identityKeys(Buffer.alloc(32, 2).toString('base64')))),
    ).toBe(false);
  });

  test('the key: 32 bytes, required in production, made once in development for its owner alone', () => {
    expect(() => identityKeys('c2hvcnQ=')).toThrow(/32 字节/);
    expect(() => identityKeys('', true)).toThrow(/QUALWATCH_SECRET/);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'qualwatch-key-'));
    try {
      const first = hashIdNumber(NUMBER, identityKeys('', false, folder));
      expect(hashIdNumber(NUMBER, identityKeys('', false, folder)).equals(first)).toBe(true);
      expect(statSync(path.join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
