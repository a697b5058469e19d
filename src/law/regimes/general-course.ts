/**
 * From the order on, as 部令22号 28 and the statutes have it wherever a place lays down nothing of its own: the order and its service,
 * the term, the notice of intent, the decision, its service, the announcement; a ministry's licence goes upward. A regime that says
 * only how its mark comes about takes this for the rest.
 */
import { ended, open, recorded } from './common.ts';
import type { ClauseId, Clock, ClockId, Condition, Duty, Reading, Row, ServiceRule, Stage, StageId } from './regime.ts';
import {
  decidingDuties,
  decidingTable,
  HEARD,
  MINISTRY,
  ministryDecides,
  procedureClocks,
  reportUpward,
} from './statutory-procedure.ts';

const LAW: ClauseId = '部令22号-28';
const MET: readonly Condition[] = [{ result: 'met' }];

/** Where the department's rule is silent, as every regime with this course reads it. */
export const GENERAL_READINGS: Readonly<Record<string, Reading>> = {
  officers: {
    clause: LAW,
    text: '写明执法人员的，须为两名不同的人；电子文书可以不写。',
    reason: '部令第22号未规定签字人数，执法人员不得少于两人是行政检查的通例。',
  },
  service: {
    clause: '民事诉讼法-91',
    text: '文书的送达参照民事诉讼法：签有送达确认书的，平台和电子邮件均到达之日；邮寄的，签收之日；地址不存在，或者不同日期两次送达未果的，公告送达，自公告之日起满 30 日视为送达；邮件丢失的重新邮寄。',
    reason: '部令第22号没有规定送达；行政机关送达参照民事诉讼法第八十七条至第九十五条。',
  },
  'hearing-window': {
    clause: '行政许可法-82',
    text: '撤回告知书送达后 5 个工作日内可以陈述申辩或者申请听证。',
    reason: '行政许可法第四十七条申请听证期限为 5 日，第八十二条规定以工作日计算。',
  },
  'met-after-term': {
    clause: LAW,
    text: '期满后才达标的，撤回程序停止，由资质许可机关决定；再次不达标的，程序恢复。',
    reason: '撤回以“逾期仍未达到”为条件，达标后不应径行撤回。',
  },
  keep: {
    clause: LAW,
    text: '不予撤回的决定对企业有利，不必等陈述申辩期满。',
    reason: '陈述申辩和听证保护企业不受不利决定，不拖延有利决定。',
  },
  'after-term': {
    clause: LAW,
    text: '期满后、决定前，不得升级、增项和承揽新工程的限制继续。',
    reason: '限制以不达标为由；期满未达标而解除限制，与规定的目的相反。',
  },
};

const RESTRICTED = {
  marked: true,
  public: false,
  restrictions: ['no-addition', 'no-new-work', 'no-upgrade'],
} as const satisfies Partial<Stage>;
const AFTER_TERM = { ...RESTRICTED, reading: 'after-term', presumes: 'rectification-term' } as const;

const SERVICE: ServiceRule = {
  electronic: { clause: '民事诉讼法-90', reading: 'service' },
  ems: { clause: '民事诉讼法-91', reading: 'service', allowed: 'always' },
  direct: { clause: '民事诉讼法-88', reading: 'direct' },
  startsWith: [],
  publicNotice: { clause: '民事诉讼法-95', reading: 'service', days: 30, after: 'attempts-failed' },
};
export const GENERAL_SERVICE = { order: SERVICE, intent: SERVICE, decision: SERVICE } as const;

/** The rows of the order: at most three months; two different officers where they are named. */
export const ORDER_ROWS: readonly Row[] = [
  {
    when: [{ not: { termMonths: { min: 1, max: 3 } } }],
    refuse: '整改期限应为 1 至 3 个月的整数，最长不超过 3 个月；请改正期限后重新发出。',
    clause: LAW,
  },
  {
    when: [{ fact: 'officers-named' }, { not: { fact: 'two-officers' } }],
    refuse: '责令限期整改通知书须由两名不同的执法人员签字，请补正后重新发出。',
    clause: LAW,
    reading: 'officers',
  },
  { to: 'ordered', clause: LAW, produces: ['order'] },
];

const CLEARED: readonly Row[] = [{ when: MET, to: 'cleared', clause: LAW, produces: ['unmark-notice'] }, recorded(LAW)];
const TOO_EARLY: readonly Row[] = [{ refuse: '整改期限届满仍未达标的，方可告知拟撤回；请待期满。', clause: LAW }];
const MET_TOO_LATE: readonly Row[] = [{ when: MET, clause: LAW, reading: 'met-after-term' }, recorded(LAW)];
const HALTED: Row = {
  when: [{ fact: 'met-since' }],
  refuse: '企业期满后已重新达到标准，撤回程序停止，请资质许可机关决定是否保留资质（decide keep）。',
  clause: LAW,
  reading: 'met-after-term',
};
const KEPT = { to: 'cleared', produces: ['unmark-notice'] } as const;
const UPWARD = reportUpward(LAW, KEPT, HALTED);
const AUTHORITY_ASKED: Duty = {
  what: 'decide',
  when: [{ not: MINISTRY }, { fact: 'met-since' }, { not: { fact: 'decided' } }],
  clause: LAW,
  reading: 'met-after-term',
};
const MINISTRY_ASKED: Duty = {
  what: 'return-result',
  when: [MINISTRY, { fact: 'met-since' }],
  clause: LAW,
  reading: 'met-after-term',
};

