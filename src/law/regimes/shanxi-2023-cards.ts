/** SX23-2, 3: the cards, from the first warning to the proposal of a withdrawal. */
import { open, recorded } from './common.ts';
import type { Condition, Duty, Row, Stage, StageId, Table } from './regime.ts';
import { CITY, OBJECTING, OBJECTION_DUTIES, WAIT_FOR_OBJECTION } from './shanxi-2023-objections.ts';
import { MINISTRY } from './statutory-procedure.ts';
import type { Restriction } from './words.ts';

export const MET: readonly Condition[] = [{ result: 'met' }];

const RED: readonly Restriction[] = ['no-addition', 'no-award', 'no-new-work', 'no-upgrade', 'priority-supervision'];
const YELLOW_STAGE = { marked: false, public: false, restrictions: [] } as const;
export const RED_STAGE = { marked: true, public: true, restrictions: RED, reading: 'mark' } as const;

const ONLY_LOCAL: Row = {
  when: [{ inRegion: false }],
  refuse: '预警范围是注册地在山西省内的企业，省外企业由其注册地主管部门处理。',
  clause: 'SX23-1',
};

export const OPENING: Table = {
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
/** A yellow card is no mark: nothing is lifted, and no notice of it is owed (SX23-2.1). */
const CARD_LIFTED: readonly Row[] = [
  { when: MET, to: 'cleared', clause: 'SX23-3.5', reading: 'cleared' },
  recorded('SX23-2.1'),
];

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
export const FOUND_AGAIN: readonly Row[] = [recorded('SX23-2.2', 'found-again')];
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

/** A card whose term turns out not to have run out carries no procedure. */
export const RED_RAN_OUT = ['red-period', 'order-term'] as const;

export const CARD_STAGES: Readonly<Record<StageId, Stage>> = {
  yellow: open({
    name: '黄牌预警',
    clause: 'SX23-2.1',
    ...YELLOW_STAGE,
    on: { verdict: CARD_LIFTED, confirm: YELLOW_RUNS, find: FIND_RED, ...OBJECTING },
    duties: OBJECTION_DUTIES,
  }),
  'yellow-due': open({
    name: '黄牌期满待认定',
    clause: 'SX23-2.2',
    ...YELLOW_STAGE,
    presumes: 'yellow-period',
    on: {
      verdict: CARD_LIFTED,
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
};
