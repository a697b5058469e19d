import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { REGIMES } from '#law/regimes/regimes.ts';
import { approvedSamples } from './approved-samples.ts';

/**
 * The text of each kind of document under each regime, reviewed. A change of words is a change here, read by a person: run with
 * QUALWATCH_APPROVE=on, read the difference, commit it.
 */
const FOLDER = path.join(import.meta.dirname, 'approved');
const APPROVE = process.env.QUALWATCH_APPROVE === 'on';
const samples = approvedSamples();

describe('approved samples', () => {
  test.each(samples)('$file reads as it was approved', ({ file, text }) => {
    const place = path.join(FOLDER, file);
    if (APPROVE) {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, text);
    }
    expect(existsSync(place), `${file} has not been approved`).toBe(true);
    expect(text).toBe(readFileSync(place, 'utf8'));
  });

  test('every approved file is of a document that is still made', () => {
    const kept = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
    expect(kept.map((name) => name.split(path.sep).join('/')).sort()).toEqual(samples.map(({ file }) => file).sort());
  });

  test.each(samples.filter(({ regime }) => REGIMES.get(regime)?.naming.markName === undefined))(
    '$file knows no card: its regime has none',
    ({ text }) => {
      expect(text).not.toMatch(/红牌|黄牌/u);
    },
  );

  test.each(samples.filter(({ regime }) => REGIMES.get(regime)?.naming.markName !== undefined))(
    '$file speaks of no 异常标注: its regime has another mark',
    ({ text }) => {
      expect(text).not.toContain('异常标注');
    },
  );

  test.each(samples)('$file says nothing that no case can bear out', ({ text }) => {
    for (const word of ['undefined', 'null', '附表的', '中级人民法院', '补偿', '有关主管部门', '附件1']) {
      expect(text).not.toContain(word);
    }
    expect(text).not.toMatch(/以直接送达向|自签收之日起/u);
  });
});
