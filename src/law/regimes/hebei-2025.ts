import { ORDERED_ADVICE, REPLENISH } from './advice.ts';
import { COMMON_ENDINGS, COMMON_READINGS, open } from './common.ts';
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
import { HEBEI_READINGS } from './hebei-2025-readings.ts';
import type { Regime, Row, Stage, Table, Track } from './regime.ts';
import { MINISTRY } from './statutory-procedure.ts';

const WARNED = { marked: true, restrictions: [], reading: 'warning-alone', unsettled: 'warning-alone' } as const;
const ABNORMAL = {
  marked: true,
  public: true,
  restrictions: ['no-addition', 'no-upgrade'],
  reading: 'abnormal',
} as const;

const NOT_HERE: readonly Row[] = [
  {
    when: [{ inRegion: false }],
    refuse: '核查对象是由本省资质许可机关许可的企业，省外企业不在此列。',
    clause: 'HB25-1',
  },
  { when: [{ kinds: ['supervision'] }], refuse: '本通知只核查建筑业企业，监理企业不在此列。', clause: 'HB25-1' },
  { when: [MINISTRY], refuse: '本通知只核查由本省资质许可机关许可的资质，部核发的不在此列。', clause: 'HB25-1' },
];
const OPENING: Table = {
  verdict: [
    { when: [{ result: 'met' }], ignored: true, clause: 'HB25-1' },
    ...NOT_HERE,
    {
      when: [{ grounds: ['insurance'] }],
      refuse: '本通知只比对注册建造师的专业和数量，社会保险不作为预警理由；请核对核查结论的理由。',
      clause: 'HB25-1',
    },
    { to: 'warned', opens: true, clause: 'HB25-2', produces: ['warning'] },
  ],
  'mark-by-hand': [...NOT_HERE, { to: 'abnormal', opens: true, clause: 'HB25-4', reading: 'abnormal' }],
};

const NOT_YET: readonly Row[] = [
  { refuse: '标注“资质异常”以后方可责令整改；请先核实并标注。', clause: 'HB25-3', reading: 'abnormal' },
];

const warned = (published: boolean): Stage =>
  open({
    name: published ? '资质预警（已公布）' : '资质预警',
    clause: 'HB25-2',
    ...WARNED,
    public: published,
    on: {
      verdict: clearedByMet('HB25-2', true),
      'issue-order': NOT_YET,
      'mark-by-hand': [
        {
          when: [{ not: { over: 'warning-period' } }],
          refuse: '预警满 2 个月仍不达标的，方可标注“资质异常”；请待期满。',
          clause: 'HB25-3',
          reading: 'abnormal',
        },
        { to: 'abnormal', clause: 'HB25-3', reading: 'abnormal' },
      ],
    },
    duties: published
      ? [{ what: 'mark-by-hand', when: [{ over: 'warning-period' }], clause: 'HB25-3', reading: 'abnormal' }]
      : [],
  });

const track: Track = {
  name: '建筑业企业资质预警',
  takes: { not: { inRegion: false } },
  opening: OPENING,
  otherwise: { clause: 'HB25-1', reason: '本省 2025 年的通知没有这一步。' },
  service: GENERAL_SERVICE,
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    warned: warned(false),
    'warned-public': warned(true),
    abnormal: open({
      name: '资质异常',
      clause: 'HB25-3',
      ...ABNORMAL,
      on: { verdict: clearedByMet('HB25-3', true), 'issue-order': ORDER_ROWS },
      duties: [{ what: 'issue-order', clause: '部令22号-28', reading: 'abnormal' }],
    }),
    ...generalStages(ABNORMAL, false),
  },
  clocks: {
    publication: {
      name: '每月第一个工作日公布',
      clause: 'HB25-2',
      runsIn: 'warned',
      from: { entered: 'warned' },
      term: 'month-opening',
      brings: { to: 'warned-public' },
      extendedByDowntime: false,
    },
    'warning-period': {
      name: '预警期',
      clause: 'HB25-3',
      reading: 'abnormal',
      runsIn: 'warned-public',
      from: { entered: 'warned' },
      term: { unit: 'months', length: 2, rolled: false },
      brings: { duty: 'mark-by-hand' },
      extendedByDowntime: true,
    },
    ...GENERAL_CLOCKS,
  },
};

/** The notice of 2025-03-06, in force from 2025-04-01, known from a reprint. */
export const hebei2025: Regime = {
  id: 'hebei-2025',
  ledger: 'HB25-',
  trial: `${ON_TRIAL}：据 2025 年 3 月 6 日通知的转载录入；“资质异常”的条件、期限和限制出自二手资料，未见原文。`,
  name: '河北建筑业企业资质预警（试行数据）',
  document: '河北省 2025 年 3 月 6 日关于建筑业企业资质动态核查的通知',
  region: '13',
  effectiveFrom: '2025-04-01',
  tracks: [track],
  roles: { ...GENERAL_ROLES, 'mark-by-hand': 'licensing-authority' },
  readings: { ...COMMON_READINGS, ...GENERAL_READINGS, ...HEBEI_READINGS },
  advice: {
    ...ORDERED_ADVICE,
    warned: {
      next: `在 2 个月内${REPLENISH}`,
      otherwise: '预警于下一个每月第一个工作日公布；满 2 个月仍不达标的，主管部门核实后标注“资质异常”。',
    },
    'warned-public': {
      next: `在预警之日起 2 个月内${REPLENISH}`,
      otherwise: '满 2 个月仍不达标的，主管部门核实后标注“资质异常”。',
    },
    abnormal: { next: `尽快${REPLENISH}`, otherwise: '主管部门将发出《责令限期整改通知书》。' },
  },
  naming: {
    title: '河北省2025年3月6日关于建筑业企业资质动态核查的通知',
    platform: '河北省建筑市场监管公共服务平台',
    articles: {
      mark: '（关于资质预警的规定）',
      order: '（关于资质异常的规定）',
      revoke: '（关于资质异常的规定）',
      cleared: '（关于资质预警的规定）',
    },
    restrictedWhile: '标注期间',
    // 部令22号 28 bars all new works, not those of the failing qualification alone.
    newWorkBarred: '不能承揽新的工程',
    metInTerm: '期满前达到标准要求的，案件办结，相应限制同时解除。',
  },
  clauses: { scope: 'HB25-1', comparison: 'HB25-1', mark: 'HB25-2' },
  programmes: {},
  order: { enclosures: [] },
  recheck: { firstLevel: 'city' },
};
