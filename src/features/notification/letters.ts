import { restrictionWord } from '#law/regimes/restriction-words.ts';
import type { ClauseResult, Explanation } from '#law/standards/index.ts';

/** What a letter about one qualification is written from. */
export interface LetterFacts {
  readonly enterprise: string;
  readonly qualification: string;
  readonly certificateNumber: string | null;
  readonly explanation: Explanation;
  /** `2026 年 11 月 1 日` */
  readonly day: string;
  /** SX23-2.1: a yellow card, pushed to the enterprise alone */
  readonly yellowCard: boolean;
  readonly marked: boolean;
  readonly regime: string;
  readonly restrictions: readonly string[];
  readonly link: string;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

function clauseLines(clause: ClauseResult, indent: string): string[] {
  const state =
    clause.short > 0 ? `现计入 ${clause.counted}，尚缺 ${clause.short}` : `现计入 ${clause.counted}，已满足`;
  return [`${indent}${clause.text.replace(/[，。；]$/, '')}：应不少于 ${clause.needed}，${state}。`];
}

function clauses(explanation: Explanation): string[] {
  return explanation.requirements.flatMap((requirement) => [
    ...clauseLines(requirement, '  · '),
    ...requirement.subset.flatMap((subset) => clauseLines(subset, '    其中 ')),
  ]);
}

/** Warning to the enterprise (GX24-4.1a, 4.2a): what is missing, by which clause, what cures it. */
export function warningLetter(facts: LetterFacts): Letter {
  const certificate = facts.certificateNumber === null ? '' : `（证书编号 ${facts.certificateNumber}）`;
  return {
    subject: `资质动态核查预警：${facts.qualification}`,
    text: [
      `${facts.enterprise}：`,
      '',
      `经 ${facts.day} 资质动态核查，贵单位${facts.qualification}${certificate}的注册执业人员不满足现行资质标准要求：`,
      ...clauses(facts.explanation),
      '',
      `至少补充 ${facts.explanation.shortage} 名符合条件的注册执业人员即可恢复达标。`,
      facts.marked
        ? `该项资质已作异常标注${facts.restrictions.length > 0 ? `；标注期间：${facts.restrictions.map((each) => restrictionWord(facts.regime, each)).join('、')}` : ''}。恢复达标后，平台自动取消标注。`
        : '',
      facts.yellowCard
        ? '现对该项资质予以黄牌预警。黄牌预警只向贵单位推送，不向社会公布；自预警之日起 2 个月内请完成整改或者提出异议，期满仍显示异常并经认定的，转为红牌预警并公布。'
        : '',
      '',
      `计入与未计入的人员及原因，请查看：${facts.link}`,
      '如对核查数据有异议，请向所在地住房城乡建设主管部门提出，并附证明材料。',
      '',
      '资质哨（本邮件由系统发出，请勿直接回复）',
    ].join('\n'),
  };
}

/** The mark is lifted because the standard is met again (GX24-4.1d). */
export function unmarkLetter(facts: LetterFacts): Letter {
  return {
    subject: `取消资质异常标注：${facts.qualification}`,
    text: [
      `${facts.enterprise}：`,
      '',
      `经 ${facts.day} 资质动态核查，贵单位${facts.qualification}已恢复满足资质标准要求，异常标注自动取消，相关限制同时解除。`,
      '',
      `详情请查看：${facts.link}`,
      '',
      '资质哨（本邮件由系统发出，请勿直接回复）',
    ].join('\n'),
  };
}
