import { describe, expect, test } from 'vitest';
import { judgeStaff } from '#features/forecast/judge-staff.ts';
import {
  calendarFile,
  type HeldQualification,
  hireInWords,
  lookAhead,
  type StaffCertificate,
  smallestHires,
  whatIf,
} from '#features/forecast/queries.ts';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { parseCertificate, parseDay, rowCodes, rowOn } from '#law/standards/index.ts';
import { sufficientStaff } from '#law/standards/sufficient-staff.ts';

const TODAY = '2026-11-21';

function legal(text: string): LegalDate {
  const read = parseLegalDate(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

function person(personId: number, more: Partial<StaffCertificate> = {}): StaffCertificate {
  const certificate = parseCertificate('注册建造师', '二级', ['建筑工程']);
  if (!certificate.ok) throw new Error(certificate.reason);
  return {
    personId,
    name: `演示人员${personId}`,
    kind: certificate.value.kind,
    specialties: certificate.value.mask,
    validUntil: '2028-12-31',
    terms: [],
    birthDate: '1985-05-05',
    insurance: 1,
    elsewhereUntil: null,
    ...more,
  };
}

/** 建筑工程施工总承包三级: four registered constructors of building works. */
const HELD: HeldQualification = {
  id: 1,
  name: '建筑工程施工总承包三级',
  row: 'GC-01-3',
  divisionCode: '450103',
  validUntil: null,
};

const needed = (() => {
  const staff: StaffCertificate[] = [];
  while (staff.length < 30 && judgeStaff(staff, [HELD], TODAY)[0]?.finding.verdict !== 'met')
    staff.push(person(staff.length + 1));
  return staff.length;
})();
const STAFF = Array.from({ length: needed }, (_, at) => person(at + 1));

describe('what-if', () => {
  const base = { on: TODAY, leaving: new Set<number>(), lapsing: new Set<number>(), hires: [] };

  test('the row is met by as many constructors as the test found, and not by one fewer', () => {
    expect(needed).toBeGreaterThan(1);
    expect(judgeStaff(STAFF.slice(1), [HELD], TODAY)[0]?.finding).toMatchObject({ verdict: 'not-met', shortage: 1 });
  });

  test('somebody who leaves, or whose registration lapses, is missing at once; a hire makes good for it', () => {
    const left = whatIf(STAFF, [HELD], TODAY, { ...base, leaving: new Set([1]) });
    expect(left[0]?.before.verdict).toBe('met');
    expect(left[0]?.after).toMatchObject({ verdict: 'not-met', shortage: 1 });
    const lapsed = whatIf(STAFF, [HELD], TODAY, { ...base, lapsing: new Set([2]) });
    expect(lapsed[0]?.after).toMatchObject({ verdict: 'not-met', shortage: 1 });
    const { kind, specialties } = person(99);
    const made = whatIf(STAFF, [HELD], TODAY, {
      ...base,
      leaving: new Set([1]),
      hires: [{ kind, specialties, validUntil: null, count: 1 }],
    });
    expect(made[0]?.after.verdict).toBe('met');
  });

  test('a later day is compared with what is still valid then', () => {
    const staff = [person(1, { validUntil: '2027-01-31' }), ...STAFF.slice(1)];
    expect(whatIf(staff, [HELD], TODAY, { ...base, on: '2027-01-31' })[0]?.after.verdict).toBe('met');
    expect(whatIf(staff, [HELD], TODAY, { ...base, on: '2027-02-01' })[0]?.after.verdict).toBe('not-met');
  });
});

describe('look-ahead', () => {
  test('a registration that ends in the time brings the qualification down on the day after its last', () => {
    const staff = [person(1, { validUntil: '2026-12-31' }), ...STAFF.slice(1)];
    const ahead = lookAhead(staff, [HELD], legal(TODAY));
    expect(ahead.changes).toHaveLength(1);
    expect(ahead.changes[0]).toMatchObject({
      day: '2027-01-01',
      before: { verdict: 'met' },
      after: { verdict: 'not-met', shortage: 1 },
    });
    expect(ahead.changes[0]?.losses.map(({ certificate, why }) => [certificate.personId, why])).toEqual([
      [1, 'expired'],
    ]);
    expect(ahead.expiring.map(({ certificate }) => certificate.personId)).toEqual([1]);
    expect(ahead.course[0]).toEqual({ day: TODAY, notMet: 0 });
    expect(ahead.course.at(-1)).toEqual({ day: ahead.until, notMet: 1 });
  });

  test('who is registered elsewhere counts again when that registration has ended', () => {
    const staff = [person(1, { elsewhereUntil: '2026-12-15' }), ...STAFF.slice(1)];
    const ahead = lookAhead(staff, [HELD], legal(TODAY));
    expect(ahead.changes[0]).toMatchObject({
      day: '2026-12-16',
      before: { verdict: 'not-met' },
      after: { verdict: 'met' },
    });
  });

  test('what runs out later than the time is not foreseen', () => {
    expect(lookAhead(STAFF, [HELD], legal(TODAY)).changes).toEqual([]);
  });
});

describe('the smallest set of hires', () => {
  test('names specialty, grade and number', () => {
    const hires = smallestHires(STAFF.slice(2), HELD, TODAY);
    expect(hires.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(hires.map(hireInWords).join('、')).toMatch(/注册建造师/);
    expect(smallestHires(STAFF, HELD, TODAY)).toEqual([]);
  });

  test('cures every row of the standards from an empty staff, with exactly the shortage', () => {
    const on = parseDay(TODAY) ?? 0;
    let tried = 0;
    for (const row of rowCodes) {
      const held = { ...HELD, row };
      const [judged] = judgeStaff([], [held], TODAY);
      const shortage = judged?.finding.shortage ?? 0;
      if (shortage === 0 || rowOn(row, on) === undefined) continue;
      tried += 1;
      expect(
        smallestHires([], held, TODAY).reduce((sum, { count }) => sum + count, 0),
        row,
      ).toBe(shortage);
    }
    expect(tried).toBeGreaterThan(40);
  });

  test('a staff that lacks one of those whom the row names is cured by one', () => {
    const row = rowOn('GC-01-1', parseDay(TODAY) ?? 0);
    const staff = (row === undefined ? [] : sufficientStaff(row)).map((each, at) => person(at + 1, each));
    const held = { ...HELD, row: 'GC-01-1' };
    expect(smallestHires(staff.slice(1), held, TODAY).map(({ count }) => count)).toEqual([1]);
  });
});

describe('calendar file (RFC 5545)', () => {
  const file = calendarFile(
    '资质哨',
    [
      {
        uid: 'case-1@qualwatch',
        day: '2026-12-31',
        summary: '建筑工程施工总承包三级：整改期限届满，请在届满前补充注册建造师并核对登记；谢谢',
        description: '第一行\n第二行',
        url: 'https://demo.invalid/enterprise',
      },
    ],
    new Date('2026-11-21T00:00:00Z'),
  );

  test('lines end with CRLF and are folded at 75 octets between characters', () => {
    const lines = file.split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
    expect(lines.some((line) => line.includes('\uFFFD'))).toBe(false);
    expect(file.replaceAll('\r\n ', '')).toContain(
      'SUMMARY:建筑工程施工总承包三级：整改期限届满，请在届满前补充注册建造师并核对登记；谢谢',
    );
  });

  test('a whole day ends on the next, over the turn of the year', () => {
    expect(file).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101');
    expect(file).toContain('DESCRIPTION:第一行\\n第二行');
  });
});
