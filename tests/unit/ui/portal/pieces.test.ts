import { createElement as h } from 'react';
import { expect, test } from 'vitest';
import { BarChart } from '#ui/portal/bar-chart.tsx';
import { CalendarList } from '#ui/portal/calendar-list.tsx';
import { Deadline } from '#ui/portal/deadline.tsx';
import { DocumentCard } from '#ui/portal/document-card.tsx';
import { EvidenceList } from '#ui/portal/evidence-list.tsx';
import { axisEnd, LineChart } from '#ui/portal/line-chart.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Progress } from '#ui/portal/progress.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { Timeline } from '#ui/portal/timeline.tsx';
import { danglingReferences, htmlOf, textOf } from './html-of.ts';

const today = '2026-10-28';
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

test.each([
  ['2026-11-09', 'later', '还剩 12 天 · 11 月 9 日 周一'],
  ['2026-11-04', 'soon', '还剩 7 天 · 11 月 4 日 周三'],
  ['2026-10-28', 'soon', '今天到期 · 10 月 28 日 周三'],
  ['2026-10-20', 'overdue', '已逾期 8 天 · 10 月 20 日 周二'],
  ['2027-01-04', 'later', '还剩 68 天 · 2027 年 1 月 4 日 周一'],
  [null, 'later', '无法定期限'],
])('a deadline on %s is %s: %s', (day, urgency, words) => {
  expect(textOf(h(Deadline, { day, today }))).toBe(words);
  expect(htmlOf(h(Deadline, { day, today }))).toContain(`class="deadline ${urgency}"`);
});

test('a deadline that may still move says so and why', () => {
  expect(textOf(h(Deadline, { day: '2026-11-09', today, provisional: '送达后确定' }))).toContain(
    '（暂定，送达后确定）',
  );
});

test('a state is word, shape and colour', () => {
  const html = htmlOf(h(StateBadge, { tone: 'attention', word: '黄牌' }));
  expect(html).toMatch(/class="badge attention"><svg.*<path d="M.*黄牌/);
});

test('a timeline says day, act, who, ground and document; the hash is short to see and whole on hover and in print', () => {
  const entry = {
    key: '1',
    day: '2026-10-08',
    act: '下达<通知书>',
    who: '测试甲',
    clause: { id: 'GX24-4.1b', citation: '第四条' },
    documents: [{ label: '17号', address: '/d/17' }],
    hash,
  };
  const html = htmlOf(h(Timeline, { entries: [entry] }));
  for (const said of ['2026-10-08', '下达&lt;通知书&gt;', '测试甲', '第四条', '<a href="/d/17">17号</a>']) {
    expect(html).toContain(said);
  }
  expect(html).toContain(`title="${hash}"`);
  expect(html).toContain(`9f86d081884c<span class="print-only">${hash.slice(12)}</span>`);
});

test('a document before it is numbered and issued says so', () => {
  const draft = textOf(h(DocumentCard, { kind: '送达回证', number: null, day: null, pdfAddress: '/d' }));
  expect(draft).toContain('文号尚未编号');
  expect(draft).toContain('日期尚未签发');
  expect(draft).not.toContain('SHA-256');
});

test('evidence says what, by whom, when and how large; none says so', () => {
  const item = {
    key: '1',
    name: '证明.pdf',
    address: '/e/1',
    kind: '社保证明',
    bytes: 2048,
    handedInAt: new Date('2026-10-20T03:00:00Z'),
    by: '测试丙',
    sha256: hash,
  };
  expect(textOf(h(EvidenceList, { items: [item] }))).toContain(
    '证明.pdf 社保证明 · 2 KB测试丙 于 2026-10-20 11:00 上传',
  );
  expect(textOf(h(EvidenceList, { items: [] }))).toBe('尚未上传证明材料。');
});

test('progress is a bar and numbers; before the total is known it says that', () => {
  const bar = h(Progress, { label: '下达', done: 312, total: 500, failed: 2, unit: '份' });
  expect(htmlOf(bar)).toContain('<progress aria-label="下达" value="312" max="500">');
  expect(textOf(bar)).toBe('下达　已完成 312 / 500 份（62%），2 份未成功');
  expect(textOf(h(Progress, { label: '下达', done: 0, total: 0, unit: '份' }))).toContain('正在统计总数');
  expect(textOf(h(Progress, { label: '下达', done: 499, total: 500, unit: '份' }))).toContain('99%');
});

test('bars stand in the rows of their table, longest as wide as the picture, series told apart by pattern', () => {
  const html = htmlOf(
    h(BarChart, {
      id: 'c',
      question: '逾期多少',
      of: '城区',
      unit: '件',
      series: ['短', '长'],
      rows: [
        { label: '青秀区', values: [30, 10] },
        { label: '江南区', values: [0, 0] },
      ],
    }),
  );
  const widths = [
    ...html.matchAll(/<rect class="mark" x="([\d.]+)" y=".5" width="([\d.]+)" height="13" fill="([^"]*)"/g),
  ];
  expect(widths.map(([, x, width, fill]) => [x, width, fill])).toEqual([
    ['0.5', '239.3', 'currentColor'],
    ['239.8', '79.8', 'url(#c-row-0-1)'],
  ]);
  expect(html).toMatch(/data-head="短" class="num"[^>]*>30</);
  expect(html).toContain('id="c-row-0-1"');
});

