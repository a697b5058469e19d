import { ORDERED_ADVICE, REPLENISH } from './advice.ts';
import { COMMON_ENDINGS, COMMON_READINGS, open } from './common.ts';
import {
  clearedByMet,
  GENERAL_CLOCKS,
  GENERAL_READINGS,
  GENERAL_ROLES,
  GENERAL_SERVICE,
  generalStages,
  ON_TRIAL,
  ORDER_ROWS,
} from './general-course.ts';
import type { Regime, Track } from './regime.ts';

const LAW = '部令22号-28';
const FREE = { marked: false, public: false, restrictions: [] } as const;

const track: Track = {
  name: '责令限期改正',
  takes: { not: { inRegion: false } },
  opening: {
    verdict: [
      { when: [{ result: 'met' }], ignored: true, clause: LAW },
      {
        when: [{ inRegion: false }],
        refuse: '本省没有动态核查的规定；外省企业由其注册地主管部门依照部令第22号处理。',
        clause: LAW,
        reading: 'own-province',
      },
      {
        when: [{ kinds: ['supervision'] }],
        refuse: '部令第22号只规定建筑业企业；本省没有对监理企业动态核查的规定。',
        clause: LAW,
      },
      {
        when: [{ grounds: ['insurance'] }],
        refuse: '部令第22号对照资质标准，社会保险不作为理由；请核对核查结论的理由。',
        clause: LAW,
      },
      { to: 'found', opens: true, clause: LAW, reading: 'asked-first' },
    ],
  },
  otherwise: { clause: LAW, reason: '部令第22号没有这一步。' },
  service: GENERAL_SERVICE,
  hearingWindow: 'hearing-window',
  stages: {
    ...COMMON_ENDINGS,
    found: open({
      name: '比对不达标，待核实',
      clause: LAW,
      reading: 'asked-first',
      ...FREE,
      on: { verdict: clearedByMet(LAW, false), 'issue-order': ORDER_ROWS },
      duties: [{ what: 'issue-order', clause: LAW, reading: 'asked-first' }],
    }),
    ...generalStages(FREE),
  },
  clocks: GENERAL_CLOCKS,
};

/** 部令第22号 alone, in force from 2015-03-01: for every province that has laid down nothing of its own. */
export const order22Article28: Regime = {
  id: 'order-22-article-28',
  ledger: null,
  trial: `${ON_TRIAL}：本省没有录入动态核查的规定，仅依部令第22号第二十八条办理；有本省规定的，须先录入。`,
  name: '责令限期改正（部令第22号第二十八条）',
  document: '《建筑业企业资质管理规定》（住房和城乡建设部令第22号）',
  region: '',
  effectiveFrom: '2015-03-01',
  tracks: [track],
  roles: GENERAL_ROLES,
  readings: {
    ...COMMON_READINGS,
    ...GENERAL_READINGS,
    'asked-first': {
      clause: LAW,
      text: '比对不达标只列入待核实，不标注、不公布、不限制；由主管部门核实后决定是否责令整改。',
      reason: '部令没有规定自动比对和标注；没有本省的规定，系统不得自行对企业作出不利处理。',
      unsure: true,
    },
    'own-province': {
      clause: LAW,
      text: '只办理注册地在本省的企业。',
      reason: '责令改正由县级以上地方主管部门作出，撤回由资质许可机关作出；外省企业没有本省的规定可依。',
    },
  },
  advice: {
    ...ORDERED_ADVICE,
    found: { next: REPLENISH, otherwise: '主管部门核实后决定是否责令限期整改。' },
  },
  naming: {
    title: '《建筑业企业资质管理规定》（住房和城乡建设部令第22号）',
    platform: '建筑市场监管公共服务平台',
    articles: { mark: '第二十八条', order: '第二十八条', revoke: '第二十八条', cleared: '第二十八条' },
    restrictedWhile: '整改期间',
    // 部令22号 28 bars all new works, not those of the failing qualification alone.
    newWorkBarred: '不能承揽新的工程',
    metInTerm: '期满前达到标准要求的，案件办结，相应限制同时解除。',
  },
  clauses: {},
  programmes: {},
  order: { enclosures: [] },
  recheck: { firstLevel: 'city' },
};
