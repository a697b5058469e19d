import { ORDERED_ADVICE, REPLENISH } from './advice.ts';
import { COMMON_ENDINGS, COMMON_READINGS, ended, open, recorded } from './common.ts';
import {
  clearedByMet,
  GENERAL_CLOCKS,
  GENERAL_READINGS,
  GENERAL_ROLES,
  GENERAL_SERVICE,
  generalStages,
  ON_TRIAL,
  ORDER_ROWS,
} from './general-course.ts';
import { JIANGXI_READINGS } from './jiangxi-2026-readings.ts';
import type { Clock, Condition, Duty, Regime, Row, Stage, StageId, Table, Track } from './regime.ts';

const MET: readonly Condition[] = [{ result: 'met' }];
const MARKED = {
  marked: true,
  public: false,
  restrictions: [],
  reading: 'mark-alone',
  unsettled: 'mark-alone',
} as const;
const UNMARKED = { to: 'cleared', produces: ['unmark-notice'] } as const;

const OPENING: Table = {
  verdict: [
    { when: MET, ignored: true, clause: 'JX26-1' },
    {
      when: [{ grounds: ['insurance'] }],
      refuse: '本省对照资质标准核查注册人员，社会保险不作为标注理由；请核对核查结论的理由。',
      clause: 'JX26-1',
    },
    { to: 'marked-auto', opens: true, clause: 'JX26-2', produces: ['warning'] },
  ],
  'mark-by-hand': [{ to: 'marked-manual', opens: true, clause: 'JX26-3', produces: ['warning'] }],
};

/** Met is not enough by itself: the enterprise begins to rectify, or asks for the re-check. */
const AUTO_VERDICT: readonly Row[] = [
  { when: [{ result: 'met' }, { fact: 'rectification-begun' }], ...UNMARKED, clause: 'JX26-5' },
  recorded('JX26-2', 'lifted-on-start'),
];
const BEGIN: readonly Row[] = [
  { when: [{ fact: 'met-since' }], ...UNMARKED, clause: 'JX26-5' },
  { when: [{ fact: 'rectification-begun' }], refuse: '整改已经发起，达标后系统自动取消标注。', clause: 'JX26-5' },
  { clause: 'JX26-5' },
];
const ASK: readonly Row[] = [
  { when: [{ fact: 'recheck-asked' }], refuse: '已经申请复核，请等待结果。', clause: 'JX26-4' },
  { clause: 'JX26-4' },
];
/** Before the three months are over a re-check can only end well. */
const EARLY_RECHECK: readonly Row[] = [
  { when: MET, ...UNMARKED, clause: 'JX26-4' },
  { clause: 'JX26-4', reading: 'early-recheck' },
];
const RECHECK_ASKED: Duty = { what: 'recheck', when: [{ fact: 'recheck-asked' }], clause: 'JX26-4' };
const NOT_MET_YET: readonly Row[] = [
  { refuse: '标注满 3 个月、经复核仍不达标的，方可责令整改；请待复核。', clause: 'JX26-4', reading: 'after-recheck' },
];

const marking = (name: string, clause: string, verdict: readonly Row[], more: Table): Stage =>
  open({
    name,
    clause,
    ...MARKED,
    on: { verdict, recheck: EARLY_RECHECK, 'request-recheck': ASK, ...more },
    duties: [RECHECK_ASKED],
  });

const term = (runsIn: StageId): Clock => ({
  name: '标注后的 3 个月',
  clause: 'JX26-4',
  reading: 'from-the-mark',
  runsIn,
  from: { entered: runsIn },
  term: { unit: 'months', length: 3, rolled: false },
  brings: { to: 'recheck-due' },
  extendedByDowntime: true,
});

const RECHECK_DUE: Stage = {
  name: '待复核',
  clause: 'JX26-4',
  ...MARKED,
  on: {
    verdict: [recorded('JX26-2', 'lifted-on-start')],
    'request-recheck': ASK,
    recheck: [
      { when: MET, ...UNMARKED, clause: 'JX26-4' },
      { to: 'not-met', clause: 'JX26-4' },
    ],
  },
  duties: [{ what: 'recheck', by: { clock: 'recheck-limit' }, clause: 'JX26-4' }],
};
const CLOCKS: Track['clocks'] = {
  'term-auto': term('marked-auto'),
  'term-manual': term('marked-manual'),
  'recheck-limit': {
    name: '复核的期限',
    clause: 'JX26-4',
    runsIn: 'recheck-due',
    from: { entered: 'recheck-due' },
    term: { unit: 'months', length: 1, rolled: true },
    brings: { duty: 'recheck' },
    extendedByDowntime: false,
  },
};
/** @param further what else can be tried while the mark lasts, and is too early */
const markings = (further: Table): Readonly<Record<StageId, Stage>> => ({
  'marked-auto': marking('资质异常（自动标注）', 'JX26-2', AUTO_VERDICT, { ...further, 'start-rectification': BEGIN }),
  'marked-manual': marking('资质异常（手动标注）', 'JX26-3', [recorded('JX26-3', 'lifted-on-start')], further),
  'recheck-due': open({ ...RECHECK_DUE, on: { ...RECHECK_DUE.on, ...further } }),
});