/** What a verdict brings before the term is over: met, the case is cleared, with a notice where there was a mark to lift. */
export function clearedByMet(clause: ClauseId, marked: boolean): readonly Row[] {
  return [{ when: MET, to: 'cleared', clause, ...(marked ? { produces: ['unmark-notice'] } : {}) }, recorded(clause)];
}

/**
 * The stages from the order to the end.
 * @param before mark and publicity that the regime has laid on the enterprise already, until the order is served
 * @param ministry whether the regime takes licences of the ministry, which go upward
 */
export function generalStages(
  before: Pick<Stage, 'marked' | 'public' | 'restrictions' | 'reading' | 'unsettled'>,
  ministry = true,
): Readonly<Record<StageId, Stage>> {
  const onward = { ...RESTRICTED, public: before.public };
  const later = { ...AFTER_TERM, public: before.public };
  return {
    ordered: open({
      name: '已责令整改，待送达',
      clause: LAW,
      ...before,
      on: { verdict: before.marked ? CLEARED : clearedByMet(LAW, false), 'notify-intent': TOO_EARLY },
      serving: { order: { served: 'rectifying' } },
    }),
    rectifying: open({
      name: '整改中',
      clause: LAW,
      ...onward,
      on: { verdict: CLEARED, 'notify-intent': TOO_EARLY },
    }),
    overdue: open({
      name: '逾期未达标',
      clause: LAW,
      ...later,
      on: {
        verdict: MET_TOO_LATE,
        'notify-intent': [
          ministryDecides(LAW),
          HALTED,
          { when: [{ fact: 'intent-sent' }], refuse: '撤回告知书已经发出，请等待送达。', clause: LAW },
          { clause: LAW, produces: ['intent'] },
        ],
        ...(ministry ? UPWARD.overdue : {}),
        decide: [
          ministryDecides(LAW),
          { when: [{ result: 'keep' }, { fact: 'met-since' }], ...KEPT, clause: LAW, reading: 'met-after-term' },
          HALTED,
          {
            refuse: '作出决定前须先发出并送达撤回告知书，听取陈述申辩；请先发出撤回告知书。',
            clause: LAW,
            reading: 'hearing-window',
          },
        ],
      },
      serving: { intent: { served: 'intent-notified' } },
      duties: [
        {
          what: 'notify-intent',
          when: [{ not: MINISTRY }, { not: { fact: 'met-since' } }, { not: { fact: 'intent-sent' } }],
          clause: LAW,
        },
        { what: 'propose', when: [MINISTRY, { not: { fact: 'met-since' } }], clause: LAW, reading: 'ministry' },
        AUTHORITY_ASKED,
        MINISTRY_ASKED,
      ],
    }),
    ...(ministry
      ? {
          reported: open({
            name: '已上报请示',
            clause: LAW,
            ...later,
            on: { verdict: MET_TOO_LATE, ...UPWARD.reported },
            duties: [{ what: 'return-result', clause: LAW, reading: 'ministry' }],
          }),
        }
      : {}),
    'intent-notified': open({
      name: '已告知拟撤回',
      clause: LAW,
      ...later,
      on: {
        verdict: MET_TOO_LATE,
        ...HEARD,
        ...decidingTable({
          clause: LAW,
          kept: KEPT,
          halted: HALTED,
          tooEarly: '告知书送达后的 5 个工作日内企业可以陈述申辩、申请听证，期满前不得作出撤回决定。',
        }),
      },
      serving: { decision: {} },
      duties: [AUTHORITY_ASKED, ...decidingDuties(LAW)],
    }),
    revoked: ended('已撤回', LAW, { again: false, public: true, serving: { decision: {} } }),
    cleared: ended('已达标办结', LAW, { again: true }),
  };
}

/** The clocks that go with the stages. */
export const GENERAL_CLOCKS: Readonly<Record<ClockId, Clock>> = {
  'rectification-term': {
    name: '整改期限',
    clause: LAW,
    runsIn: 'rectifying',
    from: { served: 'order' },
    term: 'order-term',
    brings: { to: 'overdue' },
    extendedByDowntime: true,
  },
  ...procedureClocks('intent-notified'),
};

/** Who does what: the city in whose place the enterprise is registered, and whoever licensed it. */
export const GENERAL_ROLES = {
  verdict: 'platform',
  'issue-order': 'city',
  publish: 'city',
  'correct-service': 'city',
  'report-return': 'mail-server',
  'affirm-service': 'city',
  'void-service': 'city',
  downtime: 'platform',
  'notify-intent': 'licensing-authority',
  statement: 'enterprise',
  'request-hearing': 'enterprise',
  'notify-hearing': 'licensing-authority',
  'hold-hearing': 'licensing-authority',
  propose: 'province',
  'return-result': 'province',
  decide: 'licensing-authority',
  announce: 'licensing-authority',
  withdraw: 'city',
  'end-qualification': 'registry',
  arrive: ['platform', 'post', 'city', 'licensing-authority'],
  bounce: 'mail-server',
} as const;

/** Said on every page of a regime whose text has not been seen in full. */
export const ON_TRIAL = '试行数据，须核对';
