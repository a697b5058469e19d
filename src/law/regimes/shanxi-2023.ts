import { COMMON_ENDINGS, COMMON_READINGS, ended, open, recorded } from './common.ts';
import type { Condition, Duty, Regime, Row, ServiceRule, Stage, Table, Track } from './regime.ts';
import { SHANXI_READINGS } from './shanxi-2023-readings.ts';
import {
  decidingDuties,
  decidingTable,
  HEARD,
  MINISTRY,
  ministryDecides,
  procedureClocks,
  resultRows,
} from './statutory-procedure.ts';
import type { Restriction } from './words.ts';

const MET: readonly Condition[] = [{ result: 'met' }];
const CITY: Condition = { licensing: ['city'] };
const PROVINCE: Condition = { licensing: ['province'] };

const RED: readonly Restriction[] = ['no-addition', 'no-award', 'no-new-work', 'no-upgrade', 'priority-supervision'];
const YELLOW_STAGE = { marked: false, public: false, restrictions: [] } as const;
const RED_STAGE = { marked: true, public: true, restrictions: RED, reading: 'mark' } as const;

const ONLY_LOCAL: Row = {
  when: [{ inRegion: false }],
  refuse: '预警范围是注册地在山西省内的企业，省外企业由其注册地主管部门处理。',
  clause: 'SX23-1',
};

const OPENING: Table = {
  verdict: [
    { when: MET, ignored: true, clause: 'SX23-2.1' },
    ONLY_LOCAL,
    { to: 'yellow', opens: true, clause: 'SX23-2.1', produces: ['warning'] },
  ],
  find: [ONLY_LOCAL, { to: 'red', opens: true, clause: 'SX23-2.2', reading: 'card-is-order', produces: ['order'] }],
};

const CLEARED_BY_MET: readonly Row[] = [
  { when: MET, to: 'cleared', clause: 'SX23-3.5', reading: 'cleared', produces: ['unmark-notice'] },
  recorded('SX23-2.1'),
];

const OBJECTING: Table = {
  object: [
    { when: [{ fact: 'objection-open' }], refuse: '已有一件异议在办理，请补充材料或等待结果。', clause: 'SX23-4.5' },
    { clause: 'SX23-4.5' },
  ],
  opinion: [
    { when: [{ not: { fact: 'objection-open' } }], refuse: '没有在办的异议。', clause: 'SX23-4.5' },
    {
      when: [{ not: CITY }],
      refuse: '省厅（及部）核发资质的异议直接报省厅，不经市级审查。',
      clause: 'SX23-4.5',
      reading: 'ministry-objection',
    },
    { when: [{ fact: 'opinion-agreed' }], refuse: '市级已出具同意意见，请等待省厅核实。', clause: 'SX23-4.5' },
    { when: [{ result: 'agree' }], clause: 'SX23-4.5', produces: ['repair-opinion'] },
    { clause: 'SX23-4.5', reading: 'city-disagrees', produces: ['repair-opinion'] },
  ],
  'decide-objection': [
    { when: [{ not: { fact: 'objection-open' } }], refuse: '没有在办的异议。', clause: 'SX23-4.5' },
    {
      when: [CITY, { not: { fact: 'opinion-agreed' } }],
      refuse: '市级核发的资质须先由市住房城乡建设主管部门审查同意并出具书面意见，省厅方可核实修复。',
      clause: 'SX23-4.5',
    },
    { when: [{ result: 'upheld' }], to: 'cleared', clause: 'SX23-4.5', produces: ['unmark-notice'] },
    { clause: 'SX23-4.5' },
  ],
};

const OBJECTION_DUTIES: readonly Duty[] = [
  {
    what: 'opinion',
    when: [{ fact: 'objection-open' }, CITY, { not: { fact: 'opinion-agreed' } }],
    clause: 'SX23-4.5',
  },
  { what: 'decide-objection', when: [{ fact: 'objection-open' }, { not: CITY }], clause: 'SX23-4.5' },
  { what: 'decide-objection', when: [{ fact: 'opinion-agreed' }], clause: 'SX23-4.5' },
];

const WAIT_FOR_OBJECTION: Row = {
  when: [{ fact: 'objection-open' }],
  refuse: '企业的异议尚未作出结论，请先办结异议。',
  clause: 'SX23-3.0',
  reading: 'objection',
};

