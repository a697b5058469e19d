import { describe, expect, test } from 'vitest';
import { type Case, tell } from './play.ts';

const FIVE = ['no-addition', 'no-award', 'no-new-work', 'no-upgrade', 'priority-supervision'];
/** Yellow from 2026-08-01: two months end on 2026-10-01. */
const YELLOW = ['2026-08-01 verdict result=not-met ground=number'];
/** Red from 2026-10-09: one month ends on 2026-11-09. */
const RED = [...YELLOW, '2026-10-09 confirm'];
/** The card is an order: served on its day, its month ends on 2026-11-09 too. */
const CARD_SERVED = [
  ...RED,
  '2026-10-09 arrive document=order channel=platform',
  '2026-10-09 arrive document=order channel=email',
];
/** The letter of 2026-11-11: three working days end on 2026-11-16. */
const PROPOSED = [...CARD_SERVED, '2026-11-11 propose'];
const PROCEDURE = [...PROPOSED, '2026-11-13 start'];
/** The notice served 2026-11-16: the five working days end on 2026-11-23. */
const NOTIFIED = [
  ...PROCEDURE,
  '2026-11-16 notify-intent',
  '2026-11-16 arrive document=intent channel=platform',
  '2026-11-16 arrive document=intent channel=email',
];
const PROVINCE = { licensing: 'province' } as const;
const MINISTRY = { licensing: 'ministry' } as const;

