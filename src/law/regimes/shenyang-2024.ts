import { COMMON_ENDINGS, COMMON_READINGS, ended, open, recorded } from './common.ts';
import type { Condition, Regime, Row, ServiceRule, Stage, Table, Track } from './regime.ts';
import { SHENYANG_ADVICE } from './shenyang-2024-advice.ts';
import { SHENYANG_QUESTIONS } from './shenyang-2024-questions.ts';
import { SHENYANG_READINGS } from './shenyang-2024-readings.ts';
import {
  decidingDuties,
  decidingTable,
  HEARD,
  localNoticeFalls,
  MINISTRY,
  ministryDecides,
  procedureClocks,
  reportUpward,
} from './statutory-procedure.ts';
import type { Restriction } from './words.ts';

const MET: readonly Condition[] = [{ result: 'met' }];
const RESTRICTIONS: readonly Restriction[] = ['no-addition', 'no-new-work', 'no-upgrade'];
const FREE = { marked: false, public: false, restrictions: [] } as const;
const RESTRICTED = { marked: true, public: false, restrictions: RESTRICTIONS, reading: 'mark' } as const;
const AFTER_TERM = { ...RESTRICTED, presumes: 'rectification-term' } as const;

const OPENING: Table = {
  verdict: [
    { when: MET, ignored: true, clause: 'SY-2.1' },
    {
      when: [{ inRegion: false }],
      refuse: '核查对象是注册地址在沈阳市的建筑业企业，市外企业不在此列。',
      clause: 'SY-1',
    },
    {
      when: [{ kinds: ['supervision'] }],
      refuse: '本方案只核查建筑业企业，监理企业不在此列。',
      clause: 'SY-1',
    },
    {
      when: [{ grounds: ['insurance'] }],
      refuse: '本方案对照资质标准核查注册人员，社会保险不作为异常理由；请核对核查结论的理由。',
      clause: 'SY-1',
      reading: 'insurance',
    },
    { to: 'listed', opens: true, clause: 'SY-2.1' },
  ],
};

const CLEARED_BY_MET: readonly Row[] = [
  { when: MET, to: 'cleared', clause: 'SY-2.6', reading: 'cleared' },
  recorded('SY-2.1'),
];

/** A re-check that finds the standard met is taken at any time; one that does not only after the term. */
const RECHECK_MET: Row = { when: MET, to: 'cleared', clause: 'SY-3.1', reading: 'early-recheck' };
const RECHECK_TOO_EARLY: readonly Row[] = [
  RECHECK_MET,
  {
    refuse: '整改期满前不作未达标的复查结论；期限内达标的可以复查销案，期满后再行复查。',
    clause: 'SY-3.1',
    reading: 'early-recheck',
  },
];
const INTENT_TOO_EARLY: readonly Row[] = [
  { refuse: '区县、市两级复查均未达标后，方可下达撤回告知书；请先完成复查。', clause: 'SY-4' },
];
const EARLY: Table = { verdict: CLEARED_BY_MET, recheck: RECHECK_TOO_EARLY, 'notify-intent': INTENT_TOO_EARLY };

const HALTED: Row = {
  when: [{ fact: 'met-since' }],
  refuse: '企业已重新达到标准，撤回程序停止，请资质许可机关决定是否保留资质（decide keep）。',
  clause: 'SY-4',
  reading: 'met-after-notice',
};

const DIRECT = { clause: '民事诉讼法-88', reading: 'direct' } as const;
const ORDER_SERVICE: ServiceRule = {
  ems: { clause: 'SY-2.4', allowed: 'always' },
  direct: DIRECT,
  startsWith: ['ems'],
  publicNotice: { clause: 'SY-2.5', days: 30, after: 'mail-returned', collation: 'collation' },
};
const LATER_SERVICE: ServiceRule = {
  ems: { clause: 'SY-4', allowed: 'always' },
  direct: DIRECT,
  startsWith: ['ems', 'public-notice'],
  publicNotice: { clause: 'SY-4', days: 30, after: 'sending' },
};
const DECISION_SERVICE: ServiceRule = {
  ems: { clause: 'SY-4', reading: 'decision-service', allowed: 'always' },
  direct: DIRECT,
  startsWith: ['ems'],
  publicNotice: { clause: 'SY-4', reading: 'decision-service', days: 30, after: 'mail-returned' },
};

const MET_AFTER_NOTICE: readonly Row[] = [
  { when: MET, clause: 'SY-4', reading: 'met-after-notice' },
  recorded('SY-2.1'),
];

