import { ACCOUNT_ROLES, type HeldRole, type Portal, portalOf } from '#features/accounts/queries.ts';
import { divisionName, parseDivisionCode } from '#law/identifiers/division-code.ts';
import { programmeIn } from '#law/regimes/citing.ts';
import type { Programme } from '#law/regimes/matters.ts';
import type { RailItem } from '#ui/portal/rail.tsx';
import { mayRead, type PortalAddress } from './access.ts';

interface PortalPlace {
  readonly name: string;
  readonly home: PortalAddress;
  readonly rail: readonly (Omit<RailItem, 'current' | 'address'> & {
    readonly address: PortalAddress;
    /** what a regime of the place must have; elsewhere the page opens, and says so, but has no place on the rail */
    readonly within?: Programme;
  })[];
}

const ACCOUNT_PLACES: PortalPlace['rail'] = [
  { label: '账户与安全', address: '/account', group: '本人' },
  { label: '本人的注册', address: '/account/registrations' },
  { label: '企业认领和邀请', address: '/account/claims' },
];

/** The casework, the same for every office; what a level does not do is not in its lists. */
const CASEWORK: PortalPlace['rail'] = [
  { label: '待办', address: '/office', group: '案件办理' },
  { label: '案件', address: '/office/cases' },
  { label: '文稿', address: '/office/drafts' },
  { label: '邮寄', address: '/office/post' },
  { label: '登记回执', address: '/office/post/receipts' },
  { label: '清单', address: '/office/lists', within: 'lists' },
  { label: '通知', address: '/office/notices' },
  { label: '救济机关', address: '/office/remedies' },
  { label: '待核实', address: '/office/questions', group: '监督管理' },
  { label: '疑点', address: '/office/suspicions' },
  { label: '待更正', address: '/office/doubts' },
  { label: '监管发现', address: '/office/find', within: 'findings' },
  { label: '重点监管', address: '/office/supervision' },
  { label: '信用档案', address: '/office/credit', within: 'credit-records' },
  { label: '专项行动', address: '/office/campaigns' },
  { label: '季度汇总', address: '/office/quarters', within: 'quarterly-reports' },
  { label: '市级开通', address: '/office/cities', within: 'city-switch' },
];

const ENTERPRISE_PLACES: PortalPlace['rail'] = [
  { label: '概览', address: '/enterprise', group: '本企业' },
  { label: '收件箱', address: '/enterprise/inbox' },
  { label: '试算', address: '/enterprise/what-if', group: '人员与资质' },
  { label: '到期预测', address: '/enterprise/look-ahead' },
  { label: '送达确认书', address: '/enterprise/confirmation', group: '登记与授权' },
  { label: '联系信息', address: '/enterprise/contacts' },
  { label: '待更正', address: '/enterprise/corrections' },
  { label: '经办人', address: '/enterprise/operators' },
  { label: '操作记录', address: '/enterprise/trail' },
];

const PROVINCE_PLACES: PortalPlace['rail'] = [
  { label: '核查', address: '/province/runs', group: '核查与数据' },
  { label: '数据导入', address: '/province/imports' },
  { label: '隔离区', address: '/province/quarantine' },
  { label: '代码核实', address: '/province/codes' },
  { label: '企业认领', address: '/province/claims' },
  { label: '统计', address: '/province/figures' },
  { label: '标准与政策', address: '/province/standards', group: '规则与机关' },
  { label: '适用制度', address: '/province/regimes' },
  { label: '节假日', address: '/province/holidays' },
  { label: '发文机关', address: '/province/offices' },
];

const FIGURES_PLACES: PortalPlace['rail'] = [{ label: '统计', address: '/office/figures', group: '统计' }];

const AUDIT_PLACES: PortalPlace['rail'] = [
  { label: '审计检索', address: '/audit', group: '审计' },
  { label: '案件事件链', address: '/audit/chains' },
  { label: '审计封存', address: '/audit/seals' },
  { label: '信用档案', address: '/office/credit', within: 'credit-records' },
];

const SYSTEM_PLACES: PortalPlace['rail'] = [
  { label: '运行状况', address: '/system', group: '运行' },
  { label: '邮件', address: '/system/mail' },
  { label: '缺漏', address: '/system/absences' },
  { label: '参数', address: '/system/settings', group: '设置' },
  { label: '停机登记', address: '/system/downtime' },
];

const SECURITY_PLACES: PortalPlace['rail'] = [
  { label: '账号', address: '/security', group: '账号' },
  { label: '待确认', address: '/security/requests' },
  { label: '登录安全', address: '/security/sign-ins' },
];

/** The portals: name, first page, and the places on the rail in the order of the day's work. */
export const PORTALS: Readonly<Record<Portal, PortalPlace>> = {
  enterprise: { name: '企业工作台', home: '/enterprise', rail: [...ENTERPRISE_PLACES, ...ACCOUNT_PLACES] },
  bureau: { name: '主管部门工作台', home: '/office', rail: [...CASEWORK, ...FIGURES_PLACES, ...ACCOUNT_PLACES] },
  province: { name: '省级工作台', home: '/office', rail: [...CASEWORK, ...PROVINCE_PLACES, ...ACCOUNT_PLACES] },
  approval: { name: '行政审批局工作台', home: '/office', rail: [...CASEWORK, ...FIGURES_PLACES, ...ACCOUNT_PLACES] },
  audit: { name: '审计', home: '/audit', rail: [...AUDIT_PLACES, ...ACCOUNT_PLACES] },
  system: { name: '系统管理', home: '/system', rail: [...SYSTEM_PLACES, ...ACCOUNT_PLACES] },
  security: { name: '安全管理', home: '/security', rail: [...SECURITY_PLACES, ...ACCOUNT_PLACES] },
  tenderer: {
    name: '个人工作台',
    home: '/tender',
    rail: [{ label: '关注名单', address: '/tender', group: '招标投标' }, ...ACCOUNT_PLACES],
  },
};

function isWithin(division: string | null, within: Programme | undefined): boolean {
  if (within === undefined || division === null) return within === undefined;
  return programmeIn(division, within) !== undefined;
}

/** What waits at a place of the rail, and what the number counts. */
export type Waiting = Partial<Record<PortalAddress, { readonly count: number; readonly counts: string }>>;

/** The rail of whoever is signed in: only what the role may open. */
export function railOf(held: HeldRole, current: string, waiting: Waiting = {}): RailItem[] {
  return PORTALS[portalOf(held)].rail
    .filter(({ address, within }) => mayRead(address, held) && isWithin(held.division, within))
    .map(({ within: _within, ...item }) => ({ ...item, current: item.address === current, ...waiting[item.address] }));
}

/** The place of a prefix of division codes: `南宁市`. */
export function placeName(division: string): string {
  const code = parseDivisionCode(division.padEnd(6, '0'));
  return (code.ok ? divisionName(code.value) : undefined) ?? division;
}

/** For whom somebody acts, as the head of every page says it. */
export function actsFor(held: HeldRole): string {
  if (held.enterprise !== null) return held.enterprise;
  if (held.division === null) return '本人';
  const place = placeName(held.division);
  switch (held.level) {
    case null:
      return place;
    case 'district':
    case 'city':
      return `${place}住房和城乡建设局`;
    case 'province':
      return `${place}住房和城乡建设厅`;
    case 'approval-bureau':
      return `${place}行政审批局`;
  }
}

export function roleName(held: HeldRole): string {
  return ACCOUNT_ROLES[held.role];
}