const CASES: readonly Case[] = [
  {
    name: '黄牌只推送企业，不公开、不限制',
    steps: YELLOW,
    until: '2026-10-01',
    final: {
      stage: 'yellow',
      closed: false,
      marked: false,
      public: false,
      restrictions: [],
      servedOn: {},
      deadline: '2026-10-01',
      due: [],
    },
  },
  {
    name: '社会保险异常也发黄牌',
    steps: ['2026-08-01 verdict result=not-met ground=insurance'],
    until: '2026-08-02',
    final: { stage: 'yellow', public: false },
  },
  {
    name: '黄牌两个月期满逢国庆不顺延，次日待认定',
    steps: YELLOW,
    until: '2026-10-02',
    final: {
      stage: 'yellow-due',
      public: false,
      restrictions: [],
      deadline: '2026-10-01',
      due: [{ what: 'confirm', by: null }],
    },
    stages: ['2026-08-01 yellow', '2026-10-02 yellow-due'],
  },
  {
    name: '12 月 31 日的黄牌，期满在 2 月末',
    steps: ['2025-12-31 verdict result=not-met ground=number'],
    until: '2026-03-01',
    final: { stage: 'yellow-due', deadline: '2026-02-28' },
    stages: ['2025-12-31 yellow', '2026-03-01 yellow-due'],
  },
  {
    name: '12 月 31 日的黄牌，闰年期满在 2 月 29 日',
    steps: ['2023-12-31 verdict result=not-met ground=number'],
    until: '2024-02-29',
    final: { stage: 'yellow', deadline: '2024-02-29' },
  },
  {
    name: '认定后红牌，公开并限制',
    steps: RED,
    until: '2026-11-09',
    final: { stage: 'red', marked: true, public: true, restrictions: FIVE, deadline: '2026-11-09', due: [] },
  },
  {
    name: '黄牌未满两个月不得认定',
    steps: [...YELLOW, '2026-10-01 confirm'],
    until: '2026-10-01',
    final: { stage: 'yellow' },
    refused: ['2026-10-01 confirm SX23-2.2'],
  },
  {
    name: '黄牌期内日常监管发现，直接红牌',
    steps: [...YELLOW, '2026-08-20 find'],
    until: '2026-09-20',
    final: { stage: 'red', public: true, deadline: '2026-09-20' },
    stages: ['2026-08-01 yellow', '2026-08-20 red'],
  },
  {
    name: '没有案件时日常监管发现，直接红牌',
    steps: ['2026-08-20 find'],
    until: '2026-08-20',
    final: { stage: 'red', public: true, restrictions: FIVE },
  },
  {
    name: '待认定时日常监管发现，也是红牌',
    steps: [...YELLOW, '2026-10-05 find'],
    until: '2026-10-05',
    final: { stage: 'red', deadline: '2026-11-05' },
  },
  {
    name: '红牌一个月期满在 2 月 28 日（调休上班的周六）',
    steps: ['2026-01-31 find'],
    until: '2026-03-01',
    final: { stage: 'red-due', deadline: '2026-02-28' },
    stages: ['2026-01-31 red', '2026-03-01 red-due'],
  },
  {
    name: '红牌一个月期满在 2 月 29 日',
    steps: ['2024-01-31 find'],
    until: '2024-03-01',
    final: { stage: 'red-due', deadline: '2024-02-29' },
    stages: ['2024-01-31 red', '2024-03-01 red-due'],
  },
  {
    name: '红牌期满待建议',
    steps: CARD_SERVED,
    until: '2026-11-10',
    final: { stage: 'red-due', public: true, restrictions: FIVE, due: [{ what: 'propose', by: null }] },
  },
  {
    name: '红牌未满一个月不得建议撤回',
    steps: [...RED, '2026-11-09 propose'],
    until: '2026-11-09',
    final: { stage: 'red' },
    refused: ['2026-11-09 propose SX23-3.5'],
  },
  {
    name: '市级核发：函告后三个工作日内启动',
    steps: PROPOSED,
    until: '2026-11-16',
    final: {
      stage: 'proposed',
      deadline: '2026-11-16',
      due: [{ what: 'start', by: '2026-11-16' }],
      restrictions: FIVE,
    },
  },
  {
    name: '市级核发：三个工作日已过未启动，列入逾期',
    steps: PROPOSED,
    until: '2026-11-17',
    final: { stage: 'proposed', due: [{ what: 'start-overdue', by: '2026-11-16' }] },
  },
  {
    name: '三个工作日跨国庆和调休',
    steps: ['2026-08-20 find', '2026-08-20 arrive document=order channel=ems outcome=signed', '2026-09-29 propose'],
    until: '2026-10-09',
    final: { stage: 'proposed', due: [{ what: 'start', by: '2026-10-09' }] },
    stages: ['2026-08-20 red', '2026-09-21 red-due', '2026-09-29 proposed'],
  },
  {
    name: '市级核发：行政审批局反馈撤回',
    steps: [...PROCEDURE, '2026-12-20 return-result result=revoked decisionServedOn=2026-12-18'],
    until: '2026-12-31',
    final: { stage: 'revoked', closed: true, marked: false, public: true, restrictions: [], deadline: null, due: [] },
    stages: [
      '2026-08-01 yellow',
      '2026-10-02 yellow-due',
      '2026-10-09 red',
      '2026-11-10 red-due',
      '2026-11-11 proposed',
      '2026-11-13 procedure',
      '2026-12-20 revoked',
    ],
    refused: [],
  },
  {
    name: '市级核发：行政审批局反馈不予撤回',
    steps: [...PROCEDURE, '2026-12-20 return-result result=kept'],
    until: '2026-12-31',
    final: { stage: 'kept', closed: true, restrictions: [] },
  },
  {
    name: '市级核发：没有告知不得决定撤回，没有送达日期不得反馈撤回',
    steps: [...PROCEDURE, '2026-12-20 decide result=revoke', '2026-12-21 return-result result=revoked'],
    until: '2026-12-31',
    final: { stage: 'procedure', due: [{ what: 'notify-intent', by: null }] },
    refused: ['2026-12-20 decide SX23-3.5', '2026-12-21 return-result 行政许可法-44'],
  },
  {
    name: '市级核发：行政审批局在平台告知、决定、送达、公告',
    steps: [
      ...NOTIFIED,
      '2026-11-23 decide result=revoke',
      '2026-11-24 decide result=revoke',
      '2026-11-25 announce',
      '2026-11-26 arrive document=decision channel=direct outcome=left',
      '2026-11-26 arrive document=decision channel=direct outcome=left evidence=录像',
      '2026-11-27 announce',
    ],
    until: '2026-12-31',
    final: {
      stage: 'revoked',
      closed: true,
      servedOn: { order: '2026-10-09', intent: '2026-11-16', decision: '2026-11-26' },
      due: [],
    },
    refused: [
      '2026-11-23 decide 行政许可法-82',
      '2026-11-25 announce 行政许可法-44',
      '2026-11-26 arrive 民事诉讼法-89',
    ],
  },
  {
    name: '红牌的文书未送达，或者送达未满一个月（期满逢周六顺延），不得建议撤回',
    steps: [
      ...RED,
      '2026-11-11 propose',
      '2026-11-12 arrive document=order channel=ems outcome=signed',
      '2026-11-13 propose',
      '2026-12-14 propose',
      '2026-12-15 propose',
    ],
    until: '2026-12-15',
    final: { stage: 'proposed', servedOn: { order: '2026-11-12' } },
    refused: ['2026-11-11 propose 部令22号-28', '2026-11-13 propose 部令22号-28', '2026-12-14 propose 部令22号-28'],
  },
  {
    name: '更正红牌文书的送达日期，整改期未满的退回红牌期满',
    steps: [...PROPOSED, '2026-11-12 correct-service document=order servedOn=2026-10-20 evidence=回执'],
    until: '2026-11-20',
    final: { stage: 'red-due', deadline: '2026-11-20' },
    stages: [
      '2026-08-01 yellow',
      '2026-10-02 yellow-due',
      '2026-10-09 red',
      '2026-11-10 red-due',
      '2026-11-11 proposed',
      '2026-11-12 red-due',
    ],
  },
  {
    name: '省级核发：省厅自行决定，没有三个工作日',
    who: PROVINCE,
    steps: [
      ...PROPOSED,
      '2026-11-27 start',
      '2026-12-01 notify-intent',
      '2026-12-01 arrive document=intent channel=ems outcome=signed',
      '2026-12-02 return-result result=revoked',
      '2026-12-09 decide result=revoke',
      '2026-12-10 arrive document=decision channel=ems outcome=signed',
      '2026-12-11 announce',
    ],
    until: '2026-12-31',
    final: { stage: 'revoked', closed: true },
    refused: ['2026-12-02 return-result SX23-4.2'],
  },
  {
    name: '省级核发：建议之后待启动，无期限',
    who: PROVINCE,
    steps: PROPOSED,
    until: '2026-11-30',
    final: { stage: 'proposed', due: [{ what: 'start', by: null }] },
  },
  {
    name: '省级核发：省厅决定不予撤回',
    who: PROVINCE,
    steps: [...PROCEDURE, '2026-12-20 decide result=keep'],
    until: '2026-12-31',
    final: { stage: 'kept', closed: true, public: true },
  },
  {
    name: '部核发：省厅审定后报部，部的结果反馈',
    who: MINISTRY,
    steps: [
      ...PROPOSED,
      '2026-11-20 start',
      '2026-11-30 notify-intent',
      '2026-12-01 decide result=revoke',
      '2027-01-20 return-result result=revoked decisionServedOn=2027-01-15',
      '2027-01-21 announce',
    ],
    until: '2027-01-31',
    final: { stage: 'revoked', closed: true, public: true, servedOn: { order: '2026-10-09', decision: '2027-01-15' } },
    refused: ['2026-11-30 notify-intent SX23-4.2', '2026-12-01 decide SX23-4.2', '2027-01-21 announce SX23-4.2'],
  },
  {
    name: '部核发：异议直接报省厅',
    who: MINISTRY,
    steps: [
      ...YELLOW,
      '2026-08-10 object',
      '2026-08-12 opinion result=agree',
      '2026-08-20 decide-objection result=upheld',
    ],
    until: '2026-08-31',
    final: { stage: 'cleared', closed: true },
    refused: ['2026-08-12 opinion SX23-4.5'],
  },
  {
    name: '黄牌期内达标即解除',
    steps: [...YELLOW, '2026-09-30 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true, public: false, restrictions: [] },
  },
  {
    name: '黄牌期满前一日达标',
    steps: [...YELLOW, '2026-10-01 verdict result=met', '2026-10-02 confirm'],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true },
    refused: ['2026-10-02 confirm SX23-3.5'],
  },
  {
    name: '黄牌期满次日达标，仍解除',
    steps: [...YELLOW, '2026-10-02 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true },
  },
  {
    name: '红牌期内达标，撤下公布',
    steps: [...RED, '2026-10-20 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared', marked: false, public: false, restrictions: [] },
  },
  {
    name: '红牌期满次日达标，仍解除',
    steps: [...RED, '2026-11-10 verdict result=met'],
    until: '2026-12-31',
    final: { stage: 'cleared', public: false },
  },
  {
    name: '已建议未启动时达标，解除',
    steps: [...PROPOSED, '2026-11-12 verdict result=met', '2026-11-13 start'],
    until: '2026-12-31',
    final: { stage: 'cleared' },
    refused: ['2026-11-13 start SX23-3.5'],
  },
  {
    name: '程序启动后达标，只记录，由决定机关处理',
    steps: [...PROCEDURE, '2026-11-20 verdict result=met', '2026-12-20 return-result result=kept'],
    until: '2026-12-31',
    final: { stage: 'kept', closed: true },
    stages: [
      '2026-08-01 yellow',
      '2026-10-02 yellow-due',
      '2026-10-09 red',
      '2026-11-10 red-due',
      '2026-11-11 proposed',
      '2026-11-13 procedure',
      '2026-12-20 kept',
    ],
  },
  {
    name: '异议未办结不得认定，市级同意、省厅核实后修复',
    steps: [
      ...YELLOW,
      '2026-09-20 object',
      '2026-10-09 confirm',
      '2026-10-10 opinion result=agree',
      '2026-10-12 decide-objection result=upheld',
    ],
    until: '2026-12-31',
    final: { stage: 'cleared', closed: true },
    refused: ['2026-10-09 confirm SX23-3.0'],
  },
  {
    name: '异议期间期限照走',
    steps: [...YELLOW, '2026-09-20 object'],
    until: '2026-10-02',
    final: {
      stage: 'yellow-due',
      due: [
        { what: 'confirm', by: null },
        { what: 'opinion', by: null },
      ],
    },
  },
  {
    name: '未经市级同意，省厅不得核实',
    steps: [...YELLOW, '2026-09-20 object', '2026-09-21 decide-objection result=upheld'],
    until: '2026-09-30',
    final: { stage: 'yellow', due: [{ what: 'opinion', by: null }] },
    refused: ['2026-09-21 decide-objection SX23-4.5'],
  },
  {
    name: '市级不同意，异议办结，可以认定',
    steps: [
      ...YELLOW,
      '2026-09-20 object',
      '2026-09-22 opinion result=disagree',
      '2026-09-23 decide-objection result=upheld',
      '2026-10-09 confirm',
    ],
    until: '2026-10-09',
    final: { stage: 'red' },
    refused: ['2026-09-23 decide-objection SX23-4.5'],
  },
  {
    name: '异议被驳回，可以认定',
    steps: [
      ...YELLOW,
      '2026-09-20 object',
      '2026-09-22 opinion opinion=agree',
      '2026-09-25 decide-objection result=rejected',
      '2026-10-09 confirm',
    ],
    until: '2026-10-09',
    final: { stage: 'red' },
    refused: [],
  },
  {
    name: '红牌期满后的异议阻止建议撤回',
    steps: [
      ...CARD_SERVED,
      '2026-11-10 object',
      '2026-11-11 propose',
      '2026-11-12 opinion result=disagree',
      '2026-11-13 propose',
    ],
    until: '2026-11-13',
    final: { stage: 'proposed' },
    refused: ['2026-11-11 propose SX23-3.0'],
  },
  {
    name: '红牌中的异议成立，撤下公布',
    who: PROVINCE,
    steps: [...RED, '2026-10-20 object', '2026-10-30 decide-objection result=upheld'],
    until: '2026-10-31',
    final: { stage: 'cleared', public: false, marked: false },
  },
  {
    name: '程序启动后的异议太迟，转为陈述',
    steps: [...PROCEDURE, '2026-11-16 object', '2026-11-16 statement'],
    until: '2026-11-30',
    final: { stage: 'procedure', restrictions: FIVE },
    refused: ['2026-11-16 object SX23-4.5'],
  },
  {
    name: '启动前提出的异议，启动后仍可作出结论',
    steps: [
      ...PROPOSED,
      '2026-11-12 object',
      '2026-11-13 start',
      '2026-11-14 opinion result=agree',
      '2026-11-16 decide-objection result=upheld',
    ],
    until: '2026-11-30',
    final: { stage: 'cleared', closed: true },
    refused: [],
  },
  {
    name: '异议在办时不能再提一件；没有异议谈不上意见',
    steps: [
      ...YELLOW,
      '2026-08-02 opinion result=agree',
      '2026-08-10 object',
      '2026-08-11 object',
      '2026-08-12 opinion result=agree',
      '2026-08-13 opinion result=agree',
    ],
    until: '2026-08-31',
    final: { stage: 'yellow', due: [{ what: 'decide-objection', by: null }] },
    refused: ['2026-08-02 opinion SX23-4.5', '2026-08-11 object SX23-4.5', '2026-08-13 opinion SX23-4.5'],
  },
  {
    name: '省级核发：申请听证的，举行后方可撤回',
    who: PROVINCE,
    steps: [
      ...NOTIFIED,
      '2026-11-20 request-hearing',
      '2026-11-20 hold-hearing',
      '2026-11-20 notify-hearing hearingOn=2026-12-01',
      '2026-11-25 decide result=revoke',
      '2026-11-30 hold-hearing',
      '2026-12-01 hold-hearing',
      '2026-12-02 decide result=revoke',
      '2026-12-03 arrive document=decision channel=ems outcome=signed',
      '2026-12-03 announce',
    ],
    until: '2026-12-31',
    final: { stage: 'revoked' },
    refused: [
      '2026-11-20 hold-hearing 行政许可法-48',
      '2026-11-25 decide 行政许可法-82',
      '2026-11-30 hold-hearing 行政许可法-48',
    ],
  },
  {
    name: '注册地不在山西的企业不适用',
    who: { inRegion: false },
    steps: [...YELLOW, '2026-08-02 find'],
    until: '2026-08-31',
    final: { stage: null },
    refused: ['2026-08-01 verdict SX23-1', '2026-08-02 find SX23-1'],
  },
  {
    name: '监理企业同样适用',
    who: { kind: 'supervision' },
    steps: RED,
    until: '2026-10-10',
    final: { stage: 'red', restrictions: FIVE },
  },
  {
    name: '没有责令整改和复查这些步骤；黄牌没有文书可以送达，没有程序可以告知',
    steps: [
      ...YELLOW,
      '2026-08-03 issue-order termMonths=3',
      '2026-08-03 arrive document=order channel=ems',
      '2026-08-03 recheck level=city result=met',
      '2026-08-03 notify-intent',
    ],
    until: '2026-08-31',
    final: { stage: 'yellow' },
    refused: [
      '2026-08-03 issue-order SX23-3.0',
      '2026-08-03 arrive 民事诉讼法-90',
      '2026-08-03 recheck SX23-3.0',
      '2026-08-03 notify-intent SX23-2.1',
    ],
  },
  {
    name: '红牌以后再发现，不重新起算',
    steps: [...RED, '2026-11-01 find'],
    until: '2026-11-09',
    final: { stage: 'red', deadline: '2026-11-09' },
    refused: [],
  },
  {
    name: '停机覆盖黄牌期满日，移到节后第一个工作日',
    steps: [...YELLOW, '2026-09-30 downtime from=2026-09-30 to=2026-10-02'],
    until: '2026-10-08',
    final: { stage: 'yellow', deadline: '2026-10-08' },
  },
  {
    name: '事后补记停机，待认定的回到黄牌',
    steps: [...YELLOW, '2026-10-02 downtime from=2026-09-30 to=2026-10-01'],
    until: '2026-10-09',
    final: { stage: 'yellow-due', deadline: '2026-10-08' },
    stages: ['2026-08-01 yellow', '2026-10-09 yellow-due'],
  },
  {
    name: '主动撤案',
    steps: [...RED, '2026-10-20 withdraw reason=数据有误'],
    until: '2026-12-31',
    final: { stage: 'withdrawn', closed: true, public: false, restrictions: [] },
  },
  {
    name: '解除后再次不达标，另立新案',
    steps: [...RED, '2026-10-20 verdict result=met', '2026-12-01 verdict result=not-met ground=specialty'],
    until: '2026-12-02',
    final: { stage: 'yellow', closed: false, deadline: '2027-02-01' },
  },
];

describe('山西：黄牌、红牌与撤回', () => {
  test.each(CASES)('$name', ({ who = {}, steps, until, final, stages, refused }) => {
    const told = tell('shanxi-2023', who, steps, until);
    expect(told.final).toMatchObject(final);
    if ('due' in final) expect(told.final.due).toEqual(final.due);
    if ('servedOn' in final) expect(told.final.servedOn).toEqual(final.servedOn);
    if (stages !== undefined) expect(told.stages).toEqual(stages);
    if (refused !== undefined) expect(told.refused).toEqual(refused);
  });

  test('黄牌期满又被停机推回的，两件事都在案', () => {
    const { story } = tell(
      'shanxi-2023',
      {},
      [...YELLOW, '2026-10-02 downtime from=2026-09-30 to=2026-10-01'],
      '2026-10-02',
    );
    expect(story.events.map(({ what }) => what)).toEqual([
      'case-opened',
      'clock-ran-out',
      'downtime-recorded',
      'clock-reopened',
    ]);
  });
});
