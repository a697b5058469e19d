import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command } from '../../../../src/cli/command.ts';
import { deadline } from '../../../../src/cli/commands/deadline.ts';
import { simulate } from '../../../../src/cli/commands/simulate.ts';
import { UsageError } from '../../../../src/cli/usage-error.ts';

let folder = '';
let written: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qualwatch-'));
  written = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

async function linesOf(command: Command, ...args: readonly string[]): Promise<unknown[]> {
  const status = await command.run(args);
  expect(status).toBe(0);
  return written
    .join('')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

const SCENARIO = {
  regime: 'guangxi-2024',
  enterprise: { kind: 'construction', inRegion: true, division: '450103', confirmation: '2026-07-01' },
  qualification: { code: 'GC-01-3', licensing: 'city' },
  events: [
    { on: '2026-08-01', do: 'verdict', result: 'not-met', ground: 'number' },
    { on: '2026-08-03', do: 'issue-order', termMonths: 4, officers: ['甲', '乙'] },
  ],
  until: '2026-08-31',
};

describe('deadline', () => {
  test('输出契约规定的各项', async () => {
    const [answer] = await linesOf(deadline, '--from', '2026-11-30', '--months', '3');
    expect(answer).toMatchObject({ last: '2027-03-01', nominal: '2027-02-28', provisional: true });
    expect(Object.keys(answer ?? {})).toEqual(['last', 'nominal', 'provisional', 'basis']);
  });

  test('工作日、不顺延与补录的放假安排', async () => {
    expect(await linesOf(deadline, '--from', '2026-09-28', '--working-days', '3')).toMatchObject([
      { last: '2026-10-08', provisional: false },
    ]);
    written = [];
    expect(await linesOf(deadline, '--from', '2026-09-01', '--days', '30', '--not-rolled')).toMatchObject([
      { last: '2026-10-01' },
    ]);
    written = [];
    const holidays = file('2027.json', { year: 2027, holidays: ['2027-03-01'], workdays: [], source: '假想' });
    expect(await linesOf(deadline, '--from', '2026-11-30', '--months', '3', '--holidays', holidays)).toMatchObject([
      { last: '2027-03-02', provisional: false },
    ]);
  });

  test.each([
    [['--months', '3'], '--from'],
    [['--from', '2026-11-30'], '一种'],
    [['--from', '2026-11-30', '--months', '3', '--days', '3'], '一种'],
    [['--from', '2026-02-30', '--days', '3'], '没有 2026 年 2 月 30 日'],
    [['--from', '2026-11-30', '--months', '0'], '期间应为'],
    [['--from', '2026-11-30', '--working-days', '3', '--not-rolled'], '--not-rolled'],
    [['--from', '2026-11-30', '--fortnights', '3'], '没有选项 --fortnights'],
    [['--from', '2026-11-30', '--days', '3', '--holidays', '/nowhere.json'], '读不了'],
  ])('%j 是用法错误：%s', async (args, reason) => {
    await expect(deadline.run(args)).rejects.toThrow(UsageError);
    await expect(deadline.run(args)).rejects.toThrow(reason);
  });

  test('today 是北京时间的今天', async () => {
    vi.useFakeTimers({ now: new Date('2026-08-01T16:30:00Z'), toFake: ['Date'] });
    expect(await linesOf(deadline, '--from', 'today', '--days', '1')).toMatchObject([{ nominal: '2026-08-03' }]);
    vi.useRealTimers();
  });
});

describe('simulate', () => {
  test('每个有事的日子一行，最后一行 final 恰有契约的各项', async () => {
    const lines = await linesOf(simulate, file('scenario.json', SCENARIO));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({
      on: '2026-08-01',
      stage: 'warned',
      events: [{ what: 'case-opened', clause: 'GX24-4.1a' }, {}, {}, {}],
      refused: [],
    });
    expect(lines[1]).toMatchObject({
      on: '2026-08-03',
      stage: 'warned',
      events: [],
      refused: [{ do: 'issue-order', clause: 'GX24-4.1b' }],
    });
    expect(lines[2]).toEqual({
      final: {
        stage: 'warned',
        closed: false,
        marked: true,
        public: true,
        restrictions: ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'],
        servedOn: {},
        deadline: null,
        due: [{ what: 'issue-order', by: null }],
      },
    });
  });

  test('写坏的情景以状态 1 结束，读不了的文件是用法错误', async () => {
    expect(await simulate.run([file('bad.json', { ...SCENARIO, regime: 'x' })])).toBe(1);
    await expect(simulate.run(['/nowhere.json'])).rejects.toThrow(UsageError);
    await expect(simulate.run(['a', 'b'])).rejects.toThrow('一次只演一个情景');
    await expect(simulate.run(['--fast'])).rejects.toThrow('没有选项 --fast');
  });

  test('until 以后的事件还没有发生', async () => {
    const lines = await linesOf(simulate, file('scenario.json', { ...SCENARIO, until: '2026-07-31' }));
    expect(lines).toMatchObject([{ final: { stage: null, closed: false, restrictions: [], due: [] } }]);
  });

  test('--help 列出制度、阶段和事件', () => {
    for (const word of [
      'guangxi-2024',
      'shanxi-2023',
      'shenyang-2024',
      'yellow-due',
      'rechecked-city',
      'correct-service',
      'no-award',
    ]) {
      expect(simulate.help).toContain(word);
    }
  });
});
