import { expect, test } from 'vitest';
import { guangxi2024 } from '#law/regimes/guangxi-2024.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { shanxi2023 } from '#law/regimes/shanxi-2023.ts';
import { shenyang2024 } from '#law/regimes/shenyang-2024.ts';
import { stepBasis } from '#law/regimes/step-basis.ts';
import { COMMANDS } from '#law/regimes/words.ts';

test('GX24-4.1b: an order names its own clause, one to three months, officers at will', () => {
  expect(stepBasis(guangxi2024, 'warned', 'issue-order')).toEqual({
    clause: 'GX24-4.1b',
    termMonths: { min: 1, max: 3 },
    twoOfficers: false,
    noticeDays: null,
  });
});

test('SY-2.2, SY-2.6: an order has three months and no other, and two officers sign', () => {
  expect(stepBasis(shenyang2024, 'listed', 'issue-order')).toEqual({
    clause: 'SY-2.2',
    termMonths: { min: 3, max: 3 },
    twoOfficers: true,
    noticeDays: null,
  });
});

test('SY-2.5, SY-4: a public notice rests on the clause of the document that it serves', () => {
  expect(stepBasis(shenyang2024, 'posted', 'publish', 'order')).toMatchObject({ clause: 'SY-2.5', noticeDays: 30 });
  expect(stepBasis(shenyang2024, 'intent-notified', 'publish', 'intent')).toMatchObject({ clause: 'SY-4' });
});

test('SX23-4.2: a decision is not cited from another province', () => {
  expect(stepBasis(shenyang2024, 'intent-notified', 'decide')?.clause).toBe('SY-4');
  expect(stepBasis(shanxi2023, 'yellow', 'issue-order')).toBeUndefined();
});

test('whatever a stage allows names a clause of its own regime or of national law', () => {
  const own = { 'guangxi-2024': 'GX24', 'shanxi-2023': 'SX23', 'shenyang-2024': 'SY' };
  for (const regime of REGIMES.values()) {
    for (const stage of new Set(regime.tracks.flatMap((track) => Object.keys(track.stages)))) {
      for (const command of Object.keys(COMMANDS).filter((each): each is keyof typeof COMMANDS => each in COMMANDS)) {
        const basis = stepBasis(regime, stage, command);
        if (basis === undefined) continue;
        const others = Object.entries(own).filter(([id]) => id !== regime.id);
        expect(others.filter(([, prefix]) => basis.clause.startsWith(`${prefix}-`))).toEqual([]);
      }
    }
  }
});
