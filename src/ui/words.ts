/** The words of the public pages. Each says what the law says, in the words an official would use. */
import type { PublicVerdict } from '#features/registry/queries.ts';
import { restrictionWord } from '#law/regimes/restriction-words.ts';
import { COMMANDS } from '#law/regimes/words.ts';
import type { ComparesWith, Confidence, Reason, Row } from '#law/standards/index.ts';

export const VERDICT_WORDS: Readonly<Record<PublicVerdict, string>> = {
  met: '达标',
  'not-met': '不达标',
  undetermined: '待核实',
  'not-assessed': '不比对',
  unknown: '待核查',
  'no-public-warning': '无公开预警',
  none: '尚无结论',
  ended: '已失效',
};

export const VERDICT_MEANINGS: Readonly<Record<PublicVerdict, string>> = {
  met: '注册执业人员的专业、等级和数量满足所比对的资质标准条款。',
  'not-met': '注册执业人员少于所比对的条款要求。该项资质（不是整个企业）被预警并作异常标注，达标后自动取消。',
  undetermined:
    '条款尚未与印发文本核对而按现有数据计算有不足，或者条款所要求的不能仅凭注册数据判定；由主管部门核实，不作不利结论。',
  'not-assessed': '该项资质没有要求注册执业人员的条款，或现行政策不考核其人数，因此不比对。',
  unknown: '尚无该企业完整的注册人员数据，不作达标或者不达标的结论；数据到齐后自动核查。',
  'no-public-warning':
    '企业注册地的预警办法规定首次预警不公开，此处只显示向社会公布的预警。不表示达标，也不表示不达标。',
  none: '该日之前没有核查过该项资质。',
  ended: '该项资质已到期、被撤回或由企业放弃，不再比对。',
};

export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  role: '注册类别不符',
  specialty: '专业不符',
  grade: '等级不符',
  expired: '已过有效期',
  age: '超过年龄',
  insurance: '社保异常',
  'counted-elsewhere': '同时在其他单位注册',
};

/** What would let the person count; only for reasons that the enterprise or the person can mend. */
export const REASON_CURES: Readonly<Partial<Record<Reason, string>>> = {
  expired: '办理延续注册后可以计入',
  insurance: '由本企业补缴社会保险、数据更新后可以计入',
  'counted-elsewhere': '注销在其他单位的注册后可以计入',
};

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  quoted: '条文经转载件核对，未与印发文本核对',
  paraphrased: '人数取自表格或摘要，未见条文原文；计算不足时只作“待核实”',
  recalled: '人数尚无书面来源，计算不足时只作“待核实”',
  uncertain: '人数未经核实，计算不足时只作“待核实”',
};

export const COMPARES_WITH_WORDS: Readonly<Record<ComparesWith, string>> = {
  own: '按本级标准比对',
  lowest: '按同类别最低等级的标准比对',
  乙级: '按同专业乙级的标准比对',
  none: '现行政策不考核该等级的注册人员人数',
};

const ACT_WORDS: Readonly<Record<string, string>> = {
  warned: '预警并作异常标注',
  cleared: '恢复达标，取消标注',
  lapsed: '资质终止或不再比对，案件终止',
  withdrawn: '主管部门撤案，取消标注',
  revoked: '撤回资质',
  kept: '决定不予撤回',
  ...COMMANDS,
};

/** The word for an act of a case; an act without a word is named as it is stored. */
export function actWords(act: string): string {
  return Object.hasOwn(ACT_WORDS, act) ? (ACT_WORDS[act] ?? act) : act;
}

/** 不得申请资质升级、列入重点监管 …, as the clause of the regime has it. */
export function restrictionWords(restrictions: readonly string[], regime: string): string[] {
  return restrictions.map((restriction) => restrictionWord(regime, restriction));
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  construction: '建筑业企业',
  supervision: '监理企业',
  survey: '勘察企业',
  design: '设计企业',
  testing: '质量检测机构',
  'tender-agent': '招标代理机构',
  landscape: '园林绿化企业',
  owner: '建设单位',
};

export function kindWords(kinds: readonly string[]): string {
  return kinds.map((kind) => KIND_WORDS[kind] ?? kind).join('、');
}

const AUTHORITY_LEVELS: Readonly<Record<string, string>> = {
  ministry: '部级',
  province: '省级',
  city: '市级',
  county: '县级',
};

export function authorityLevelWords(level: string): string {
  return AUTHORITY_LEVELS[level] ?? level;
}

/** `建筑工程施工总承包三级`, `工程监理房屋建筑工程专业乙级`: a row of the standards by its name. */
export function rowName(row: Row): string {
  const level = row.level === '不分等级' ? '' : row.level;
  if (row.series === '工程监理') {
    return row.type === '专业资质' ? `工程监理${row.category}专业${level}` : `工程监理${row.type ?? row.category}`;
  }
  const item = row.item === undefined ? '' : `（${row.item}）`;
  return `${row.category}${row.series}${item}${level}`;
}

/** `注册建造师（一级）`. */
export function certificateName(certificate: { readonly role: string; readonly grade: string | null }): string {
  return certificate.grade === null ? certificate.role : `${certificate.grade}${certificate.role}`;
}