const INTENT_NOTIFIED: Stage = {
  name: '已告知拟撤回',
  clause: 'SY-4',
  ...AFTER_TERM,
  on: {
    verdict: MET_AFTER_NOTICE,
    recheck: [
      { when: MET, clause: 'SY-4', reading: 'met-after-notice' },
      { refuse: '两级复查已经完成，不再作未达标的复查结论。', clause: 'SY-3.2' },
    ],
    ...HEARD,
    ...decidingTable({
      clause: 'SY-4',
      kept: { to: 'cleared' },
      halted: HALTED,
      tooEarly:
        '告知书公告满 30 日（或更早签收）视为送达，此后 5 个工作日内企业可以陈述申辩、申请听证，期满前不得作出撤回决定。',
    }),
  },
  serving: { intent: {}, decision: {} },
  duties: [
    {
      what: 'decide',
      when: [{ fact: 'met-since' }, { not: { fact: 'decided' } }],
      clause: 'SY-4',
      reading: 'met-after-notice',
    },
    ...decidingDuties('SY-4'),
  ],
};

const UPWARD = reportUpward('SY-4', { to: 'cleared', produces: [] });

const track: Track = {
  name: '建筑业企业资质动态核查',
  takes: { not: { inRegion: false } },
  opening: OPENING,
  carriedOver: [localNoticeFalls('SY-4', ['rechecked-city', 'intent-notified'], 'rechecked-city')],
  otherwise: { clause: 'SY-3', reason: '沈阳市动态核查行动方案没有这一步。' },
  service: { order: ORDER_SERVICE, intent: LATER_SERVICE, decision: DECISION_SERVICE },
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    listed: open({
      name: '列入异常清单',
      clause: 'SY-2.1',
      ...FREE,
      on: {
        ...EARLY,
        'issue-order': [
          {
            when: [{ not: { termMonths: { min: 3, max: 3 } } }],
            refuse: '本方案的整改期限一律为 3 个月，请改正期限后重新发出。',
            clause: 'SY-2.6',
          },
          {
            when: [{ not: { fact: 'two-officers' } }],
            refuse: '责令限期整改通知书须由两名不同的行政执法人员签字，请补正后重新发出。',
            clause: 'SY-2.2',
          },
          { to: 'ordered', clause: 'SY-2.2', produces: ['inspection-notice', 'order'] },
        ],
      },
      duties: [{ what: 'issue-order', clause: 'SY-2.2' }],
    }),
    ordered: open({
      name: '已责令整改',
      clause: 'SY-2.2',
      ...FREE,
      on: EARLY,
      passes: { to: 'posted', clause: 'SY-2.4', reading: 'posting' },
    }),
    posted: open({
      name: '已邮寄，待回执',
      clause: 'SY-2.4',
      ...FREE,
      on: EARLY,
      serving: { order: { served: 'rectifying', published: 'noticed' } },
      duties: [{ what: 'collate', by: { clock: 'collation' }, clause: 'SY-2.5' }],
    }),
    noticed: open({
      name: '公告送达中',
      clause: 'SY-2.5',
      ...FREE,
      on: EARLY,
      serving: { order: { served: 'rectifying' } },
    }),
    rectifying: open({ name: '整改中', clause: 'SY-2.6', ...RESTRICTED, on: EARLY }),
    overdue: open({
      name: '逾期待复查',
      clause: 'SY-3.1',
      ...AFTER_TERM,
      on: {
        verdict: CLEARED_BY_MET,
        'notify-intent': INTENT_TOO_EARLY,
        recheck: [
          RECHECK_MET,
          {
            when: [{ level: 'city' }],
            refuse: '市级复查在区县复查之后进行，请先由区县复查并上报。',
            clause: 'SY-3.2',
          },
          { to: 'rechecked-district', clause: 'SY-3.1', produces: ['recheck-form', 'overdue-list'] },
        ],
      },
      duties: [{ what: 'recheck-district', clause: 'SY-3.1' }],
    }),
    'rechecked-district': open({
      name: '区县复查未达标',
      clause: 'SY-3.1',
      ...AFTER_TERM,
      on: {
        verdict: CLEARED_BY_MET,
        'notify-intent': INTENT_TOO_EARLY,
        recheck: [
          RECHECK_MET,
          { when: [{ level: 'district' }], refuse: '区县已经复查，请等待市级复查。', clause: 'SY-3.1' },
          { to: 'rechecked-city', clause: 'SY-3.2', produces: ['recheck-form'] },
        ],
      },
      duties: [{ what: 'recheck-city', clause: 'SY-3.2' }],
    }),
    'rechecked-city': open({
      name: '市级复查未达标',
      clause: 'SY-3.2',
      ...AFTER_TERM,
      on: {
        verdict: CLEARED_BY_MET,
        recheck: [RECHECK_MET, { refuse: '两级复查已经完成，请下达撤回告知书。', clause: 'SY-3.2' }],
        'notify-intent': [
          ministryDecides('SY-4'),
          { to: 'intent-notified', clause: 'SY-4', produces: ['intent', 'public-notice'] },
        ],
        ...UPWARD.overdue,
      },
      duties: [
        { what: 'notify-intent', when: [{ not: MINISTRY }], clause: 'SY-4' },
        { what: 'propose', when: [MINISTRY], clause: 'SY-4', reading: 'ministry' },
      ],
    }),
    reported: open({
      name: '已上报请示',
      clause: 'SY-4',
      ...AFTER_TERM,
      on: { verdict: MET_AFTER_NOTICE, ...UPWARD.reported },
      duties: [{ what: 'return-result', clause: 'SY-4', reading: 'ministry' }],
    }),
    'intent-notified': open(INTENT_NOTIFIED),
    revoked: ended('已撤回', 'SY-4', { again: false, public: true, serving: { decision: {} } }),
    cleared: ended('已销案', 'SY-3.1', { again: true }),
  },
  clocks: {
    collation: {
      name: '整理回执前的 10 个工作日',
      clause: 'SY-2.5',
      reading: 'posting',
      runsIn: 'posted',
      from: { sent: 'order' },
      term: { unit: 'working-days', length: 10 },
      brings: { duty: 'collate' },
      extendedByDowntime: false,
    },
    'rectification-term': {
      name: '整改期限',
      clause: 'SY-2.6',
      runsIn: 'rectifying',
      from: { served: 'order' },
      term: 'order-term',
      brings: { to: 'overdue' },
      extendedByDowntime: true,
    },
    ...procedureClocks('intent-notified'),
  },
};

