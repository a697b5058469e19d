import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Ended {
  readonly status: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

const root = join(import.meta.dirname, '../../../..');

function evaluate(args: readonly string[], input: string | Buffer = ''): Promise<Ended> {
  const child = spawn(join(root, 'node_modules/.bin/node'), ['src/cli/main.ts', 'evaluate', ...args], { cwd: root });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    output += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    errors += part;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, lines: output.split('\n').slice(0, -1), errors }));
  });
}

const question = (id: string, more: object = {}): string =>
  JSON.stringify({ id, asOf: '2026-11-01', code: 'GC-10-3', registrations: [], ...more });

describe('qualwatch evaluate', () => {
  it('answers line by line, in order, and goes on after a broken line', async () => {
    const gb18030 = Buffer.from([0x7b, 0xd6, 0xd0, 0x7d, 0x0a]);
    const input = Buffer.concat([
      Buffer.from(`\uFEFF${question('a')}\r\n\n{bad\n`),
      gb18030,
      Buffer.from(`${question('b', { code: 'D218A' })}\n[]\n   \n${question('c', { level: 'current' })}`),
    ]);
    const { status, lines } = await evaluate([], input);
    expect(status).toBe(1);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'a', verdict: 'not-met', shortage: 5 },
      { line: 3, error: expect.stringContaining('不是 JSON') },
      { line: 4, error: expect.stringContaining('UTF-8') },
      { id: 'b', line: 5, error: expect.stringContaining('分项') },
      { line: 6, error: expect.stringContaining('JSON 对象') },
      { id: 'c', effectiveCode: 'GC-10-3' },
    ]);
    const fields = ['id', 'verdict', 'effectiveCode', 'shortage', 'requirements', 'notCounted'];
    expect(Object.keys(JSON.parse(lines[0] ?? '{}'))).toEqual(fields);
  });

  it('reads files, names the one a broken line is in, and reports one that is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
    try {
      const [one, two] = [join(folder, 'one.ndjson'), join(folder, 'two.ndjson')];
      await writeFile(one, `${question('1')}\n`);
      await writeFile(two, 'bad\n');
      const good = await evaluate([one]);
      expect(good.status).toBe(0);
      expect(good.lines).toHaveLength(1);
      const both = await evaluate([one, two, join(folder, 'three.ndjson')]);
      expect(both.status).toBe(1);
      expect(JSON.parse(both.lines[1] ?? '{}')).toMatchObject({ line: 1, file: two });
      expect(both.errors).toContain('文件不存在');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('keeps up with many lines', async () => {
    const input = Array.from({ length: 5000 }, (_, at) => question(`n${at}`)).join('\n');
    const { status, lines } = await evaluate(['-'], input);
    expect(status).toBe(0);
    expect(lines).toHaveLength(5000);
    expect(JSON.parse(lines[4999] ?? '{}')).toMatchObject({ id: 'n4999' });
  });

  it('helps, and refuses an option it does not have', async () => {
    const help = await evaluate(['--help']);
    expect(help.status).toBe(0);
    expect(help.lines[0]).toContain('用法');
    const wrong = await evaluate(['--fast']);
    expect(wrong.status).toBe(2);
    expect(wrong.errors).toContain('没有“--fast”这个选项');
  });
});
