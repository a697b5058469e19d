import { describe, expect, test } from 'vitest';
import { type Case, tell } from './play.ts';

const THREE = ['no-addition', 'no-new-work', 'no-upgrade'];
/** Posted on 2026-08-03: ten working days end on 2026-08-17. */
const POSTED = [
  '2026-08-01 verdict result=not-met ground=number',
  '2026-08-03 issue-order termMonths=3 officers=甲,乙',
];
/** Signed on 2026-08-07: three months end on Saturday 2026-11-07, so on Monday 2026-11-09. */
const SIGNED = [...POSTED, '2026-08-07 arrive document=order channel=ems outcome=signed'];
const RECHECKED = [
  ...SIGNED,
  '2026-11-12 recheck level=district result=not-met evidence=四库截图',
  '2026-11-16 recheck level=city result=not-met',
];
/** Published 2026-11-17: deemed served 2026-12-17, five working days end on 2026-12-24. */
const NOTIFIED = [...RECHECKED, '2026-11-17 notify-intent'];

const CASES: readonly Case[] = [
  {
    name: '列入清单时没有限制',
    steps: POSTED.slice(0, 1),
    until: '2026-08-02',
    final: {
      stage: 'listed',
      closed: false,
      marked: false,
      public: false,
      restrictions: [],
      deadline: null,
      due: [{ what: 'issue-order', by: null }],
    },
  },
  {
    name: '须有两名不同的执法人员',
    steps: [
      POSTED[0] ?? '',
      '2026-08-03 issue-order termMonths=3',
      '2026-08-03 issue-order termMonths=3 officers=甲,甲',
      '2026-08-03 issue-order termMonths=3 officers=甲',
    ],
    until: '2026-08-04',
    final: { stage: 'listed' },
    refused: ['2026-08-03 issue-order SY-2.2', '2026-08-03 issue-order SY-2.2', '2026-08-03 issue-order SY-2.2'],
  },
  {
    name: '期限一律三个月',
    steps: [POSTED[0] ?? '', '2026-08-03 issue-order termMonths=2 officers=甲,乙'],
    until: '2026-08-04',
    final: { stage: 'listed' },
    refused: ['2026-08-03 issue-order SY-2.6'],
  },
  {
    name: '不写期限即三个月',
    steps: [POSTED[0] ?? '', '2026-08-03 issue-order officers=甲,乙', '2026-08-07 arrive document=order channel=ems'],
    until: '2026-08-08',
    final: { stage: 'rectifying', deadline: '2026-11-09' },
  },
  {
    name: '发出即邮寄，十个工作日后整理回执',
    steps: POSTED,
    until: '2026-08-17',
    final: {
      stage: 'posted',
      restrictions: [],
      servedOn: {},
      deadline: '2026-08-17',
      due: [{ what: 'collate', by: '2026-08-17' }],
    },
  },
  {
    name: '整理期跨中秋、国庆和调休',
    steps: ['2026-09-23 verdict result=not-met ground=number', '2026-09-24 issue-order termMonths=3 officers=甲,乙'],
    until: '2026-09-25',
    final: { stage: 'posted', due: [{ what: 'collate', by: '2026-10-15' }] },
  },
  {
    name: '邮寄签收起三个月，期满周六顺延',
    steps: SIGNED,
    until: '2026-11-09',
    final: { stage: 'rectifying', restrictions: THREE, servedOn: { order: '2026-08-07' }, deadline: '2026-11-09' },
  },
  {
    name: '期满次日逾期，待区县复查',
    steps: SIGNED,
    until: '2026-11-10',
    final: {
      stage: 'overdue',
      restrictions: THREE,
      deadline: '2026-11-09',
      due: [{ what: 'recheck-district', by: null }],
    },
    stages: ['2026-08-01 listed', '2026-08-03 posted', '2026-08-07 rectifying', '2026-11-10 overdue'],
  },
  {
    name: '期满在 2 月末调休上班的周六',
    steps: [
      '2025-11-20 verdict result=not-met ground=number',
      '2025-11-24 issue-order termMonths=3 officers=甲,乙',
      '2025-11-30 arrive document=order channel=ems',
    ],
    until: '2026-03-01',
    final: { stage: 'overdue', deadline: '2026-02-28' },
  },
  {
    name: '拒收即可公告，第 30 日视为送达',
    steps: [
      ...POSTED,
      '2026-08-07 arrive document=order channel=ems outcome=refused',
      '2026-08-10 publish document=order',
    ],
    until: '2026-09-09',
    final: { stage: 'rectifying', servedOn: { order: '2026-09-09' }, deadline: '2026-12-09', restrictions: THREE },
    stages: ['2026-08-01 listed', '2026-08-03 posted', '2026-08-10 noticed', '2026-09-09 rectifying'],
  },
  {
    name: '公告期第 29 日尚未送达，没有限制',
    steps: [
      ...POSTED,
      '2026-08-07 arrive document=order channel=ems outcome=absent',
      '2026-08-10 publish document=order',
    ],
    until: '2026-09-08',
    final: { stage: 'noticed', restrictions: [], servedOn: {}, deadline: '2026-09-09' },
  },
  {
    name: '邮件丢失不是退件，须重新邮寄，不得公告',
    steps: [
      ...POSTED,
      '2026-08-07 arrive document=order channel=ems outcome=lost',
      '2026-08-10 publish document=order',
    ],
    until: '2026-08-10',
    final: {
      stage: 'posted',
      due: [
        { what: 'collate', by: '2026-08-17' },
        { what: 'send-ems-order', by: null },
      ],
    },
    refused: ['2026-08-10 publish SY-2.5'],
  },
  {
    name: '没有回执的，整理期满后方可公告',
    steps: [
      ...POSTED,
      '2026-08-10 publish document=order',
      '2026-08-17 publish document=order',
      '2026-08-18 publish document=order',
    ],
    until: '2026-09-17',
    final: { stage: 'rectifying', servedOn: { order: '2026-09-17' } },
    refused: ['2026-08-10 publish SY-2.5', '2026-08-17 publish SY-2.5'],
  },
  {
    name: '整理期满仍无回执，待公告',
    steps: POSTED,
    until: '2026-08-18',
    final: {
      stage: 'posted',
      due: [
        { what: 'collate', by: '2026-08-17' },
        { what: 'publish-order', by: null },
      ],
    },
  },
  {
    name: '视为送达之日在国庆，不顺延；三个月期满在元旦，暂定顺延',
    steps: [
      '2026-08-19 verdict result=not-met ground=number',
      '2026-08-20 issue-order termMonths=3 officers=甲,乙',
      '2026-08-25 arrive document=order channel=ems outcome=absent',
      '2026-09-01 publish document=order',
    ],
    until: '2026-10-01',
    final: { stage: 'rectifying', servedOn: { order: '2026-10-01' }, deadline: '2027-01-04' },
  },
  {
    name: '公告期内签收的，自签收起算',
    steps: [
      ...POSTED,
      '2026-08-07 arrive document=order channel=ems outcome=absent',
      '2026-08-10 publish document=order',
      '2026-08-20 arrive document=order channel=ems outcome=signed',
    ],
    until: '2026-09-30',
    final: { stage: 'rectifying', servedOn: { order: '2026-08-20' }, deadline: '2026-11-20' },
  },
  {
    name: '只以邮寄送达，平台、邮件、退信都不算',
    steps: [
      ...POSTED,
      '2026-08-04 arrive document=order channel=platform',
      '2026-08-04 arrive document=order channel=email',
      '2026-08-04 bounce document=order channel=email',
    ],
    until: '2026-08-05',
    final: { stage: 'posted' },
    refused: ['2026-08-04 arrive SY-2.4', '2026-08-04 arrive SY-2.4', '2026-08-04 bounce SY-2.4'],
  },
  {
    name: '期满前不作未达标的复查结论',
    steps: [
      ...SIGNED,
      '2026-11-09 recheck level=district result=not-met',
      '2026-11-09 recheck level=city result=not-met',
    ],
    until: '2026-11-09',
    final: { stage: 'rectifying' },
    refused: ['2026-11-09 recheck SY-3.1', '2026-11-09 recheck SY-3.1'],
  },
  {
    name: '期满前区县复查达标，销案',
    steps: [...SIGNED, '2026-10-20 recheck level=district result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true, restrictions: [], due: [] },
  },
  {
    name: '期满前市级复查达标，也销案',
    steps: [...SIGNED, '2026-10-20 recheck level=city result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true },
  },
  {
    name: '期满前一日核查达标，销案',
    steps: [...SIGNED, '2026-11-08 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared' },
  },
  {
    name: '期满次日核查达标，仍销案',
    steps: [...SIGNED, '2026-11-10 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared' },
  },
  {
    name: '市级复查须在区县之后',
    steps: [...SIGNED, '2026-11-10 recheck level=city result=not-met'],
    until: '2026-11-10',
    final: { stage: 'overdue' },
    refused: ['2026-11-10 recheck SY-3.2'],
  },
  {
    name: '区县不重复复查，未经市级不得告知',
    steps: [
      ...SIGNED,
      '2026-11-12 recheck level=district result=not-met',
      '2026-11-13 recheck level=district result=not-met',
      '2026-11-13 notify-intent',
    ],
    until: '2026-11-14',
    final: { stage: 'rechecked-district', due: [{ what: 'recheck-city', by: null }] },
    refused: ['2026-11-13 recheck SY-3.1', '2026-11-13 notify-intent SY-4'],
  },
  {
    name: '两级复查后达标，销案',
    steps: [...RECHECKED, '2026-11-17 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared' },
  },
  {
    name: '告知书邮寄与网上同时，满 30 日视为送达',
    steps: NOTIFIED,
    until: '2026-12-16',
    final: { stage: 'intent-notified', servedOn: { order: '2026-08-07' }, deadline: '2026-12-17', restrictions: THREE },
  },
  {
    name: '视为送达后五个工作日',
    steps: NOTIFIED,
    until: '2026-12-17',
    final: {
      stage: 'intent-notified',
      servedOn: { order: '2026-08-07', intent: '2026-12-17' },
      deadline: '2026-12-24',
    },
  },
  {
    name: '从列入清单到撤回的全程',
    steps: [
      ...NOTIFIED,
      '2026-12-10 decide result=revoke',
      '2026-12-24 decide result=revoke',
      '2026-12-25 decide result=revoke',
      '2026-12-28 announce',
      '2026-12-28 arrive document=decision channel=ems outcome=signed',
      '2026-12-28 announce',
    ],
    until: '2027-01-31',
    final: { stage: 'revoked', closed: true, marked: false, public: true, restrictions: [], deadline: null },
    stages: [
      '2026-08-01 listed',
      '2026-08-03 posted',
      '2026-08-07 rectifying',
      '2026-11-10 overdue',
      '2026-11-12 rechecked-district',
      '2026-11-16 rechecked-city',
      '2026-11-17 intent-notified',
      '2026-12-28 revoked',
    ],
    refused: [
      '2026-12-10 decide 行政许可法-82',
      '2026-12-24 decide 行政许可法-82',
      '2026-12-28 announce 行政许可法-44',
    ],
  },
  {
    name: '告知书提前签收，五个工作日自签收起',
    steps: [
      ...NOTIFIED,
      '2026-11-20 arrive document=intent channel=ems',
      '2026-11-27 decide result=revoke',
      '2026-11-28 decide result=revoke',
    ],
    until: '2026-11-28',
    final: {
      stage: 'intent-notified',
      servedOn: { order: '2026-08-07', intent: '2026-11-20' },
      due: [{ what: 'serve-decision', by: '2026-12-11' }],
    },
    refused: ['2026-11-27 decide 行政许可法-82'],
  },
  {
    name: '视为送达后不能再记签收',
    steps: [...NOTIFIED, '2026-12-18 arrive document=intent channel=ems', '2026-12-18 publish document=intent'],
    until: '2026-12-18',
    final: { servedOn: { order: '2026-08-07', intent: '2026-12-17' } },
    refused: ['2026-12-18 arrive SY-4', '2026-12-18 publish SY-4'],
  },
  {
    name: '申请的听证举行前不得决定',
    steps: [
      ...NOTIFIED,
      '2026-12-24 request-hearing',
      '2026-12-25 decide result=revoke',
      '2026-12-25 notify-hearing hearingOn=2027-01-06',
      '2027-01-06 hold-hearing',
      '2027-01-07 decide result=revoke',
      '2027-01-08 arrive document=decision channel=ems outcome=signed',
      '2027-01-08 announce',
    ],
    until: '2027-01-31',
    final: { stage: 'revoked' },
    refused: ['2026-12-25 decide 行政许可法-82'],
  },
  {
    name: '告知后才达标，程序停止，由许可机关决定',
    steps: [
      ...NOTIFIED,
      '2026-12-01 verdict result=met',
      '2026-12-25 decide result=revoke',
      '2026-12-28 decide result=keep',
    ],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true },
    refused: ['2026-12-25 decide SY-4'],
  },
  {
    name: '监理企业不在核查对象',
    who: { kind: 'supervision' },
    steps: POSTED.slice(0, 1),
    until: '2026-08-02',
    final: { stage: null },
    refused: ['2026-08-01 verdict SY-1'],
  },
  {
    name: '市外企业不在核查对象',
    who: { inRegion: false },
    steps: POSTED.slice(0, 1),
    until: '2026-08-02',
    final: { stage: null },
    refused: ['2026-08-01 verdict SY-1'],
  },
  {
    name: '更正签收日期，逾期和区县复查都退回',
    steps: [
      ...SIGNED,
      '2026-11-11 recheck level=district result=not-met',
      '2026-11-12 correct-service document=order servedOn=2026-08-17 evidence=回执联',
    ],
    until: '2026-11-16',
    final: { stage: 'rectifying', servedOn: { order: '2026-08-17' }, deadline: '2026-11-17' },
    stages: [
      '2026-08-01 listed',
      '2026-08-03 posted',
      '2026-08-07 rectifying',
      '2026-11-10 overdue',
      '2026-11-11 rechecked-district',
      '2026-11-12 rectifying',
    ],
  },
  {
    name: '没有黄牌、异议、建议这些步骤',
    steps: [...SIGNED, '2026-08-10 confirm', '2026-08-10 object', '2026-08-10 propose', '2026-08-10 find'],
    until: '2026-08-11',
    final: { stage: 'rectifying' },
    refused: ['2026-08-10 confirm SY-3', '2026-08-10 object SY-3', '2026-08-10 propose SY-3', '2026-08-10 find SY-3'],
  },
  {
    name: '停机覆盖期满日',
    steps: [...SIGNED, '2026-11-06 downtime from=2026-11-09 to=2026-11-10'],
    until: '2026-11-11',
    final: { stage: 'rectifying', deadline: '2026-11-11' },
  },
];

describe('沈阳：从列入清单到撤回', () => {
  test.each(CASES)('$name', ({ who = {}, steps, until, final, stages, refused }) => {
    const told = tell('shenyang-2024', who, steps, until);
    expect(told.final).toMatchObject(final);
    if ('due' in final) expect(told.final.due).toEqual(final.due);
    if ('servedOn' in final) expect(told.final.servedOn).toEqual(final.servedOn);
    if (stages !== undefined) expect(told.stages).toEqual(stages);
    if (refused !== undefined) expect(told.refused).toEqual(refused);
  });
});
