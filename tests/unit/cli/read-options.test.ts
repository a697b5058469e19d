import { expect, test } from 'vitest';
import { readOptions } from '../../../src/cli/read-options.ts';

const CONFIG = { options: { days: { type: 'string' }, json: { type: 'boolean' } } } as const;

test.each([
  [['--frm', 'x'], '没有选项 --frm，可用的有 --days、--json。'],
  [['--days'], '选项 --days 后面要写值；值以 - 开头的，写成 --days=值。'],
  [['--days', '-1'], '选项 --days 后面要写值；值以 - 开头的，写成 --days=值。'],
  [['--json=1'], '选项 --json 后面不写值。'],
  [['多余'], '多写了“多余”，请去掉或者检查引号。'],
])('a line that cannot be read is refused in words: %j', (args, words) => {
  expect(() => readOptions(args, CONFIG)).toThrow(words);
});

test('what can be read is given back by its type', () => {
  const { values } = readOptions(['--days', '3', '--json'], CONFIG);
  expect(values).toEqual({ days: '3', json: true });
});
