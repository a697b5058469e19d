import type { Act, Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { restrictionWord } from '#law/regimes/restriction-words.ts';
import type { Restriction } from '#law/regimes/words.ts';
import type { RegimeId } from '../facts.ts';

/** The texts that the documents rest on, as they are cited. */
export const RULES = {
  construction: '《建筑业企业资质管理规定》（住房和城乡建设部令第22号）',
  supervision: '《工程监理企业资质管理规定》（建设部令第158号）',
} as const;

/** The article by which a qualification that no longer meets its standard is mended or revoked. */
const ARTICLES = { construction: '第二十八条', supervision: '第二十三条' } as const;

export const NOTICE_OF_2023 = '《住房城乡建设部关于进一步加强建设工程企业资质审批管理工作的通知》（建市规〔2023〕3号）';

/** The regime as the law has it. @throws for one that is not installed: no document is written without its law */
export function regimeOf(id: RegimeId): Regime {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(`there is no regime ${id}`);
  return regime;
}

export function platformName(regime: RegimeId): string {
  return regimeOf(regime).naming.platform;
}

export function regimeDocument(regime: RegimeId): string {
  return regimeOf(regime).naming.title;
}

/** 《…》第四条第（一）项: the clause of the regime for an act. */
export function regimeClause(regime: RegimeId, act: Act): string {
  const { title, articles } = regimeOf(regime).naming;
  return `${title}${articles[act]}`;
}

/** 《建筑业企业资质管理规定》（住房和城乡建设部令第22号）第二十八条 */
export function ruleArticle(kind: 'construction' | 'supervision'): string {
  return `${RULES[kind]}${ARTICLES[kind]}`;
}

/** What an act rests on: the ministry's rule, what else is named, and the regime's article; the rule alone where it is the regime. */
export function grounds(
  kind: 'construction' | 'supervision',
  regime: RegimeId,
  act: Act,
  others: readonly string[] = [],
) {
  const rule = ruleArticle(kind);
  const own = regimeClause(regime, act);
  const all = own === rule ? [rule, ...others] : [rule, ...others, own];
  return `${all.slice(0, -1).join('、')}${all.length > 1 ? '和' : ''}${all.at(-1) ?? ''}`;
}

/** What the regime calls its mark: 异常标注, or “红牌预警”. */
export function markName(regime: RegimeId): string {
  return regimeOf(regime).naming.markName ?? '异常标注';
}

/** 不得申请资质升级、不得申请资质增项…, in the order of the act. */
export function restrictionWords(regime: RegimeId, restrictions: readonly Restriction[]): string {
  const order: readonly Restriction[] = [
    'no-upgrade',
    'no-addition',
    'no-new-work',
    'no-award',
    'priority-supervision',
  ];
  return order
    .filter((each) => restrictions.includes(each))
    .map((each) => restrictionWord(regime, each))
    .join('，');
}

/** 复议法 §20 and 诉讼法 §46: the two remedies with their periods, from when they run, and before whom. */
export function remedyWords(
  act: string,
  remedies: { readonly reviewBody: string; readonly court: string },
  from = `收到${act}`,
): string {
  return `如不服${act}，可以自${from}之日起60日内，依照《中华人民共和国行政复议法》第二十条的规定向${remedies.reviewBody}申请行政复议；也可以自${from}之日起6个月内，依照《中华人民共和国行政诉讼法》第四十六条的规定向${remedies.court}提起行政诉讼。行政复议、行政诉讼期间，除法律另有规定外，不停止执行。`;
}
