import { syntheticResidentId, syntheticUscc } from '#features/demo/synthetic-identifiers.ts';
import type { DocumentData } from '#features/documents/kinds/index.ts';
import { hashRows } from '#features/documents/list-rows.ts';

/** Invented facts for every kind of document: enterprises of division 990000, which is nobody's. */
const enterprise = { name: '广西演示建设工程有限公司', uscc: syntheticUscc(1) };
const officers = [
  { name: '赵执法', certificate: '45010000001' },
  { name: '钱执法', certificate: '45010000002' },
] satisfies DocumentData['inspection-notice']['officers'];
const contact = { person: '孙联络', phone: '0771-0000001', address: '演示市演示路1号' };
const comparison = {
  number: 1,
  runId: 7,
  persons: [
    {
      name: '演**',
      certificates: '二级注册建造师（建筑工程、有效期至2028-05-01）',
      counted: true,
      note: '计入',
    },
    { name: '演*', certificates: '二级注册建造师（公路工程）', counted: false, note: '未计入：专业不符' },
  ],
} satisfies DocumentData['order']['comparison'];
const remedies = { reviewBody: '南宁市人民政府', court: '南宁市有管辖权的人民法院' };
const failing = {
  regime: 'guangxi-2024' as const,
  enterpriseKind: 'construction' as const,
  enterprise,
  qualification: { name: '建筑工程施工总承包三级', certificateNumber: 'D345000001' },
  verifiedOn: '2026-08-01',
  clauses: [
    {
      text: '建筑工程、机电工程专业注册建造师合计不少于5人，其中建筑工程专业注册建造师不少于4人。',
      needed: 5,
      counted: 3,
      short: 2,
      subset: [{ text: '建筑工程专业注册建造师不少于4人', needed: 4, counted: 3, short: 1 }],
    },
  ],
};
const shenyang = { ...failing, regime: 'shenyang-2024' as const };
const shanxi = { ...failing, regime: 'shanxi-2023' as const };
const restrictions = ['no-addition', 'no-new-work', 'no-upgrade', 'priority-supervision'];
const ordered = {
  orderNumber: '南住建责改〔2026〕1号',
  orderedOn: '2026-08-03',
  servedOn: '2026-08-07',
  servedBy: '平台推送和电子邮件',
  termEndedOn: '2026-11-09',
};

const rows = Array.from({ length: 60 }, (_, at) => [
  `沈阳演示第${at + 1}建筑工程有限公司`,
  syntheticUscc(100 + at),
  at % 3 === 0 ? '市政公用工程施工总承包二级' : '建筑工程施工总承包三级',
  `D3210${String(at).padStart(5, '0')}`,
  'GC-01-3',
  String((at % 5) + 1),
]);
const list = { rows, rowsHash: hashRows(rows), area: '沈阳市和平区', verifiedOn: '2026-08-01', officers };
const posted = Array.from({ length: 24 }, (_, at) => [
  `沈阳演示第${at + 1}建筑工程有限公司`,
  `辽宁省沈阳市和平区演示街${at + 1}号`,
  `李联络 024-0000${String(at).padStart(4, '0')}`,
  `和建检通〔2026〕${at + 1}号\n和建责改〔2026〕${at + 1}号`,
]);

