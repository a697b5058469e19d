import { foldTerm } from './text.ts';

/** Kinds of enterprises as the registry keeps them (GX21-A1), and those of the national list beside them. */
export type EnterpriseKind =
  | 'construction'
  | 'supervision'
  | 'survey'
  | 'design'
  | 'tendering'
  | 'testing'
  | 'landscaping'
  | 'owner'
  | 'other';

const WORDS: readonly (readonly [RegExp, EnterpriseKind])[] = [
  [/设计.*施工|施工.*设计|一体化/, 'other'],
  [/监理/, 'supervision'],
  [/建筑业|建筑施工|施工企业|施工单位|施工总承包|专业承包|施工劳务|^施工$|^建筑$/, 'construction'],
  [/招标代理/, 'tendering'],
  [/勘察/, 'survey'],
  [/设计/, 'design'],
  [/检测/, 'testing'],
  [/园林|绿化/, 'landscaping'],
  [/建设单位|房地产开发|业主/, 'owner'],
  [/造价|图审|施工图审查|工程总承包|规划|物业|估价|安全生产许可|其他|其它|供应商/, 'other'],
];

/** TBAPTITUDEKINDDIC writes 3, DCorpCertType 04, the national platform QY_ZZ_ZZZD_001: the three do not overlap. */
const CODES: Readonly<Record<string, EnterpriseKind>> = {
  '1': 'survey',
  '2': 'design',
  '3': 'construction',
  '4': 'supervision',
  '5': 'tendering',
  '6': 'other',
  '7': 'other',
  '9': 'other',
  '10': 'testing',
  '11': 'other',
  '99': 'other',
  '01': 'survey',
  '02': 'design',
  '03': 'tendering',
  '04': 'construction',
  '05': 'supervision',
  '06': 'other',
  '09': 'landscaping',
  QY_ZZ_ZZZD_001: 'construction',
  QY_ZZ_ZZZD_002: 'supervision',
  QY_ZZ_ZZZD_003: 'survey',
  QY_ZZ_ZZZD_004: 'design',
  QY_ZZ_ZZZD_005: 'other',
  QY_ZZ_ZZZD_006: 'tendering',
  QY_ZZ_ZZZD_007: 'other',
};

/** One kind by word or code; undefined where it is not known. */
export function normaliseEnterpriseKind(text: string): EnterpriseKind | undefined {
  const plain = foldTerm(text);
  const byCode = CODES[plain];
  if (byCode !== undefined) return byCode;
  return WORDS.find(([word]) => word.test(plain))?.[1];
}

/** A header 资质类别 holds kinds on the national platform (建筑业企业资质) and categories (建筑工程) elsewhere. */
export function isEnterpriseKindText(text: string): boolean {
  const plain = foldTerm(text);
  if (CODES[plain] !== undefined) return true;
  return (
    /(企业|企业资质|机构|设计资质|监理资质|勘察资质|^建筑业|^工程监理$|^工程勘察$|^工程设计$)$/.test(plain) ||
    plain === '建筑业'
  );
}

/** Several kinds in one cell. */
export function splitKinds(text: string): string[] {
  return text.split(/[,，、;；|\n]/).filter((part) => part.trim() !== '');
}
