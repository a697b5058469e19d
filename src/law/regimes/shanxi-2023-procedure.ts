/** SX23-4.2: the withdrawal, as the statutes have it, by whoever licensed. */
import { recorded } from './common.ts';
import type { Condition, Row, Stage, Table } from './regime.ts';
import { FOUND_AGAIN, MET, RED_RAN_OUT, RED_STAGE } from './shanxi-2023-cards.ts';
import { OBJECTING, OBJECTION_DUTIES } from './shanxi-2023-objections.ts';
import { decidingDuties, decidingTable, HEARD, MINISTRY, ministryDecides, resultRows } from './statutory-procedure.ts';

const PROVINCE: Condition = { licensing: ['province'] };

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

export const PROCEDURE: Stage = {
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

export const INTENT_NOTIFIED: Stage = {
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

export const ANNOUNCED: Table = { announce: [ministryDecides('SX23-4.2'), recorded('SX23-4.2')] };
