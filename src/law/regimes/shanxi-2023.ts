import { COMMON_ENDINGS, COMMON_READINGS, ended, open } from './common.ts';
import type { Regime, ServiceRule, Track } from './regime.ts';
import { SHANXI_ADVICE } from './shanxi-2023-advice.ts';
import { CARD_STAGES, OPENING } from './shanxi-2023-cards.ts';
import { CITY } from './shanxi-2023-objections.ts';
import { ANNOUNCED, INTENT_NOTIFIED, PROCEDURE } from './shanxi-2023-procedure.ts';
import { SHANXI_QUESTIONS } from './shanxi-2023-questions.ts';
import { SHANXI_READINGS } from './shanxi-2023-readings.ts';
import { localNoticeFalls, MINISTRY, procedureClocks } from './statutory-procedure.ts';

const SERVICE: ServiceRule = {
  electronic: { clause: '民事诉讼法-90', reading: 'service' },
  ems: { clause: '民事诉讼法-91', reading: 'service', allowed: 'always' },
  direct: { clause: '民事诉讼法-88', reading: 'direct' },
  startsWith: [],
  publicNotice: { clause: '民事诉讼法-95', reading: 'service', days: 30, after: 'attempts-failed' },
};

const track: Track = {
  name: '黄牌、红牌预警',
  takes: { not: { inRegion: false } },
  opening: OPENING,
  carriedOver: [
    {
      in: ['proposed', 'procedure'],
      when: [{ not: MINISTRY }, { not: { over: 'order-term' } }],
      to: 'red-due',
      voids: [],
      clause: '部令22号-28',
      reading: 'card-is-order',
      because:
        '本案没有责令限期整改的文书，建议撤回的前提不成立；退回红牌期满，补发认定暨责令整改通知书，期满仍未达标的再行建议。',
    },
    localNoticeFalls('SX23-4.2', ['procedure'], 'procedure'),
  ],
  otherwise: { clause: 'SX23-3.0', reason: '晋建市规字〔2023〕71号没有这一步。' },
  service: { order: SERVICE, intent: SERVICE, decision: SERVICE },
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    ...CARD_STAGES,
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
  questions: SHANXI_QUESTIONS,
  advice: SHANXI_ADVICE,
  naming: {
    title: '《山西省住房和城乡建设厅关于试行开展部分建设工程企业资质动态预警工作的通知》（晋建市规字〔2023〕71号）',
    platform: '山西省智慧建筑管理服务信息平台',
    articles: { mark: '第二条', order: '第三条', revoke: '第三条第5项、第四条第（二）项', cleared: '第三条' },
    restrictedWhile: '红牌预警期间',
    markName: '“红牌预警”',
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
