import { COMMON_ENDINGS, COMMON_READINGS, ended, open, recorded } from './common.ts';
import type { Condition, Duty, Regime, Row, Stage, Table, Track } from './regime.ts';
import { SHANXI_READINGS } from './shanxi-2023-readings.ts';
import type { Restriction } from './words.ts';

const MET: readonly Condition[] = [{ result: 'met' }];
const CITY: Condition = { licensing: ['city'] };
const PROVINCE: Condition = { licensing: ['province'] };
const MINISTRY: Condition = { licensing: ['ministry'] };

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
  find: [ONLY_LOCAL, { to: 'red', opens: true, clause: 'SX23-2.2' }],
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
const FIND_RED: readonly Row[] = [{ to: 'red', clause: 'SX23-2.2' }];
const FOUND_AGAIN: readonly Row[] = [recorded('SX23-2.2', 'found-again')];

const PROVINCE_DECIDES: Row = {
  when: [PROVINCE],
  refuse: '省厅核发的资质由省厅作出决定（decide），没有反馈结果这一步。',
  clause: 'SX23-4.2',
};
const HEARING = { clause: 'SX23-3.5', reading: 'heard' } as const;

const PROCEDURE: Stage = {
  name: '撤回程序中',
  clause: 'SX23-4.2',
  ...RED_STAGE,
  on: {
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
    statement: [HEARING],
    'request-hearing': [
      { when: [{ fact: 'hearing-requested' }], refuse: '已经申请过听证，请等待安排。', ...HEARING },
      HEARING,
    ],
    'hold-hearing': [
      { when: [{ not: { fact: 'hearing-pending' } }], refuse: '没有待举行的听证。', ...HEARING },
      HEARING,
    ],
    'return-result': [
      PROVINCE_DECIDES,
      { when: [{ result: 'revoke' }], to: 'revoked', clause: 'SX23-4.2', produces: ['announcement'] },
      { to: 'kept', clause: 'SX23-4.2', produces: ['announcement', 'unmark-notice'] },
    ],
    decide: [
      {
        when: [{ not: PROVINCE }],
        refuse: '不是省厅核发的资质，决定由行政审批局或者住房城乡建设部作出，请记录其反馈的结果（return-result）。',
        clause: 'SX23-4.2',
      },
      {
        when: [{ result: 'revoke' }, { fact: 'hearing-pending' }],
        refuse: '企业申请的听证尚未举行，举行后方可作出撤回决定。',
        ...HEARING,
      },
      { when: [{ result: 'revoke' }], to: 'revoked', clause: 'SX23-4.2', produces: ['decision', 'announcement'] },
      { to: 'kept', clause: 'SX23-4.2', produces: ['announcement', 'unmark-notice'] },
    ],
  },
  duties: [
    { what: 'return-result', when: [{ not: PROVINCE }], clause: 'SX23-4.2' },
    { what: 'hold-hearing', when: [{ fact: 'hearing-pending' }], ...HEARING },
    { what: 'decide', when: [PROVINCE, { not: { fact: 'hearing-pending' } }], clause: 'SX23-4.2' },
    ...OBJECTION_DUTIES,
  ],
};

const ANNOUNCED: Table = { announce: [recorded('SX23-4.2')] };

const track: Track = {
  name: '黄牌、红牌预警',
  takes: { not: { inRegion: false } },
  opening: OPENING,
  otherwise: { clause: 'SX23-3.0', reason: '晋建市规字〔2023〕71号没有这一步。' },
  service: {},
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
        confirm: [WAIT_FOR_OBJECTION, { to: 'red', clause: 'SX23-2.2' }],
        find: FIND_RED,
        ...OBJECTING,
      },
      duties: [{ what: 'confirm', clause: 'SX23-2.2' }, ...OBJECTION_DUTIES],
    }),
    red: open({
      name: '红牌预警',
      clause: 'SX23-2.2',
      ...RED_STAGE,
      on: { verdict: CLEARED_BY_MET, propose: RED_RUNS, find: FOUND_AGAIN, ...OBJECTING },
      duties: OBJECTION_DUTIES,
    }),
    'red-due': open({
      name: '红牌期满',
      clause: 'SX23-3.5',
      ...RED_STAGE,
      presumes: 'red-period',
      on: {
        verdict: CLEARED_BY_MET,
        find: FOUND_AGAIN,
        propose: [
          WAIT_FOR_OBJECTION,
          { when: [CITY], to: 'proposed', clause: 'SX23-4.2', produces: ['proposal-letter'] },
          { to: 'proposed', clause: 'SX23-4.2' },
        ],
        ...OBJECTING,
      },
      duties: [{ what: 'propose', clause: 'SX23-3.5' }, ...OBJECTION_DUTIES],
    }),
    proposed: open({
      name: '已建议撤回',
      clause: 'SX23-4.2',
      ...RED_STAGE,
      presumes: 'red-period',
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
  },
};

/** 晋建市规字〔2023〕71号, in force from 2023-05-01. */
export const shanxi2023: Regime = {
  id: 'shanxi-2023',
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
    'hold-hearing': { city: 'approval-bureau', province: 'province', ministry: 'ministry' },
    decide: 'province',
    announce: { city: 'city', province: 'province', ministry: 'province' },
    downtime: 'platform',
    withdraw: { city: 'city', province: 'province', ministry: 'province' },
    'end-qualification': 'registry',
  },
  readings: { ...COMMON_READINGS, ...SHANXI_READINGS },
};
