import { describe, expect, test } from 'vitest';
import { regimesOver } from '#law/regimes/citing.ts';
import { faultsOf } from '#law/regimes/prove.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { type Case, tell } from './play.ts';

const THREE = ['no-addition', 'no-new-work', 'no-upgrade'];
const FAILS = '2026-04-07 verdict result=not-met ground=number';

const JIANGXI: readonly Case[] = [
  {
    name: '自动标注，不公布，限制未见原文的不限制；3 个月自标注起算',
    steps: [FAILS],
    until: '2026-07-07',
    final: { stage: 'marked-auto', marked: true, public: false, restrictions: [], deadline: '2026-07-07', due: [] },
  },
  {
    name: '发起整改后达标即取消；没有发起的，达标只记录',
    steps: [
      FAILS,
      '2026-05-06 verdict result=met',
      '2026-05-07 verdict result=not-met ground=number',
      '2026-05-08 start-rectification',
      '2026-05-20 verdict result=met',
    ],
    until: '2026-05-21',
    final: { stage: 'cleared', closed: true, marked: false },
    stages: ['2026-04-07 marked-auto', '2026-05-20 cleared'],
  },
  {
    name: '已经达标而后发起整改，当日取消',
    steps: [FAILS, '2026-05-06 verdict result=met', '2026-05-08 start-rectification'],
    until: '2026-05-09',
    final: { stage: 'cleared' },
  },
  {
    name: '手动标注的不因发起整改取消，经申请复核达标取消',
    steps: [
      '2026-04-07 mark-by-hand',
      '2026-05-08 start-rectification',
      '2026-05-09 request-recheck',
      '2026-05-09 request-recheck',
      '2026-05-12 recheck result=met',
    ],
    until: '2026-05-13',
    final: { stage: 'cleared' },
    refused: ['2026-05-08 start-rectification JX26-3', '2026-05-09 request-recheck JX26-4'],
  },
  {
    name: '期满 1 个月内复核，逾期仍列在应办事项',
    steps: [FAILS],
    until: '2026-09-01',
    final: { stage: 'recheck-due', due: [{ what: 'recheck', by: '2026-08-10' }] },
  },
  {
    name: '复核不达标以后请主管部门核实、责令整改，不由系统限制',
    steps: [FAILS, '2026-07-10 recheck result=not-met'],
    until: '2026-07-11',
    final: { stage: 'not-met', marked: true, restrictions: [], due: [{ what: 'issue-order', by: null }] },
  },
  {
    name: '责令送达后按部令第22号限制，期满、告知、决定、送达、公告',
    who: { confirmation: null },
    steps: [
      FAILS,
      '2026-07-10 recheck result=not-met',
      '2026-07-13 issue-order termMonths=1 officers=甲,乙',
      '2026-07-15 arrive document=order channel=direct outcome=signed',
      '2026-08-18 notify-intent',
      '2026-08-19 arrive document=intent channel=direct outcome=signed',
      '2026-08-20 decide result=revoke',
      '2026-08-27 decide result=revoke',
      '2026-08-27 announce',
      '2026-08-28 arrive document=decision channel=direct outcome=signed',
      '2026-08-28 announce',
    ],
    until: '2026-08-28',
    final: { stage: 'revoked', closed: true },
    refused: ['2026-08-20 decide 行政许可法-82', '2026-08-27 announce 行政许可法-44'],
  },
  {
    name: '省外企业只标注和复核',
    who: { inRegion: false },
    steps: [FAILS, '2026-07-10 recheck result=not-met', '2026-07-13 issue-order termMonths=1 officers=甲,乙'],
    until: '2026-07-14',
    final: { stage: 'not-met', closed: false },
    refused: ['2026-07-13 issue-order JX26-1'],
  },
];

