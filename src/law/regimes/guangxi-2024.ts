import { COMMON_ENDINGS, COMMON_READINGS, ended, open, recorded } from './common.ts';
import { GUANGXI_ADVICE } from './guangxi-2024-advice.ts';
import { GUANGXI_QUESTIONS } from './guangxi-2024-questions.ts';
import { GUANGXI_READINGS } from './guangxi-2024-readings.ts';
import type { Duty, Regime, Row, ServiceRule, Stage, Table, Track } from './regime.ts';
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

/** Withdrawal of the certificate (第四条（一）, last sentence). */
const CLAUSE = 'GX24-4.1e';
const MET: Row['when'] = [{ result: 'met' }];

/** GX24-4.1c names construction enterprises; supervision enterprises carry what 建市规〔2023〕3号 lays on everyone. */
const RESTRICTIONS: Stage['restrictions'] = {
  construction: ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'],
  supervision: ['no-addition', 'no-upgrade', 'priority-supervision'],
};
const MARKED = { marked: true, public: true, restrictions: RESTRICTIONS, reading: 'supervision' } as const;

const openingBy = (clause: string): Table => ({
  verdict: [
    { when: MET, ignored: true, clause: 'GX24-2' },
    {
      when: [{ grounds: ['insurance'] }],
      refuse: '广西动态核查只比对注册执业人员的专业、资格等级和数量，社会保险不作为预警理由；请核对核查结论的理由。',
      clause: 'GX24-3',
    },
    { to: 'warned', opens: true, clause, produces: ['warning'] },
  ],
});

const CLEARED_BY_MET: readonly Row[] = [
  { when: MET, to: 'cleared', clause: 'GX24-4.1d', produces: ['unmark-notice'] },
  recorded('GX24-2'),
];
const TOO_EARLY: readonly Row[] = [
  { refuse: '整改期限届满仍未达标的，方可告知拟撤回；请待期满。', clause: 'GX24-4.1e' },
];
const MET_TOO_LATE: readonly Row[] = [
  { when: MET, clause: 'GX24-4.1e', reading: 'met-after-term' },
  recorded('GX24-2'),
];

const SERVICE: ServiceRule = {
  electronic: { clause: 'GX24-A.2' },
  ems: { clause: 'GX24-5.1a', reading: 'fallback', allowed: 'where-electronic-fails' },
  direct: { clause: '民事诉讼法-88', reading: 'direct' },
  startsWith: [],
  publicNotice: { clause: '民事诉讼法-95', reading: 'fallback', days: 30, after: 'attempts-failed' },
};

const HALTED: Row = {
  when: [{ fact: 'met-since' }],
  refuse: '企业期满后已重新达到标准，撤回程序停止，请资质许可机关决定是否保留资质（decide keep）。',
  clause: 'GX24-4.1e',
  reading: 'met-after-term',
};
const UPWARD = reportUpward(CLAUSE, { to: 'cleared', produces: ['unmark-notice'] }, HALTED);
const AUTHORITY_ASKED: Duty = {
  what: 'decide',
  when: [{ not: MINISTRY }, { fact: 'met-since' }, { not: { fact: 'decided' } }],
  clause: 'GX24-4.1e',
  reading: 'met-after-term',
};
const MINISTRY_ASKED: Duty = {
  what: 'return-result',
  when: [MINISTRY, { fact: 'met-since' }],
  clause: 'GX24-4.1e',
  reading: 'met-after-term',
};