const YELLOW_RUNS: readonly Row[] = [
  {
    refuse: '黄牌预警满 2 个月、平台仍显示异常的，方可认定红牌；日常监管中发现不达标的，请按发现（find）办理。',
    clause: 'SX23-2.2',
  },
];
const RED_RUNS: readonly Row[] = [
  { refuse: '红牌预警满 1 个月仍未达标的，方可启动撤回；请待期满。', clause: 'SX23-3.5' },
];
const CARD = { clause: 'SX23-2.2', reading: 'card-is-order', produces: ['order'] } as const;
const FIND_RED: readonly Row[] = [{ to: 'red', ...CARD }];
const FOUND_AGAIN: readonly Row[] = [recorded('SX23-2.2', 'found-again')];
/** A card of the time before the card was an order: the order follows, and the month of rectification runs from its service. */
const ORDER_FOLLOWS: readonly Row[] = [
  { when: [{ fact: 'order-sent' }], refuse: '红牌认定暨责令整改的文书已经发出，请等待送达。', clause: 'SX23-2.2' },
  CARD,
];
const ORDER_OWED: Duty = {
  what: 'confirm',
  when: [{ not: { fact: 'order-sent' } }],
  clause: 'SX23-2.2',
  reading: 'card-is-order',
};

const PROVINCE_DECIDES: Row = {
  when: [PROVINCE],
  refuse: '省厅核发的资质由省厅作出决定（decide），没有反馈结果这一步。',
  clause: 'SX23-4.2',
};
const RETURNED: readonly Row[] = [
  PROVINCE_DECIDES,
  ...resultRows('SX23-4.2', { to: 'kept', produces: ['announcement', 'unmark-notice'] }),
];
const HALTED: Row = {
  when: [{ fact: 'met-since' }],
  refuse: '企业已重新达到标准，不得告知、决定撤回；请资质许可机关决定不予撤回（decide keep）。',
  clause: 'SX23-3.5',
  reading: 'met-in-procedure',
};
const KEPT = { to: 'kept', produces: ['announcement', 'unmark-notice'] } as const;

const IN_PROCEDURE: Table = {
  verdict: [{ when: MET, clause: 'SX23-3.5', reading: 'met-in-procedure' }, recorded('SX23-2.1')],
  find: FOUND_AGAIN,
  object: [
    {
      refuse: '撤回程序已经启动，不再受理预警异议；请在程序中陈述申辩（statement）。',
      clause: 'SX23-4.5',
      reading: 'objection',
    },
  ],
  opinion: OBJECTING.opinion ?? [],
  'decide-objection': OBJECTING['decide-objection'] ?? [],
  'return-result': RETURNED,
};

/** A card whose term turns out not to have run out carries no procedure. */
const RED_RAN_OUT = ['red-period', 'order-term'] as const;

const PROCEDURE: Stage = {
  name: '撤回程序中',
  clause: 'SX23-4.2',
  ...RED_STAGE,
  presumes: RED_RAN_OUT,
  on: {
    ...IN_PROCEDURE,
    statement: [{ clause: '行政许可法-7' }],
    'notify-intent': [
      ministryDecides('SX23-4.2'),
      { when: [{ fact: 'intent-sent' }], refuse: '撤回告知书已经发出，请等待送达。', clause: 'SX23-3.5' },
      HALTED,
      { clause: 'SX23-3.5', reading: 'heard', produces: ['intent'] },
    ],
    decide: [
      ministryDecides('SX23-4.2'),
      { when: [{ result: 'keep' }], ...KEPT, clause: 'SX23-4.2', reading: 'keep' },
      {
        refuse: '作出撤回决定前须先发出并送达撤回告知书，听取陈述申辩；请先发出撤回告知书。',
        clause: 'SX23-3.5',
        reading: 'heard',
      },
    ],
  },
  serving: { intent: { served: 'intent-notified' } },
  duties: [
    {
      what: 'notify-intent',
      when: [{ not: MINISTRY }, { not: { fact: 'intent-sent' } }, { not: { fact: 'met-since' } }],
      clause: 'SX23-3.5',
      reading: 'heard',
    },
    { what: 'return-result', when: [MINISTRY], clause: 'SX23-4.2' },
    {
      what: 'decide',
      when: [{ not: MINISTRY }, { fact: 'met-since' }],
      clause: 'SX23-3.5',
      reading: 'met-in-procedure',
    },
    ...OBJECTION_DUTIES,
  ],
};

const INTENT_NOTIFIED: Stage = {
  name: '已告知拟撤回',
  clause: 'SX23-3.5',
  ...RED_STAGE,
  presumes: RED_RAN_OUT,
  on: {
    ...IN_PROCEDURE,
    ...HEARD,
    ...decidingTable({
      clause: 'SX23-4.2',
      kept: KEPT,
      halted: HALTED,
      tooEarly: '告知书送达后的 5 个工作日内企业可以陈述申辩、申请听证，期满前不得作出撤回决定。',
    }),
  },
  serving: { decision: {} },
  duties: [
    {
      what: 'decide',
      when: [{ fact: 'met-since' }, { not: { fact: 'decided' } }],
      clause: 'SX23-3.5',
      reading: 'met-in-procedure',
    },
    ...decidingDuties('SX23-4.2'),
    ...OBJECTION_DUTIES,
  ],
};

