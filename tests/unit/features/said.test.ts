import { expect, test } from 'vitest';
import { saidWith } from '#features/service/queries.ts';

const event = (what: string, rest: object = {}) => JSON.stringify({ ...rest, event: { what } });

test('SX23-4.5: a claim, its files and the reason of whoever answered are read from their events, with the line breaks that were typed', () => {
  const files = [{ name: '注册证书.pdf', kind: 'objection', sha256: 'ab' }];
  expect(saidWith(event('objected', { claim: '人数有误。\n见附件。', evidence: files }))).toEqual([
    '异议内容：人数有误。\n见附件。',
    '附件：注册证书.pdf',
  ]);
  expect(saidWith(event('opinion-given', { reason: '资料齐全', evidence: [] }))).toEqual(['理由：资料齐全']);
});

test('SX23-2.2, SY-3.1: what an authority noted is named by what it was, officers with their certificates', () => {
  expect(saidWith(event('confirmed', { note: '属实' }))).toEqual(['认定意见：属实']);
  expect(saidWith(event('found', { note: '人员不在岗' }))).toEqual(['发现的情况：人员不在岗']);
  const officers = [
    { name: '演示甲', certificate: 'A1' },
    { name: '演示乙', certificate: 'A2' },
  ];
  expect(saidWith(event('rechecked', { officers, opinion: '仍不足', run: 3 }))).toEqual([
    '复查意见：仍不足',
    '执法人员：演示甲（A1）、演示乙（A2）',
  ]);
});

test('an event with which nothing was said has no lines, and one of another form is not guessed at', () => {
  expect(saidWith(event('clock-ran-out'))).toEqual([]);
  expect(saidWith(event('proposed', { run: 1, with: ['x'], reason: 7 }))).toEqual([]);
});