/** 沈阳市建筑业企业资质动态核查行动方案. */
export const shenyang2024: Regime = {
  id: 'shenyang-2024',
  ledger: 'SY-',
  name: '沈阳市建筑业企业资质动态核查',
  document: '沈阳市建筑业企业资质动态核查行动方案',
  region: '2101',
  effectiveFrom: '2024-01-01',
  tracks: [track],
  roles: {
    verdict: 'platform',
    'issue-order': 'district',
    arrive: ['post', 'district', 'city', 'licensing-authority'],
    publish: 'city',
    recheck: ['district', 'city'],
    'notify-intent': 'city',
    statement: 'enterprise',
    'request-hearing': 'enterprise',
    'notify-hearing': 'licensing-authority',
    'hold-hearing': 'licensing-authority',
    propose: 'city',
    'return-result': 'city',
    decide: 'licensing-authority',
    announce: 'licensing-authority',
    'correct-service': 'city',
    downtime: 'platform',
    withdraw: 'city',
    'end-qualification': 'registry',
  },
  readings: { ...COMMON_READINGS, ...SHENYANG_READINGS },
  questions: SHENYANG_QUESTIONS,
  advice: SHENYANG_ADVICE,
  naming: {
    title: '《沈阳市建筑业企业资质动态核查行动方案》',
    platform: '沈阳市建设工程智慧监管与诚信管理平台',
    articles: {
      mark: '第四条第（二）项',
      order: '第四条第（二）项',
      revoke: '第四条第（四）项',
      cleared: '第四条',
    },
    restrictedWhile: '整改期间',
    // SY-2.6 bars all new works, not those of the failing qualification alone; the plan knows no mark.
    markName: '异常登记',
    newWorkBarred: '不得承揽新的工程业务',
    metInTerm: '期满前达到标准要求的，经核查予以销案，相应限制同时解除。',
  },
  clauses: {
    scope: 'SY-1',
    comparison: 'SY-1',
    mark: 'SY-2.6',
    order: 'SY-2.2',
    withdrawal: 'SY-4',
    post: 'SY-2.4',
    'public-notice': 'SY-2.5',
    rectification: 'SY-3.1',
    'campaign-aim': 'SY-G',
  },
  programmes: {
    lists: 'SY-5',
    'central-posting': 'SY-2.4',
    'phone-check': 'SY-2.3',
    'recheck-district': 'SY-3.1',
    'recheck-city': 'SY-3.2',
  },
  order: {
    enclosures: ['inspection-notice'],
    serviceNote: '整改期限自邮政特快专递签收之日的次日起计算；邮件被退回的，自公告送达之日的次日起计算。',
  },
  recheck: { firstLevel: 'district' },
};
