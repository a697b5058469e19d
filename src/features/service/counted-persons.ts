import type { ExplainedVerdict, KnownPractitioner } from '#features/verification/queries.ts';
import { lapsedInWords, type Reason } from '#law/standards/index.ts';

/** One person registered with the enterprise, as the annex of a document lists it. */
export interface CountedPerson {
  readonly name: string;
  /** 一级注册建造师（建筑工程，2028-05-01） */
  readonly certificates: string;
  readonly counted: boolean;
  /** 计入第（一）项 · 未计入：专业不符 */
  readonly note: string;
}

const REASONS: Readonly<Record<Reason, string>> = {
  role: '注册类别不符',
  specialty: '专业不符',
  grade: '等级不符',
  expired: '已过有效期',
  age: '超过年龄',
  insurance: '社会保险缴纳异常',
  'counted-elsewhere': '同时在其他单位注册',
};

function certificatesOf(person: KnownPractitioner): string {
  return person.certificates
    .map(({ role, grade, specialties, validUntil, lapsed }) => {
      const details = [
        ...specialties,
        ...(validUntil === null ? [] : [`有效期至${validUntil}`]),
        ...lapsed.map(lapsedInWords),
      ];
      return `${grade ?? ''}${role}${details.length === 0 ? '' : `（${details.join('、')}）`}`;
    })
    .join('；');
}

/** Everybody registered with the enterprise: who was counted in which clause, and who was not and why. */
export function countedPersons({ explanation, practitioners }: ExplainedVerdict): CountedPerson[] {
  const clauses = new Map<string, number[]>();
  explanation.requirements.forEach(({ persons }, at) => {
    for (const person of persons) clauses.set(person, [...(clauses.get(person) ?? []), at + 1]);
  });
  const reasons = new Map(explanation.notCounted.map(({ person, reason }) => [person, reason]));
  const several = explanation.requirements.length > 1;
  const listed = [...practitioners].map(([key, person]) => {
    const at = clauses.get(key);
    const reason = reasons.get(key);
    return {
      name: person.name,
      certificates: certificatesOf(person),
      counted: at !== undefined,
      note:
        at === undefined
          ? `未计入${reason === undefined ? '' : `：${REASONS[reason]}`}`
          : several
            ? `计入第${at.join('、')}项要求`
            : '计入',
    };
  });
  return [...listed.filter(({ counted }) => counted), ...listed.filter(({ counted }) => !counted)];
}
