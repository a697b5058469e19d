import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leaksIn, withoutComments } from './leaks.ts';

/** Data of a demonstration and of a measurement are about places by nature. */
const DATA = ['src/law/**', 'src/features/demo/**', 'src/features/benchmark/**', 'src/platform/database/generated/**'];

const LEAKS = globSync('src/**/*.{ts,tsx,mjs,typ,css}', { exclude: DATA }).flatMap((file) =>
  leaksIn(file, readFileSync(file, 'utf8')),
);

test.each([
  ["if (facts.regime === 'guangxi-2024') return 1;", ['id', 'asked']],
  ['import { shanxi2023 } from "#law/regimes/shanxi-2023.ts";', ['id']],
  ["return refused('SY-2.4', reason);", ['clause']],
  ['return refused(`GX24-4.1b`, reason);', ['clause']],
  ["const province = '14';", ['division']],
  ["where c.regime <> 'elsewhere'", ['asked']],
  ['<p>只在山西省办理</p>', ['place']],
  ['// SX23-3.0: the credit record', []],
  ['/** guangxi-2024 marks at once (GX24-4.1a). */', []],
  ["const address = 'https://example.invalid'; // 广西", []],
  ["if (regime === undefined) return 'any';", []],
  ["const width = '145'; const code = '1401';", []],
])('a leak is what code says, not what a comment cites: %s', (line, kinds) => {
  expect(leaksIn('x.ts', line).map(({ kind }) => kind)).toEqual(kinds);
});

test('comments are blanked and lines keep their numbers', () => {
  expect(withoutComments("a\n/* b\nc */ 'd // e'\n// f").split('\n')).toEqual(['a', '    ', "     'd // e'", '    ']);
});

/** Places still known: the list only ever gets shorter, and is empty in the end. */
const KNOWN: Readonly<Record<string, number>> = {
  'src/app/_portal/case-page-data.tsx': 2,
  'src/app/_portal/case-steps.tsx': 6,
  'src/app/_portal/portals.ts': 6,
  'src/app/_portal/service-steps.tsx': 5,
  'src/app/_portal/suspicion-words.ts': 3,
  'src/app/_site/interface-schemas.ts': 3,
  'src/app/enterprise/cases/[caseId]/steps.ts': 6,
  'src/app/enterprise/credit/[recordId]/route.tsx': 1,
  'src/app/office/cities/route.tsx': 1,
  'src/app/office/credit/route.tsx': 1,
  'src/app/office/find/route.tsx': 2,
  'src/app/office/post/route.tsx': 3,
  'src/app/office/quarters/route.tsx': 1,
  'src/app/office/supervision/route.tsx': 2,
  'src/cli/commands/simulate.ts': 1,
  'src/cli/commands/verify.ts': 1,
  'src/features/casework/city-switches.ts': 1,
  'src/features/casework/installation.ts': 6,
  'src/features/casework/open-by-finding.ts': 1,
  'src/features/documents/batch-data.ts': 1,
  'src/features/documents/facts.ts': 1,
  'src/features/documents/kinds/letters.ts': 3,
  'src/features/documents/kinds/order.ts': 8,
  'src/features/documents/kinds/public-notice.ts': 2,
  'src/features/documents/kinds/quarterly-report.ts': 1,
  'src/features/documents/kinds/service-confirmation.ts': 1,
  'src/features/documents/words/law.ts': 15,
  'src/features/intake/apply/enterprises.ts': 1,
  'src/features/service/absences.ts': 4,
  'src/features/service/case-facts.ts': 4,
  'src/features/service/confirmation/email-check.ts': 1,
  'src/features/service/confirmation/form.ts': 1,
  'src/features/service/contacts.ts': 1,
  'src/features/service/ems.ts': 9,
  'src/features/service/evidence.ts': 5,
  'src/features/service/issue-order.ts': 7,
  'src/features/service/objection.ts': 1,
  'src/features/service/procedure.ts': 4,
  'src/features/service/proposals.ts': 4,
  'src/features/service/public-notice.ts': 4,
  'src/features/service/recheck.ts': 10,
  'src/features/service/rectification.ts': 3,
  'src/features/service/red-card.ts': 2,
  'src/features/service/returned-mail.ts': 1,
  'src/features/service/revocation.ts': 8,
  'src/features/service/unmark.ts': 5,
  'src/features/service/waybills.ts': 3,
  'src/features/supervision/credit-list.ts': 2,
  'src/features/supervision/credit-record.ts': 5,
  'src/features/supervision/quarter-reviews.ts': 1,
  'src/features/supervision/quarterly.ts': 4,
  'src/features/supervision/suspicion-kinds.ts': 7,
  'src/platform/config.ts': 1,
  'src/ui/pages/about-page.tsx': 2,
  'src/ui/portal-pages/enterprise/confirmation-page.tsx': 1,
  'src/ui/portal-pages/enterprise/contacts-page.tsx': 1,
  'src/ui/portal-pages/office/cities-page.tsx': 2,
  'src/ui/portal-pages/office/credit-page.tsx': 3,
  'src/ui/portal-pages/office/find-page.tsx': 1,
  'src/ui/portal-pages/office/post-page.tsx': 1,
  'src/ui/portal-pages/office/quarter-forms.tsx': 1,
  'src/ui/portal-pages/office/quarters-page.tsx': 1,
};

test('outside the law nothing names a regime, its place or its clauses', () => {
  const counted = Map.groupBy(LEAKS, ({ file }) => file);
  const found = Object.fromEntries([...counted].map(([file, leaks]) => [file, leaks.length]));
  process.stdout.write(`${LEAKS.length} places outside src/law know which regime they work for\n`);
  for (const { file, line, kind, text } of LEAKS) process.stdout.write(`  ${file}:${line} ${kind} ${text}\n`);
  expect(found).toEqual(KNOWN);
});