test('a line breaks where there is no value; its axis ends on a number that people read', () => {
  const html = htmlOf(
    h(LineChart, {
      question: '多了还是少了',
      of: '月份',
      unit: '项',
      series: ['不达标'],
      points: [10, 20, null, 5].map((value, at) => ({ label: `${at + 5} 月`, values: [value] })),
    }),
  );
  expect(html).toContain('d="M6 100L202 6M594 147"');
  expect(html).toMatch(/data-head="不达标" class="num"[^>]*>—</);
  expect([0, 3, 5, 11, 37, 99, 100, 101, 640].map(axisEnd)).toEqual([4, 4, 5, 20, 40, 100, 100, 200, 800]);
});

test('charts of one point and of none are drawn', () => {
  const chart = (labels: string[]) =>
    htmlOf(
      h(LineChart, {
        question: '?',
        of: '月份',
        unit: '项',
        series: ['a'],
        points: labels.map((label) => ({ label, values: [1] })),
      }),
    );
  expect(chart(['5 月'])).not.toContain('NaN');
  expect(chart([])).not.toContain('NaN');
  const bars = h(BarChart, { id: 'x', question: '?', of: '城区', unit: '件', series: ['a'], rows: [] });
  expect(htmlOf(bars)).not.toMatch(/NaN|Infinity/);
});

test('a calendar lists days with what falls on them and marks today', () => {
  const list = h(CalendarList, {
    today,
    days: [
      { day: today, entries: [{ key: 'a', text: '复查', address: '/c/1', about: '演示企业' }] },
      { day: '2027-01-04', entries: [{ key: 'b', text: '到期' }] },
    ],
  });
  expect(textOf(list)).toBe('10 月 28 日 周三 今天复查 演示企业2027 年 1 月 4 日 周一到期 ');
});

test('tabs and heads are links, the present one marked', () => {
  const tabs = h(Tabs, {
    label: '内容',
    items: [
      { label: '经过', address: '?a', current: true },
      { label: '文书', address: '?b', count: 0 },
    ],
  });
  expect(htmlOf(tabs).match(/aria-current="page"/g)).toHaveLength(1);
  expect(textOf(tabs)).toBe('经过文书 0');
  const head = h(PageHead, { title: '案件', crumbs: [{ label: '待办', address: '/office' }] });
  expect(htmlOf(head)).toMatch(/<nav class="crumbs" aria-label="所在位置">.*<h1>案件/);
  expect(danglingReferences(htmlOf(tabs) + htmlOf(head))).toEqual([]);
});