export const SAMPLES = {
  'inspection-notice': {
    ...shenyang,
    officers,
    days: 10,
    contact,
  },
  order: {
    ...failing,
    comparison,
    termMonths: 3,
    restrictions,
    officers,
    servedOn: '2026-08-07',
    contact,
    remedies,
    copies: '自治区住房和城乡建设厅，南宁市行政审批局',
  },
  'service-confirmation': {
    enterprise: enterprise.name,
    uscc: enterprise.uscc,
    legalRepresentative: '周法人',
    idNumber: syntheticResidentId('1980-01-01', 1),
    email: 'office@qualwatch.invalid',
  },
  'posting-list': {
    source: {
      of: 'posted',
      runId: 7,
      documents: ['00000000-0000-8000-8000-000000000000'],
      instant: '2026-08-05T00:00:00Z',
    },
    rows: posted,
    rowsHash: hashRows(posted),
    postedOn: '2026-08-05',
    sender: '沈阳市城乡建设局',
    waybills: ['EY000000001CN', 'EY000000002CN'],
  },
  'abnormal-list': { ...list, source: { of: 'failing', runId: 7, scope: '210102' } },
  'overdue-list': { ...list, source: { of: 'overdue', runId: 9, scope: '210102', instant: '2026-11-20T00:00:00Z' } },
  'recheck-form': {
    ...shenyang,
    comparison: { ...comparison, number: 4 },
    verifiedOn: '2026-11-12',
    legalRepresentative: '周法人',
    address: '辽宁省沈阳市和平区演示街1号',
    phone: '024-00000001',
    orderNumber: '和建责改〔2026〕1号',
    servedOn: '2026-08-07',
    servedBy: '邮政特快专递签收',
    termMonths: 3,
    evidence: {
      capturedOn: '2026-11-10',
      description: '全国建筑市场监管公共服务平台注册人员页面（截图带日期）',
      sha256: 'a'.repeat(64),
    },
    district: { on: '2026-11-12', result: 'not-met', office: '沈阳市和平区城乡建设局', officers },
  },
  'public-notice': {
    regime: 'shenyang-2024',
    served: 'order',
    publishedOn: '2026-08-20',
    days: 30,
    termMonths: 3,
    enterprises: [
      {
        enterprise,
        qualification: '建筑工程施工总承包三级',
        number: '和建责改〔2026〕1号',
        attempts: [{ on: '2026-08-12', how: '邮政特快专递', outcome: '拒收' }],
      },
      {
        enterprise: { name: '沈阳演示第二建筑工程有限公司', uscc: syntheticUscc(2) },
        qualification: '市政公用工程施工总承包二级',
        number: '和建责改〔2026〕2号',
      },
    ],
    pickUp: '沈阳市城乡建设局建筑市场监管处（演示路1号）',
    contact,
    remedies,
  },
  'proposal-letter': {
    regime: 'shanxi-2023',
    addressee: '太原市行政审批服务管理局',
    proposals: [
      {
        enterprise,
        qualification: '建筑工程施工总承包三级',
        certificateNumber: 'D314000001',
        redSince: '2026-08-27',
        licensedBy: '太原市行政审批服务管理局',
        order: { number: '并住建责改〔2026〕1号', servedOn: '2026-08-28' },
        verifiedOn: '2026-09-28',
        standard: '《建筑业企业资质标准》（建市〔2014〕159号）1.3.2',
        clauses: failing.clauses,
        comparison: { ...comparison, number: 2 },
      },
      {
        enterprise: { name: '太原演示市政工程有限公司', uscc: syntheticUscc(2) },
        qualification: '市政公用工程施工总承包三级',
        certificateNumber: null,
        redSince: '2026-08-27',
        licensedBy: '太原市住房和城乡建设局',
        order: { number: '并住建责改〔2026〕2号', servedOn: '2026-08-28' },
        verifiedOn: '2026-09-28',
        standard: '《建筑业企业资质标准》（建市〔2014〕159号）',
        clauses: [{ text: '市政公用工程专业注册建造师不少于4人', needed: 4, counted: 0, short: 4 }],
        comparison: { ...comparison, number: 2, persons: [] },
      },
    ],
    contact,
  },
  'repair-opinion': {
    regime: 'shanxi-2023',
    addressee: '山西省住房和城乡建设厅',
    enterprise,
    qualification: '建筑工程施工总承包三级',
    appliedOn: '2026-09-01',
    claim: '已于2026年8月28日新增注册建造师2人，平台数据未及时更新',
    evidence: ['注册证书复印件', '社会保险缴纳证明'],
    opinion: 'agree',
    reason: '所附注册证书经全国建筑市场监管公共服务平台核对属实',
  },
  intent: { ...failing, comparison: { ...comparison, number: 2 }, verifiedOn: '2026-11-10', ordered, contact },
  'hearing-notice': {
    enterprise,
    qualification: { name: '建筑工程施工总承包三级', certificateNumber: 'D345000001' },
    intentNumber: '南住建撤告〔2026〕1号',
    requestedOn: '2026-11-17',
    hearingOn: '2026-12-01',
    time: '09:30',
    place: '南宁市演示路1号三楼听证室',
    presider: { name: '冯主持', post: '法规科科长' },
    contact,
  },
  decision: {
    ...failing,
    comparison: { ...comparison, number: 3 },
    verifiedOn: '2026-11-25',
    ordered,
    intent: { number: '南住建撤告〔2026〕1号', servedOn: '2026-11-13', servedBy: '邮政特快专递签收' },
    heard: null,
    evidence: [
      '2026年11月25日动态核查结果及注册人员明细',
      '南住建责改〔2026〕1号《责令限期整改通知书》及送达记录',
      '南住建撤告〔2026〕1号《撤回行政许可告知书》及送达回执',
    ],
    remedies,
    copies: '自治区住房和城乡建设厅',
  },
  announcement: {
    regime: 'guangxi-2024',
    enterpriseKind: 'construction',
    revoked: [
      {
        enterprise,
        qualification: '建筑工程施工总承包三级',
        certificateNumber: 'D345000001',
        decisionNumber: '南住建撤决〔2026〕1号',
        decidedOn: '2026-11-27',
      },
    ],
  },
  'quarterly-report': {
    regime: 'shanxi-2023',
    addressee: '山西省住房和城乡建设厅',
    city: '太原市',
    quarter: '2026-Q3',
    dataUntil: '2026-09-30',
    signer: '吴局长',
    rows: ['小店区', '迎泽区', '杏花岭区', '万柏林区'].map((division, at) => ({
      division,
      yellow: 20 + at,
      red: 6 + at,
      proposed: 3,
      revoked: at,
      kept: 1,
      cleared: 9,
      pending: 4,
    })),
    contact: '郑联络，0351-0000001',
  },
  'unmark-notice': {
    ...failing,
    verifiedOn: '2026-09-01',
    clauses: [{ text: '建筑工程、机电工程专业注册建造师合计不少于5人', needed: 5, counted: 5, short: 0 }],
    markedOn: '2026-08-01',
    restrictions,
  },
  'ministry-report': {
    ...shanxi,
    comparison,
    qualification: { name: '建筑工程施工总承包一级', certificateNumber: 'D114000001' },
    verifiedOn: '2026-11-10',
    redSince: '2026-08-05',
    proposedOn: '2026-11-10',
    signer: '吴厅长',
    contact,
  },
  'withdrawal-notice': {
    regime: 'guangxi-2024',
    enterprise,
    qualification: { name: '建筑工程施工总承包三级', certificateNumber: 'D345000001' },
    openedOn: '2026-08-01',
    stage: '整改中',
    reason: '人员数据同步有误，2名注册建造师未计入',
    marked: true,
    restrictions,
    withdrawn: ['《责令限期整改通知书》（南住建责改〔2026〕1号）'],
    contact,
  },
} satisfies DocumentData;