const inRegion: Track = {
  name: '省内企业',
  takes: { inRegion: true },
  opening: OPENING,
  otherwise: { clause: 'JX26-1', reason: '本省 2026 年的通知没有这一步。' },
  service: GENERAL_SERVICE,
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    ...markings({ 'issue-order': NOT_MET_YET }),
    'not-met': open({
      name: '经复核仍不达标',
      clause: 'JX26-4',
      ...MARKED,
      on: { verdict: clearedByMet('JX26-4', true), 'issue-order': ORDER_ROWS },
      duties: [{ what: 'issue-order', clause: '部令22号-28', reading: 'after-recheck' }],
    }),
    ...generalStages(MARKED),
  },
  clocks: { ...CLOCKS, ...GENERAL_CLOCKS },
};

const outOfRegion: Track = {
  name: '省外入赣企业',
  takes: { inRegion: false },
  opening: OPENING,
  otherwise: { clause: 'JX26-1', reason: '企业在省外，资质许可机关不在本省；本省只标注和复核。' },
  service: {},
  stages: {
    ...COMMON_ENDINGS,
    ...markings({}),
    'not-met': open({
      name: '经复核仍不达标',
      clause: 'JX26-4',
      ...MARKED,
      on: { verdict: clearedByMet('JX26-4', true), recheck: EARLY_RECHECK },
    }),
    cleared: ended('已取消标注', 'JX26-4', { again: true }),
  },
  clocks: CLOCKS,
};

/** The notice of 2026-03-10, known from a reprint whose end is cut off. */
export const jiangxi2026: Regime = {
  id: 'jiangxi-2026',
  ledger: 'JX26-',
  trial: `${ON_TRIAL}：据 2026 年 3 月 10 日通知的转载录入，文件号和“经复核仍不达标”以后的规定未见原文。`,
  name: '江西建设工程企业资质动态核查（试行数据）',
  document: '江西省 2026 年 3 月 10 日关于企业资质动态核查的通知',
  region: '36',
  effectiveFrom: '2026-03-10',
  tracks: [inRegion, outOfRegion],
  roles: {
    ...GENERAL_ROLES,
    'mark-by-hand': 'licensing-authority',
    'start-rectification': 'enterprise',
    'request-recheck': 'enterprise',
    recheck: 'city',
  },
  readings: { ...COMMON_READINGS, ...GENERAL_READINGS, ...JIANGXI_READINGS },
  advice: {
    ...ORDERED_ADVICE,
    'marked-auto': {
      next: `在 3 个月内${REPLENISH}请先发起整改：发起后达标的，系统自动取消标注；也可以申请提前复核。`,
      otherwise: '期满后主管部门在 1 个月内复核；仍不达标的，核实后责令限期整改。',
    },
    'marked-manual': {
      next: `在 3 个月内${REPLENISH}达标后可以申请提前复核。`,
      otherwise: '期满后主管部门在 1 个月内复核；仍不达标的，核实后责令限期整改。',
    },
    'recheck-due': { next: `尽快${REPLENISH}`, otherwise: '主管部门在 1 个月内复核。' },
    'not-met': { next: `尽快${REPLENISH}`, otherwise: '主管部门核实后将发出《责令限期整改通知书》。' },
  },
  naming: {
    title: '江西省2026年3月10日关于企业资质动态核查的通知',
    platform: '江西住建云',
    articles: {
      mark: '（关于自动标注的规定）',
      order: '（关于复核的规定）',
      revoke: '（关于复核的规定）',
      cleared: '（关于取消标注的规定）',
    },
    restrictedWhile: '整改期间',
    // 部令22号 28 bars all new works, not those of the failing qualification alone.
    newWorkBarred: '不能承揽新的工程',
    metInTerm: '期满前达到标准要求的，案件办结，相应限制同时解除。',
  },
  clauses: {
    scope: 'JX26-1',
    comparison: 'JX26-1',
    mark: 'JX26-2',
    rectification: 'JX26-5',
  },
  programmes: { 'recheck-city': 'JX26-4' },
  order: { enclosures: [] },
  recheck: { firstLevel: 'city' },
};
