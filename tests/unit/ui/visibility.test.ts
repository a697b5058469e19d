import { expect, test } from 'vitest';
import {
  FIELDS,
  publishesFirstWarning,
  type StageShown,
  type Subject,
  type Viewer,
  visibility,
} from '#features/casework/queries.ts';

const STAGES: readonly StageShown[] = ['none', 'not-public', 'public'];
const VIEWERS: readonly Viewer[] = ['public', 'enterprise', 'office'];

/**
 * The whole rule as a table (architecture, idea 11). Columns: stage × whether the regime publishes its first stage ×
 * whether the verdict fails; per cell s shown, m masked, w withheld — for the public.
 *
 *                        none                 not-public           public
 *                  hidden   published    hidden   published   hidden   published
 *                 ok fail   ok fail     ok fail   ok fail    ok fail   ok fail
 */
const FOR_THE_PUBLIC: Readonly<Record<(typeof FIELDS)[number], string>> = {
  verdict: 'w w  s w   w w  w w   s s  s s',
  explanation: 'w w  s w   w w  w w   s s  s s',
  history: 'w w  s s   w w  w w   w w  s s',
  mark: 'w w  w w   w w  w w   s s  s s',
  restrictions: 'w w  w w   w w  w w   s s  s s',
  events: 'w w  w w   w w  w w   s s  s s',
  'practitioner-name': 'm m  m m   m m  m m   m m  m m',
  'id-number': 'w w  w w   w w  w w   w w  w w',
  contact: 'w w  w w   w w  w w   w w  w w',
};

const WORDS = { s: 'shown', m: 'masked', w: 'withheld' } as const;

function subjects(): Subject[] {
  return STAGES.flatMap((stage) =>
    [false, true].flatMap((published) =>
      [false, true].map((failing) => ({ stage, publishesFirstWarning: published, failing })),
    ),
  );
}

test('the table names every field', () => {
  expect(Object.keys(FOR_THE_PUBLIC).sort()).toEqual([...FIELDS].sort());
});

for (const field of FIELDS) {
  test(`SX23-2.1 what the public sees of ${field}, stage by stage`, () => {
    const cells = FOR_THE_PUBLIC[field].trim().split(/\s+/);
    expect(cells).toHaveLength(12);
    const expected = cells.map((cell) => {
      if (cell !== 's' && cell !== 'm' && cell !== 'w') throw new Error(cell);
      return WORDS[cell];
    });
    expect(subjects().map((subject) => visibility(field, subject, 'public'))).toEqual(expected);
  });
}

test('an ID number is never shown outright, a name and a contact only to the enterprise and its office', () => {
  for (const subject of subjects()) {
    for (const viewer of VIEWERS) {
      expect(visibility('id-number', subject, viewer)).not.toBe('shown');
      expect(visibility('practitioner-name', subject, viewer)).toBe(viewer === 'public' ? 'masked' : 'shown');
      expect(visibility('contact', subject, viewer)).toBe(viewer === 'public' ? 'withheld' : 'shown');
    }
  }
});

test('SX23-2.1 a failing and a met qualification without a public stage look the same where yellow cards are not public', () => {
  for (const field of FIELDS) {
    const of = (stage: StageShown, failing: boolean) =>
      visibility(field, { stage, failing, publishesFirstWarning: false }, 'public');
    expect(of('not-public', true)).toBe(of('none', false));
  }
});

test('GX24-4.1a SX23-2.1 first warnings are public in Guangxi, not in Shanxi, and nowhere that no regime speaks of', () => {
  const construction = { divisionCode: '450100', series: '施工总承包' };
  expect(publishesFirstWarning(construction, '45')).toBe(true);
  expect(publishesFirstWarning({ divisionCode: '140100', series: '施工总承包' }, '14')).toBe(false);
  expect(publishesFirstWarning({ divisionCode: '440100', series: '工程监理' }, '45')).toBe(true);
  expect(publishesFirstWarning({ divisionCode: '110100', series: '施工总承包' }, '11')).toBe(false);
});
