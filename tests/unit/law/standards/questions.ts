/** Short ways of writing questions to `evaluate` in tests. */
import { type Explanation, evaluateQuestion } from '#law/standards/index.ts';
import type { Certificate } from './naive-judge.ts';

let made = 0;

/** `count` persons, each with one certificate of the role, grade and specialties. */
export function persons(count: number, role: string, grade: string | null, ...specialties: string[]): Certificate[] {
  return Array.from({ length: count }, () => {
    made += 1;
    return { person: `p${made}`, role, grade, specialties };
  });
}

export const constructors = (count: number, grade: string, ...specialties: string[]): Certificate[] =>
  persons(count, '注册建造师', grade, ...specialties);

export function ask(code: string, registrations: readonly Certificate[], more: object = {}): Explanation {
  const evaluation = evaluateQuestion({ asOf: '2026-11-01', code, registrations, ...more });
  if (!evaluation.ok) throw new Error(evaluation.reason);
  return evaluation.explanation;
}

export function refusal(question: unknown): string {
  const evaluation = evaluateQuestion(question);
  return evaluation.ok ? '' : evaluation.reason;
}