const SERVICE: ServiceRule = {
  electronic: { clause: '民事诉讼法-90', reading: 'service' },
  ems: { clause: '民事诉讼法-91', reading: 'service', allowed: 'always' },
  direct: { clause: '民事诉讼法-88', reading: 'direct' },
  startsWith: [],
  publicNotice: { clause: '民事诉讼法-95', reading: 'service', days: 30, after: 'attempts-failed' },
};

const ANNOUNCED: Table = { announce: [ministryDecides('SX23-4.2'), recorded('SX23-4.2')] };

const track: Track = {
  name: '黄牌、红牌预警',
  takes: { not: { inRegion: false } },
  opening: OPENING,
  otherwise: { clause: 'SX23-3.0', reason: '晋建市规字〔2023〕71号没有这一步。' },
  service: { order: SERVICE, intent: SERVICE, decision: SERVICE },
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    yellow: open({
      name: '黄牌预警',
      clause: 'SX23-2.1',
      ...YELLOW_STAGE,
      on: { verdict: CLEARED_BY_MET, confirm: YELLOW_RUNS, find: FIND_RED, ...OBJECTING },
      duties: OBJECTION_DUTIES,
    }),
    'yellow-due': open({
      name: '黄牌期满待认定',
      clause: 'SX23-2.2',
      ...YELLOW_STAGE,
      presumes: 'yellow-period',
      on: {
        verdict: CLEARED_BY_MET,
        confirm: [WAIT_FOR_OBJECTION, { to: 'red', ...CARD }],
        find: FIND_RED,
        ...OBJECTING,
      },
      duties: [{ what: 'confirm', clause: 'SX23-2.2' }, ...OBJECTION_DUTIES],
    }),
    red: open({
      name: '红牌预警',
      clause: 'SX23-2.2',
      ...RED_STAGE,
      on: {
        verdict: CLEARED_BY_MET,
        confirm: ORDER_FOLLOWS,
        propose: RED_RUNS,
        find: FOUND_AGAIN,
        ...OBJECTING,
      },
      serving: { order: {} },
      duties: [ORDER_OWED, ...OBJECTION_DUTIES],
    }),
    'red-due': open({
      name: '红牌期满',
      clause: 'SX23-3.5',
      ...RED_STAGE,
      presumes: 'red-period',
      on: {
        verdict: CLEARED_BY_MET,
        confirm: ORDER_FOLLOWS,
        find: FOUND_AGAIN,
        propose: [
          WAIT_FOR_OBJECTION,
          {
            when: [{ not: { fact: 'order-served' } }],
            refuse: '《资质不达标认定暨责令限期整改通知书》尚未送达，送达并期满后方可建议撤回；请先送达。',
            clause: '部令22号-28',
            reading: 'card-is-order',
          },
          {
            when: [{ not: { over: 'order-term' } }],
            refuse: '责令整改的 1 个月自送达之日起算，尚未届满；期满仍未达标的方可建议撤回。',
            clause: '部令22号-28',
            reading: 'card-is-order',
          },
          { when: [CITY], to: 'proposed', clause: 'SX23-4.2', produces: ['proposal-letter'] },
          { to: 'proposed', clause: 'SX23-4.2' },
        ],
        ...OBJECTING,
      },
      serving: { order: {} },
      duties: [
        ORDER_OWED,
        { what: 'propose', when: [{ fact: 'order-served' }, { over: 'order-term' }], clause: 'SX23-3.5' },
        ...OBJECTION_DUTIES,
      ],
    }),
    proposed: open({
      name: '已建议撤回',
      clause: 'SX23-4.2',
      ...RED_STAGE,
      presumes: RED_RAN_OUT,
      on: {
        verdict: CLEARED_BY_MET,
        find: FOUND_AGAIN,
        start: [
          { when: [MINISTRY], to: 'procedure', clause: 'SX23-4.2', produces: ['ministry-report'] },
          { to: 'procedure', clause: 'SX23-4.2' },
        ],
        ...OBJECTING,
      },
      duties: [{ what: 'start', by: { clock: 'start-limit' }, clause: 'SX23-4.2' }, ...OBJECTION_DUTIES],
    }),
    procedure: open(PROCEDURE),
    'intent-notified': open(INTENT_NOTIFIED),
    revoked: ended('已撤回', 'SX23-4.2', { again: false, public: true, on: ANNOUNCED }),
    kept: ended('决定不予撤回', 'SX23-4.2', { again: true, public: true, on: ANNOUNCED }),
    cleared: ended('预警已解除', 'SX23-3.5', { again: true }),
  },
  clocks: {
    'yellow-period': {
      name: '黄牌预警期',
      clause: 'SX23-2.2',
      reading: 'not-rolled',
      runsIn: 'yellow',
      from: { entered: 'yellow' },
      term: { unit: 'months', length: 2, rolled: false },
      brings: { to: 'yellow-due' },
      extendedByDowntime: true,
    },
    'red-period': {
      name: '红牌预警期',
      clause: 'SX23-3.5',
      reading: 'not-rolled',
      runsIn: 'red',
      from: { entered: 'red' },
      term: { unit: 'months', length: 1, rolled: false },
      brings: { to: 'red-due' },
      extendedByDowntime: true,
    },
    'order-term': {
      name: '责令整改的期限',
      clause: '部令22号-28',
      reading: 'card-is-order',
      runsIn: 'red-due',
      from: { served: 'order' },
      term: { unit: 'months', length: 1, rolled: true },
      brings: { duty: 'propose' },
      extendedByDowntime: true,
    },
    'start-limit': {
      name: '行政审批局启动撤回程序的期限',
      clause: 'SX23-4.2',
      runsIn: 'proposed',
      from: { entered: 'proposed' },
      when: [CITY],
      term: { unit: 'working-days', length: 3 },
      brings: { duty: 'start-overdue' },
      extendedByDowntime: false,
    },
    ...procedureClocks('intent-notified'),
  },
};

