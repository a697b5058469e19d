import { createElement as h } from 'react';
import { expect, test } from 'vitest';
import { Filters } from '#ui/portal/filters.tsx';
import { WorkList, type WorkListProps } from '#ui/portal/work-list.tsx';
import { danglingReferences, htmlOf, textOf } from './html-of.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly short: number;
}

const rows: readonly Row[] = [
  { id: '1', name: '南宁演示建筑有限公司', short: 3 },
  { id: '2', name: '<b>演示</b>'.repeat(30), short: 12 },
];

const list = (more: Partial<WorkListProps<Row>> = {}) =>
  h(WorkList<Row>, {
    caption: '待办案件',
    columns: [
      { head: '企业', cell: (row) => row.name },
      { head: '尚缺', cell: (row) => row.short, align: 'number', sort: { address: '?sort=short', now: 'descending' } },
    ],
    rows,
    keyOf: (row) => row.id,
    addressOf: (row) => `/cases/${row.id}`,
    nameOf: (row) => row.name,
    emptyAtFirst: { what: '没有待办的案件', why: '本月尚未核查。' },
    ...more,
  });

const selection = {
  form: 'cases',
  action: '/office/cases',
  csrf: 'geheim',
  matching: 'stage=order&q=南宁',
  total: 412,
  acts: [
    { act: 'order', label: '下达通知书', primary: true },
    { act: 'red', label: '确认红牌', refused: '须由复核人办理' },
  ],
};

test('the first column is the link, numbers stand right, cells carry their heads for narrow screens', () => {
  const html = htmlOf(list());
  expect(html).toContain('<a href="/cases/1">南宁演示建筑有限公司</a>');
  expect(html).toMatch(/<td role="cell" data-head="尚缺" class="num">3<\/td>/);
  expect(html).toContain('aria-sort="descending"');
  expect(html).not.toContain('<b>演示</b>');
  expect(html).toContain('&lt;b&gt;演示');
  expect(html).not.toContain('type="checkbox"');
});

test('without script the ticked rows, or all that match, are posted with the token and the filter in force', () => {
  const html = htmlOf(list({ selection, ticked: ['2'] }));
  expect(html).toMatch(/<input type="checkbox" form="cases"[^>]*name="row"[^>]*value="1"/);
  expect(html.match(/checked=""/g)).toHaveLength(1);
  expect(html).toMatch(/<form id="cases"[^>]*action="\/office\/cases" method="post"/);
  expect(html).toContain('name="csrf" value="geheim"');
  expect(html).toContain('name="matching" value="stage=order&amp;q=南宁"');
  expect(html).toMatch(/name="all-matching"[^>]*value="yes"/);
  expect(html).toContain('选中符合条件的全部 412 行');
  expect(html).toMatch(/<button type="submit" value="order"[^>]*name="act"/);
  expect(html).toContain('确认红牌：须由复核人办理');
  expect(html).not.toContain('value="red"');
  expect(danglingReferences(html)).toEqual([]);
});

test('all that match are not offered where the page shows them all', () => {
  expect(htmlOf(list({ selection: { ...selection, total: 2 } }))).not.toContain('all-matching');
});

test('a row that cannot be ticked says why', () => {
  const refused = (row: Row) => (row.id === '1' ? '由您经办，须由他人复核' : undefined);
  const html = htmlOf(list({ selection, refusedFor: refused }));
  expect(html).toContain('不能勾选：由您经办，须由他人复核');
  expect(html.match(/name="row"[^>]*disabled=""|disabled=""[^>]*name="row"/g)).toHaveLength(1);
});

test('empty at first says why; empty after filtering leads back to the whole list; neither shows a table or bar', () => {
  const first = list({ rows: [], selection });
  expect(textOf(first)).toContain('没有待办的案件本月尚未核查。');
  const filtered = list({ rows: [], selection, filtered: { clearAddress: '/office/cases' } });
  expect(textOf(filtered)).toContain('没有符合条件的记录');
  expect(htmlOf(filtered)).toContain('<a href="/office/cases">清除筛选条件</a>');
  for (const empty of [first, filtered]) {
    expect(htmlOf(empty)).not.toContain('<table');
    expect(htmlOf(empty)).not.toContain('selection-bar');
  }
});

test('filters keep their values and the order, and are a form that changes the address', () => {
  const filters = h(Filters, {
    action: '/office/cases',
    filtered: true,
    carried: [['sort', 'due']],
    problem: '起始日期不能晚于截止日期。',
    fields: [
      { kind: 'text', name: 'q', label: '企业', value: '"南宁"' },
      {
        kind: 'select',
        name: 'stage',
        label: '阶段',
        all: '全部',
        value: 'o',
        options: [{ value: 'o', label: '待下达' }],
      },
      { kind: 'days', label: '期限', from: { name: 'from', value: '2026-11-01' }, to: { name: 'to' } },
    ],
  });
  const html = htmlOf(filters);
  expect(html).toContain('<form action="/office/cases">');
  expect(html).toContain('value="&quot;南宁&quot;"');
  expect(html).toContain('<option value="o" selected="">');
  expect(html).toMatch(/name="from"[^>]*value="2026-11-01"|value="2026-11-01"[^>]*name="from"/);
  expect(html).toContain('name="sort" value="due"');
  expect(html).toContain('<a href="/office/cases">清除</a>');
  expect(html).toContain('起始日期不能晚于截止日期。');
  expect(danglingReferences(html)).toEqual([]);
});
