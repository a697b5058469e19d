import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { reasons, rowCodes, rowOn } from '#law/standards/index.ts';
import { AsOfSwitch } from '#ui/as-of-switch.tsx';
import { ClauseCard } from '#ui/clause-card.tsx';
import { CountBar } from '#ui/count-bar.tsx';
import { inWords, minuteOf } from '#ui/dates.tsx';
import { Pager } from '#ui/pager.tsx';
import { shortageSentence } from '#ui/pages/qualification-page.tsx';
import { Practitioners } from '#ui/practitioners.tsx';
import { StatusBadge } from '#ui/status-badge.tsx';
import { countsInWords } from '#ui/verdict-history.tsx';
import { REASON_WORDS, rowName, VERDICT_WORDS } from '#ui/words.ts';

const person = {
  id: 7,
  name: '欧阳娜娜',
  birthDate: '1980-01-01',
  registeredElsewhere: false,
  certificates: [
    {
      role: '注册建造师',
      grade: '二级',
      specialties: ['公路工程'],
      sealNumber: '桂245201112345678',
      validUntil: '2026-10-19',
      lapsed: [],
      insurance: 'paid' as const,
    },
  ],
};

test('a badge is word, shape and class; a mark may outlast the verdict', () => {
  for (const verdict of [
    'met',
    'not-met',
    'undetermined',
    'not-assessed',
    'no-public-warning',
    'none',
    'ended',
  ] as const) {
    const html = renderToStaticMarkup(createElement(StatusBadge, { verdict, marked: false }));
    expect(html).toContain(VERDICT_WORDS[verdict]);
    expect(html).toMatch(/<path d="M/);
  }
  expect(renderToStaticMarkup(createElement(StatusBadge, { verdict: 'not-met', marked: true }))).toContain(
    '不达标·异常标注',
  );
  expect(renderToStaticMarkup(createElement(StatusBadge, { verdict: 'undetermined', marked: true }))).toContain(
    '待核实·异常标注',
  );
});

test('a bar has a cell per person up to 24, and is one stretch beyond', () => {
  const cells = (counted: number, needed: number) =>
    renderToStaticMarkup(createElement(CountBar, { counted, needed })).match(/<rect/g)?.length;
  expect(cells(3, 5)).toBe(5);
  expect(cells(30, 24)).toBe(24);
  expect(cells(12, 50)).toBe(2);
  expect(renderToStaticMarkup(createElement(CountBar, { counted: 3, needed: 5 })).match(/"full"/g)).toHaveLength(3);
});

test('a clause card says text, needed, counted, short, and who; names are masked', () => {
  const html = renderToStaticMarkup(
    createElement(ClauseCard, {
      number: 1,
      result: {
        text: '公路工程专业注册建造师不少于8人。',
        needed: 8,
        counted: 1,
        short: 7,
        persons: ['7'],
        subset: [{ text: '其中：一级注册建造师不少于2人', needed: 2, counted: 0, short: 2, persons: [] }],
      },
      unit: '人',
      subsetUnits: ['人'],
      source: '建市〔2014〕159号 §2.3.2',
      practitioners: new Map([['7', person]]),
      asOf: '2026-11-01',
      asked: false,
    }),
  );
  const text = html.replace(/<[^>]*>/g, '');
  expect(text).toContain('应不少于 8 人，计入 1 人，尚缺 7 人');
  expect(text).toContain('应不少于 2 人，计入 0 人，尚缺 2 人');
  expect(text).toContain('不满足');
  expect(text).toContain('欧阳**');
  expect(html).not.toContain('娜');
});

test('people: certificate, end of the seal number, and a date that has passed', () => {
  const html = renderToStaticMarkup(
    createElement(Practitioners, { caption: '人员', people: [person], asOf: '2026-11-01' }),
  );
  expect(html).toContain('二级注册建造师');
  expect(html).toContain('5678');
  expect(html).not.toContain('12345678');
  expect(html).toContain('（已过）');
  expect(html).not.toContain('1980');
});

test('the switch keeps what was typed beside the reason for its refusal', () => {
  const html = renderToStaticMarkup(
    createElement(AsOfSwitch, {
      action: '/enterprises/x',
      asOf: undefined,
      written: '2030-01-01',
      refusal: '尚未到来',
      today: '2026-11-21',
      firstDay: '2026-06-01',
    }),
  );
  expect(html).toContain('value="2030-01-01"');
  expect(html).toContain('aria-describedby="as-of-error"');
  expect(html).toContain('min="2026-06-01"');
  expect(html).toContain('max="2026-11-21"');
});

test('no pager where there is one page', () => {
  expect(renderToStaticMarkup(createElement(Pager, { first: undefined, next: undefined }))).toBe('');
  expect(renderToStaticMarkup(createElement(Pager, { first: '/a', next: undefined }))).toContain('已是最后一页');
});

test('dates in sentences and in tables, Beijing time', () => {
  expect(inWords('2026-11-09')).toBe('2026 年 11 月 9 日');
  expect(minuteOf(new Date('2026-05-31T18:10:00Z'))).toBe('2026-06-01 02:10');
});

test('stored counts in words', () => {
  expect(countsInWords('4/5,3/4')).toBe('4/5（其中 3/4）');
  expect(countsInWords('25/25,9/9;3/2')).toBe('25/25（其中 9/9）；3/2');
  expect(countsInWords('unmapped')).toBe('—');
  expect(countsInWords('')).toBe('—');
});

test('what is missing, in the sentence of an official', () => {
  const clause = {
    text: '建筑工程、机电工程专业注册建造师合计不少于5人，其中建筑工程专业注册建造师不少于4人。',
    needed: 5,
    counted: 4,
    short: 1,
  };
  const explanation = {
    verdict: 'not-met' as const,
    effectiveCode: 'GC-01-3',
    shortage: 1,
    counts: '4/5,3/4',
    notCounted: [],
    undeterminedBecause: null,
    lapsed: [],
    requirements: [
      {
        ...clause,
        persons: [],
        subset: [{ text: '其中：建筑工程专业注册建造师不少于4人', needed: 4, counted: 3, short: 1, persons: [] }],
      },
    ],
  };
  expect(shortageSentence(explanation, rowOn('GC-01-3'))).toBe(
    '建筑工程、机电工程专业注册建造师合计应不少于 5 人，现计入 4 人，尚缺 1 人；其中：建筑工程专业注册建造师应不少于 4 人，现计入 3 人，尚缺 1 人。',
  );
});

test('every reason has its word, every row its name', () => {
  for (const reason of reasons) expect(REASON_WORDS[reason]).not.toBe('');
  const names = rowCodes.flatMap((code) => rowOn(code) ?? []).map(rowName);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('建筑工程施工总承包三级');
  expect(names).toContain('工程监理房屋建筑工程专业乙级');
  expect(names.filter((name) => /undefined|不分等级/.test(name))).toEqual([]);
});