const HEBEI: readonly Case[] = [
  {
    name: '预警标注，当月不公布',
    steps: ['2026-09-07 verdict result=not-met ground=number'],
    until: '2026-09-30',
    final: { stage: 'warned', marked: true, public: false, restrictions: [], deadline: '2026-10-07', due: [] },
  },
  {
    name: '下月第一个工作日公布，逢长假顺到节后',
    steps: ['2026-09-07 verdict result=not-met ground=number'],
    until: '2026-10-08',
    final: { stage: 'warned-public', public: true, restrictions: [] },
    stages: ['2026-09-07 warned', '2026-10-08 warned-public'],
  },
  {
    name: '二手资料所说的 2 个月不自动转入，请主管部门核实标注',
    steps: ['2026-09-07 verdict result=not-met ground=number', '2026-10-20 mark-by-hand'],
    until: '2026-12-01',
    final: { stage: 'warned-public', restrictions: [], due: [{ what: 'mark-by-hand', by: null }] },
    refused: ['2026-10-20 mark-by-hand HB25-3'],
  },
  {
    name: '主管部门标注“资质异常”后限制升级、增项，责令整改送达后再限制承揽',
    who: { confirmation: null },
    steps: [
      '2026-09-07 verdict result=not-met ground=number',
      '2026-11-10 mark-by-hand',
      '2026-11-11 issue-order termMonths=2 officers=甲,乙',
      '2026-11-12 arrive document=order channel=direct outcome=signed',
    ],
    until: '2026-11-13',
    final: { stage: 'rectifying', marked: true, public: true, restrictions: THREE, deadline: '2027-01-12' },
  },
  {
    name: '部核发的、监理企业、省外企业不在此列',
    who: { licensing: 'ministry' },
    steps: ['2026-09-07 verdict result=not-met ground=number', '2026-09-08 mark-by-hand'],
    until: '2026-09-09',
    final: { stage: null },
    refused: ['2026-09-07 verdict HB25-1', '2026-09-08 mark-by-hand HB25-1'],
  },
];

const PLAIN: readonly Case[] = [
  {
    name: '比对不达标只列入待核实，不标注、不公布、不限制',
    steps: [FAILS],
    until: '2026-12-31',
    final: {
      stage: 'found',
      marked: false,
      public: false,
      restrictions: [],
      due: [{ what: 'issue-order', by: null }],
    },
  },
  {
    name: '责令送达后限制，部核发的上报请示',
    who: { licensing: 'ministry', confirmation: null },
    steps: [
      FAILS,
      '2026-04-08 issue-order termMonths=4 officers=甲,乙',
      '2026-04-08 issue-order termMonths=1 officers=甲,乙',
      '2026-04-09 arrive document=order channel=direct outcome=signed',
      '2026-05-13 notify-intent',
      '2026-05-13 propose',
    ],
    until: '2026-05-14',
    final: { stage: 'reported', restrictions: THREE, due: [{ what: 'return-result', by: null }] },
    refused: ['2026-04-08 issue-order 部令22号-28', '2026-05-13 notify-intent 部令22号-28'],
  },
];

describe.each([
  ['jiangxi-2026', JIANGXI],
  ['hebei-2025', HEBEI],
  ['order-22-article-28', PLAIN],
])('%s：试行数据', (regime, cases) => {
  test.each(cases)('$name', ({ who = {}, steps, until, final, stages, refused }) => {
    const told = tell(regime, who, steps, until);
    expect(told.final).toMatchObject(final);
    if (stages !== undefined) expect(told.stages).toEqual(stages);
    expect(told.refused).toEqual(refused ?? []);
  });

  test('写明须核对，列出要问的事项', () => {
    const found = REGIMES.get(regime);
    expect(found?.trial).toContain('试行数据，须核对');
    expect(Object.values(found?.readings ?? {}).some(({ unsure }) => unsure === true)).toBe(true);
  });
});

test('没有自己制度的省才适用部令第22号本身；一市有制度的省不适用', () => {
  const over = (division: string) => regimesOver(division).map(({ id }) => id);
  expect(over('33')).toEqual(['order-22-article-28']);
  expect(over('330102')).toEqual(['order-22-article-28']);
  expect(over('45')).toEqual(['guangxi-2024']);
  expect(over('3601')).toEqual(['jiangxi-2026']);
  expect(over('2101')).toEqual(['shenyang-2024']);
  expect(over('2102')).toEqual([]);
});

test('拿不准的不由系统作不利处理：会自行标注、公布、限制的，装载时不通过', () => {
  const hebei = REGIMES.get('hebei-2025');
  const [track] = hebei?.tracks ?? [];
  const clock = track?.clocks['warning-period'];
  const settled = { ...clock, brings: { to: 'abnormal' } } as const;
  if (hebei === undefined || track === undefined || clock === undefined) throw new Error('no such regime');
  const accusing = {
    ...hebei,
    tracks: [{ ...track, clocks: { ...track.clocks, 'warning-period': { ...clock, ...settled } } }],
  };
  expect(faultsOf(accusing)).toContain('the unsure clock warning-period accuses');
  const { trial: _trial, ...untried } = hebei;
  expect(faultsOf(untried)).toContain('warned is unsettled and asks nobody');
});
