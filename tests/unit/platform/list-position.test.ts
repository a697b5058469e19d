import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  numberPosition,
  positionDay,
  positionInstant,
  positionNumber,
  positionUuid,
  positionWord,
  readPosition,
} from '#platform/list-position.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';

test.each([
  '1e400',
  'NaN',
  '-1',
  '',
  ' ',
  '1.5',
  '99999999999999999999999',
  '9223372036854775808',
  '0x10',
  '1|2',
  '٣',
  '１',
])('L3-CES1-27: the position %s is none', (text) => {
  expect(numberPosition(text)).toBeUndefined();
});

test('a number is its position', () => {
  expect(numberPosition('42')).toBe(42);
  expect(numberPosition(null)).toBeUndefined();
});

test.each([
  '2026-01-01|x',
  '2026-01-01',
  `2026-02-30|${UUID}`,
  `0000-01-01|${UUID}`,
  `2026-01-01|${UUID}|more`,
  `2026-01-01T00:00:00Z|${UUID}`,
  `275760-09-13|${UUID}`,
  '|',
  'x'.repeat(5_000),
])('L3-CES1-27: %s is no day and case', (text) => {
  expect(readPosition(text, z.tuple([positionDay, positionUuid]))).toBeUndefined();
});

test('a day and a case are read as they were written', () => {
  expect(readPosition(`2026-11-28|${UUID}`, z.tuple([positionDay, positionUuid]))).toEqual(['2026-11-28', UUID]);
});

test.each([
  '2026-11-27T99:99:99Z|1',
  '2026-11-27|1',
  '2026-11-27T00:00:00.000Z|99999999999999999999',
  'now|1',
  'infinity|1',
])('L3-CES1-27: %s is no instant and number', (text) => {
  expect(readPosition(text, z.tuple([positionInstant, positionNumber]))).toBeUndefined();
});

test('a word holds no control sign', () => {
  expect(readPosition('a\0b', z.tuple([positionWord]))).toBeUndefined();
});
