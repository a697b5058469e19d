import { RESTRICTIONS, type Restriction } from '#law/regimes/words.ts';
import type { RegimeId } from '../facts.ts';

/** The texts that the documents rest on, as they are cited. */
export const RULES = {
  construction: '《建筑业企业资质管理规定》（住房和城乡建设部令第22号）',
  supervision: '《工程监理企业资质管理规定》（建设部令第158号）',
} as const;

/** The article by which a qualification that no longer meets its standard is mended or revoked. */
const ARTICLES = { construction: '第二十八条', supervision: '第二十三条' } as const;

export const NOTICE_OF_2023 = '《住房城乡建设部关于进一步加强建设工程企业资质审批管理工作的通知》（建市规〔2023〕3号）';

const REGIMES: Readonly<Record<RegimeId, string>> = {
  'guangxi-2024':
    '《自治区住房城乡建设厅关于使用广西建筑市场监管云平台开展建设工程企业资质动态核查的通知》（桂建管〔2024〕8号）',
  'shanxi-2023':
    '《山西省住房和城乡建设厅关于试行开展部分建设工程企业资质动态预警工作的通知》（晋建市规字〔2023〕71号）',
  'shenyang-2024': '《沈阳市建筑业企业资质动态核查行动方案》',
};

const PLATFORMS: Readonly<Record<RegimeId, string>> = {
  'guangxi-2024': '广西建筑市场监管云平台',
  'shanxi-2023': '山西省智慧建筑管理服务信息平台',
  'shenyang-2024': '沈阳市建设工程智慧监管与诚信管理平台',
};

/** The clauses of the regimes that documents name, as their articles are counted. */
const CLAUSES: Readonly<Record<RegimeId, { order: string; revoke: string; mark: string; cleared: string }>> = {
  'guangxi-2024': {
    mark: '第四条第（一）项',
    order: '第四条第（一）项',
    revoke: '第四条第（一）项',
    cleared: '第四条第（一）项',
  },
  'shanxi-2023': { mark: '第二条', order: '第三条', revoke: '第三条第5项、第四条第（二）项', cleared: '第三条' },
  'shenyang-2024': {
    mark: '第四条第（二）项',
    order: '第四条第（二）项',
    revoke: '第四条第（四）项',
    cleared: '第四条',
  },
};

export function platformName(regime: RegimeId): string {
  return PLATFORMS[regime];
}

export function regimeDocument(regime: RegimeId): string {
  return REGIMES[regime];
}

/** 《…》第四条第（一）项: the clause of the regime for an act. */
export function regimeClause(regime: RegimeId, act: 'order' | 'revoke' | 'mark' | 'cleared'): string {
  return `${REGIMES[regime]}${CLAUSES[regime][act]}`;
}

/** 《建筑业企业资质管理规定》（住房和城乡建设部令第22号）第二十八条 */
export function ruleArticle(kind: 'construction' | 'supervision'): string {
  return `${RULES[kind]}${ARTICLES[kind]}`;
}

/** 不得申请资质升级、不得申请资质增项…, in the order of the act. */
export function restrictionWords(restrictions: readonly Restriction[]): string {
  const order: readonly Restriction[] = [
    'no-upgrade',
    'no-addition',
    'no-new-work',
    'no-award',
    'priority-supervision',
  ];
  return order
    .filter((each) => restrictions.includes(each))
    .map((each) => (each === 'no-new-work' ? '不得在该项资质范围内承揽新的工程业务' : RESTRICTIONS[each]))
    .join('，');
}

/** 复议法 §20 and 诉讼法 §46: the two remedies with their periods and before whom. */
export function remedyWords(act: string, remedies: { reviewBody: string; court: string }): string {
  return `如不服${act}，可以自收到${act}之日起60日内，依照《中华人民共和国行政复议法》第二十条的规定向${remedies.reviewBody}申请行政复议；也可以自收到${act}之日起6个月内，依照《中华人民共和国行政诉讼法》第四十六条的规定向${remedies.court}提起行政诉讼。行政复议、行政诉讼期间，除法律另有规定外，不停止执行。`;
}