const inRegion: Track = {
  name: '区内企业',
  takes: { inRegion: true },
  opening: openingBy('GX24-4.1a'),
  carriedOver: [localNoticeFalls(CLAUSE, ['overdue', 'intent-notified'], 'overdue')],
  otherwise: { clause: 'GX24-4.1', reason: '桂建管〔2024〕8号没有这一步。' },
  service: { order: SERVICE, intent: SERVICE, decision: SERVICE },
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    warned: open({
      name: '已预警',
      clause: 'GX24-4.1a',
      ...MARKED,
      on: {
        verdict: CLEARED_BY_MET,
        'notify-intent': TOO_EARLY,
        'issue-order': [
          {
            when: [{ not: { termMonths: { min: 1, max: 3 } } }],
            refuse: '整改期限应为 1 至 3 个月的整数，最长不超过 3 个月；请改正期限后重新发出。',
            clause: 'GX24-4.1b',
          },
          {
            when: [{ fact: 'officers-named' }, { not: { fact: 'two-officers' } }],
            refuse: '责令限期整改通知书须由两名不同的执法人员签字，请补正后重新发出。',
            clause: 'GX24-4.1b',
            reading: 'officers',
          },
          { to: 'ordered', clause: 'GX24-4.1b', produces: ['order'] },
        ],
      },
      duties: [{ what: 'issue-order', clause: 'GX24-4.1b' }],
    }),
    ordered: open({
      name: '已责令整改，待送达',
      clause: 'GX24-4.1b',
      ...MARKED,
      on: { verdict: CLEARED_BY_MET, 'notify-intent': TOO_EARLY },
      serving: { order: { served: 'rectifying' } },
    }),
    rectifying: open({
      name: '整改中',
      clause: 'GX24-4.1b',
      ...MARKED,
      on: { verdict: CLEARED_BY_MET, 'notify-intent': TOO_EARLY },
    }),
    overdue: open({
      name: '逾期未达标',
      clause: 'GX24-4.1e',
      ...MARKED,
      presumes: 'rectification-term',
      on: {
        verdict: MET_TOO_LATE,
        'notify-intent': [
          ministryDecides(CLAUSE),
          HALTED,
          { when: [{ fact: 'intent-sent' }], refuse: '撤回告知书已经发出，请等待送达。', clause: 'GX24-4.1e' },
          { clause: 'GX24-4.1e', produces: ['intent'] },
        ],
        ...UPWARD.overdue,
        decide: [
          ministryDecides(CLAUSE),
          {
            when: [{ result: 'keep' }, { fact: 'met-since' }],
            to: 'cleared',
            clause: 'GX24-4.1e',
            reading: 'met-after-term',
            produces: ['unmark-notice'],
          },
          HALTED,
          {
            refuse: '作出决定前须先发出并送达撤回告知书，听取陈述申辩；请先发出撤回告知书。',
            clause: 'GX24-4.1e',
            reading: 'hearing-window',
          },
        ],
      },
      serving: { intent: { served: 'intent-notified' } },
      duties: [
        {
          what: 'notify-intent',
          when: [{ not: MINISTRY }, { not: { fact: 'met-since' } }, { not: { fact: 'intent-sent' } }],
          clause: 'GX24-4.1e',
        },
        {
          what: 'propose',
          when: [MINISTRY, { not: { fact: 'met-since' } }],
          clause: CLAUSE,
          reading: 'ministry',
        },
        AUTHORITY_ASKED,
        MINISTRY_ASKED,
      ],
    }),
    reported: open({
      name: '已上报请示',
      clause: CLAUSE,
      ...MARKED,
      presumes: 'rectification-term',
      on: { verdict: MET_TOO_LATE, ...UPWARD.reported },
      duties: [{ what: 'return-result', clause: CLAUSE, reading: 'ministry' }],
    }),
    'intent-notified': open({
      name: '已告知拟撤回',
      clause: 'GX24-4.1e',
      ...MARKED,
      presumes: 'rectification-term',
      on: {
        verdict: MET_TOO_LATE,
        ...HEARD,
        ...decidingTable({
          clause: CLAUSE,
          kept: { to: 'cleared', produces: ['unmark-notice'] },
          halted: HALTED,
          tooEarly: '告知书送达后的 5 个工作日内企业可以陈述申辩、申请听证，期满前不得作出撤回决定。',
        }),
      },
      serving: { decision: {} },
      duties: [AUTHORITY_ASKED, ...decidingDuties(CLAUSE)],
    }),
    revoked: ended('已撤回', 'GX24-4.1e', { again: false, public: true, serving: { decision: {} } }),
    cleared: ended('已取消标注', 'GX24-4.1d', { again: true }),
  },
  clocks: {
    'rectification-term': {
      name: '整改期限',
      clause: 'GX24-4.1b',
      runsIn: 'rectifying',
      from: { served: 'order' },
      term: 'order-term',
      brings: { to: 'overdue' },
      extendedByDowntime: true,
    },
    ...procedureClocks('intent-notified'),
  },
};

const outOfRegion: Track = {
  name: '区外企业',
  takes: { inRegion: false },
  opening: openingBy('GX24-4.2a'),
  otherwise: { clause: 'GX24-4.2', reason: '企业在区外，资质许可机关不在本区；本区只预警、标注并推送全国平台。' },
  service: {},
  stages: {
    ...COMMON_ENDINGS,
    warned: open({
      name: '已预警（区外）',
      clause: 'GX24-4.2a',
      marked: true,
      public: true,
      restrictions: ['no-new-work'],
      on: { verdict: CLEARED_BY_MET },
      duties: [{ what: 'push-national', by: 'at-once', clause: 'GX24-4.2b' }],
    }),
    cleared: ended('已取消标注', 'GX24-4.1d', { again: true }),
  },
  clocks: {},
};

/** 桂建管〔2024〕8号, in force from 2024-08-01. */
export const guangxi2024: Regime = {
  id: 'guangxi-2024',
  ledger: 'GX24-',
  name: '广西建设工程企业资质动态核查',
  document: '桂建管〔2024〕8号',
  region: '45',
  effectiveFrom: '2024-08-01',
  tracks: [inRegion, outOfRegion],
  roles: {
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
  },
  readings: { ...COMMON_READINGS, ...GUANGXI_READINGS },
  questions: GUANGXI_QUESTIONS,
  advice: GUANGXI_ADVICE,
  naming: {
    title:
      '《自治区住房城乡建设厅关于使用广西建筑市场监管云平台开展建设工程企业资质动态核查的通知》（桂建管〔2024〕8号）',
    platform: '广西建筑市场监管云平台',
    articles: {
      mark: '第四条第（一）项',
      order: '第四条第（一）项',
      revoke: '第四条第（一）项',
      cleared: '第四条第（一）项',
    },
    restrictedWhile: '标注期间',
  },
  clauses: {
    comparison: 'GX24-3',
    mark: 'GX24-4.1a',
    order: 'GX24-4.1b',
    withdrawal: 'GX24-4.1e',
    post: 'GX24-5.1a',
    email: 'GX24-A.2',
    confirmation: 'GX24-A.1',
    contacts: 'GX24-5.1b',
    rectification: 'GX24-4.1d',
  },
  programmes: { 'priority-supervision': 'GX24-5.2' },
  order: { enclosures: [] },
  recheck: { firstLevel: 'city' },
};