const LICENSING_AUTHORITY = { city: 'approval-bureau', province: 'province', ministry: 'ministry' } as const;

/** 晋建市规字〔2023〕71号, in force from 2023-05-01. */
export const shanxi2023: Regime = {
  id: 'shanxi-2023',
  ledger: 'SX23-',
  name: '山西建设工程企业资质动态预警',
  document: '晋建市规字〔2023〕71号',
  region: '14',
  effectiveFrom: '2023-05-01',
  tracks: [track],
  roles: {
    verdict: 'platform',
    confirm: { city: 'city', province: 'province', ministry: 'province' },
    find: { city: 'city', province: 'province', ministry: 'province' },
    object: 'enterprise',
    opinion: 'city',
    'decide-objection': 'province',
    propose: { city: 'city', province: 'province', ministry: 'province' },
    start: { city: 'approval-bureau', province: 'province', ministry: 'province' },
    'return-result': { city: 'approval-bureau', province: 'province', ministry: 'province' },
    statement: 'enterprise',
    'request-hearing': 'enterprise',
    'notify-intent': LICENSING_AUTHORITY,
    'notify-hearing': LICENSING_AUTHORITY,
    'hold-hearing': LICENSING_AUTHORITY,
    decide: LICENSING_AUTHORITY,
    announce: { city: 'city', province: 'province', ministry: 'province' },
    arrive: ['platform', 'post', 'city', 'province', 'licensing-authority', 'approval-bureau'],
    bounce: 'mail-server',
    publish: { city: 'city', province: 'province', ministry: 'province' },
    'correct-service': { city: 'city', province: 'province', ministry: 'province' },
    'report-return': 'mail-server',
    'affirm-service': { city: 'city', province: 'province', ministry: 'province' },
    'void-service': { city: 'city', province: 'province', ministry: 'province' },
    downtime: 'platform',
    withdraw: { city: 'city', province: 'province', ministry: 'province' },
    'end-qualification': 'registry',
  },
  readings: { ...COMMON_READINGS, ...SHANXI_READINGS },
  naming: {
    title: '《山西省住房和城乡建设厅关于试行开展部分建设工程企业资质动态预警工作的通知》（晋建市规字〔2023〕71号）',
    platform: '山西省智慧建筑管理服务信息平台',
    articles: { mark: '第二条', order: '第三条', revoke: '第三条第5项、第四条第（二）项', cleared: '第三条' },
    restrictedWhile: '红牌预警期间',
    metInTerm: '达到标准要求的，“红牌预警”解除，公布撤下，相应限制同时解除。',
  },
  clauses: {
    scope: 'SX23-1',
    comparison: 'SX23-2.1',
    mark: 'SX23-2.2',
    order: 'SX23-2.2',
    withdrawal: 'SX23-4.2',
    rectification: 'SX23-3.0',
    objection: 'SX23-4.5',
    proposal: 'SX23-4.2',
    insurance: 'SX23-2.1',
  },
  programmes: {
    findings: 'SX23-2.2',
    'credit-records': 'SX23-3.0',
    'quarterly-reports': 'SX23-4.3',
    'city-switch': 'SX23-4.1',
    'priority-supervision': 'SX23-3.3',
  },
  order: { enclosures: [], findsFailure: true },
  recheck: { firstLevel: 'city' },
  heardWhen: '撤回程序启动后、作出决定前可以办理。对核查数据有不同意见的，现在可以提出异议。',
};
