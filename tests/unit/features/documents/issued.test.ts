import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DOCUMENT_KINDS, isOfficialKind, type OfficialKind } from '#features/documents/kind-names.ts';
import { clauseOf } from '#law/regimes/clause-texts.ts';
import { approvedSamples } from './approved-samples.ts';
import { SAMPLES } from './samples.ts';

/** Reviewed: the command that issues each kind in its step, and the clause that asks for it. What nothing issues does not exist. */
const ISSUED: Readonly<Record<OfficialKind, { readonly by: string; readonly clause: string }>> = {
  'inspection-notice': { by: 'service/issue-order.ts', clause: 'SY-2.2' },
  order: { by: 'service/issue-order.ts', clause: '部令22号-28' },
  'service-confirmation': { by: 'service/confirmation/sign.ts', clause: 'GX24-A.1' },
  'posting-list': { by: 'service/ems.ts', clause: 'SY-2.4' },
  'abnormal-list': { by: 'service/recheck.ts', clause: 'SY-2.4' },
  'overdue-list': { by: 'service/recheck.ts', clause: 'SY-3.1' },
  'recheck-form': { by: 'service/recheck.ts', clause: 'SY-3.1' },
  'public-notice': { by: 'service/public-notice.ts', clause: '民事诉讼法-95' },
  'proposal-letter': { by: 'service/proposals.ts', clause: 'SX23-4.2' },
  'repair-opinion': { by: 'service/objection.ts', clause: 'SX23-4.5' },
  intent: { by: 'service/revocation.ts', clause: '行政许可法-7' },
  'hearing-notice': { by: 'service/hearing.ts', clause: '行政许可法-48' },
  decision: { by: 'service/revocation.ts', clause: '行政许可法-7' },
  announcement: { by: 'service/announcing.ts', clause: 'GX24-4.1e' },
  'quarterly-report': { by: 'supervision/quarterly.ts', clause: 'SX23-4.3' },
  'unmark-notice': { by: 'service/unmark.ts', clause: 'GX24-4.1d' },
  'ministry-report': { by: 'service/ministry-report.ts', clause: '行政许可法-69' },
  'withdrawal-notice': { by: 'service/withdraw-case.ts', clause: 'GX24-2' },
};
const FEATURES = path.resolve('src/features');
const sampled = new Set(approvedSamples().map(({ file }) => path.basename(file, '.txt')));

describe.each(Object.entries(ISSUED))('%s', (kind, { by, clause }) => {
  test(`is issued by ${by}`, () => {
    expect(readFileSync(path.join(FEATURES, by), 'utf8')).toContain(`'${kind}'`);
  });
  test('rests on a clause whose text is held', () => {
    expect([clause, clauseOf(clause) !== undefined]).toEqual([clause, true]);
  });
  test('has a sample that was read and approved', () => {
    expect([kind in SAMPLES, sampled.has(kind)]).toEqual([true, true]);
  });
});

test('every kind that a command issues is on the list, and every kind of the list has its template', () => {
  const files = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const issued = files.flatMap((name) =>
    [
      ...readFileSync(path.join(FEATURES, name), 'utf8').matchAll(
        /issue(?:OnCase|Document|List)\(\s*transaction,\s*(?:issue|tools\.press|press|notice\.press),\s*'([a-z-]+)'/g,
      ),
    ].map(([, kind]) => kind ?? ''),
  );
  expect(issued.length).toBeGreaterThan(8);
  expect(issued.filter((kind) => !isOfficialKind(kind))).toEqual([]);
  expect(Object.keys(ISSUED).sort()).toEqual(Object.keys(DOCUMENT_KINDS).sort());
});
