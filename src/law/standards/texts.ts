/** Texts for what a clause leaves unsaid. */
import type { Requirement, Subset } from './schema.ts';

/** “其中：建筑工程专业一级注册建造师不少于9人” for a 其中 whose row carries no text of its own. */
export function subsetText(subset: Subset, requirement: Requirement): string {
  const minGrade = subset.minGrade;
  // 二级 means 二级及以上, which the clauses express by naming no grade.
  const grade = minGrade === '一级' ? '一级' : '';
  const named = (subset.specialties ?? []).filter((name) => name !== '*');
  const specialty = named.length === 0 ? '' : `${named.join('、')}专业`;
  const roles = subset.anyOfRoles?.map((each) => `${each.minGrade === '一级' ? '一级' : ''}${each.role}`);
  const role = roles?.join('、') ?? `${grade}${subset.role ?? requirement.role ?? '注册人员'}`;
  return `其中：${specialty}${role}不少于${subset.count}${subset.unit ?? requirement.unit}`;
}

/** Which part of the clause no registration shows (standards README §1, §5.8): whoever decides must look at it. */
export function unseenText(requirement: Requirement): string {
  const part = requirement.restriction ?? '职称人员和专业是否齐全';
  return `条款要求“${requirement.text.replace(/。$/u, '')}”，仅凭注册数据看不到${part === requirement.restriction ? `“${part}”` : part}，须由主管部门核实。`;
}
