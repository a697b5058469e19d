import { foldTerm } from './text.ts';

export type RowStatus = 'in-force' | 'ended' | 'unknown';

/** 1 / 有效 are in force; 0 (TCorpCertQual) and 2 (DCertStatus) 注销. A suspended one (3 暂扣) is neither counted nor ended twice. */
const IN_FORCE = /^(1|001|有效|正常|在册|已注册|通过|审核通过|存续|在业|在营|开业|是|valid|active|B_ZGZT_001|Y|true)$/i;
const ENDED = /^(0|2|注销|已注销|无效|失效|作废|吊销|撤销|撤回|过期|停用|否|N|false|invalid|ended)$/i;
const SUSPENDED = /^(3|暂扣|暂停|已暂扣)$/;

/** Status of a certificate or registration by word or code; undefined where it is not known. */
export function readStatus(text: string): RowStatus | 'suspended' | undefined {
  const plain = foldTerm(text);
  if (plain === '') return 'unknown';
  if (IN_FORCE.test(plain)) return 'in-force';
  if (ENDED.test(plain)) return 'ended';
  return SUSPENDED.test(plain) ? 'suspended' : undefined;
}

/** UpdateFlag D deletes (formats §2). */
export function deletes(updateFlag: string): boolean {
  return /^(d|delete|删除)$/i.test(updateFlag.trim());
}

export type AuthorityLevel = 'ministry' | 'province' | 'city' | 'county';

const LEVELS: readonly (readonly [RegExp, AuthorityLevel])[] = [
  [/^(1|部级?|国家级|住房(和)?城乡建设部|ministry)$/, 'ministry'],
  [/^(2|省级?|自治区级?|直辖市级?|省级发证|province)$/, 'province'],
  [/^(3|市级?|地市级?|地市|设区的市级|地市发证|city)$/, 'city'],
  [/^(4|县级?|区县级?|县区级?|county)$/, 'county'],
];

/** Level of the licensing authority by word or code. */
export function readAuthorityLevel(text: string): AuthorityLevel | undefined {
  const plain = foldTerm(text);
  return LEVELS.find(([form]) => form.test(plain))?.[1];
}

/** From the authority's name: only where neither the feed nor the number tells (formats §6: the name is free text). */
export function authorityLevelByName(name: string): AuthorityLevel {
  if (/(城乡建设部|建设部)$/.test(name)) return 'ministry';
  if (/(县|区)(住|建|城|行)/.test(name) && !/自治区/.test(name)) return 'county';
  return /市(住|建|城|行)/.test(name) ? 'city' : 'province';
}
