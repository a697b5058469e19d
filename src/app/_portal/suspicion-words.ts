import { citationOf } from '#features/casework/queries.ts';
import type { SuspicionKind } from '#features/supervision/queries.ts';
import { regimesOver } from '#law/regimes/citing.ts';

export const SUSPICION_NAMES: Readonly<Record<SuspicionKind, string>> = {
  zombie: '疑似空壳',
  'double-registration': '重复注册',
  'insurance-abnormal': '社保异常',
  'over-age': '超龄注册',
  'employer-changes': '频繁变更单位',
  'staff-replaced': '人员大量更换',
  'representative-changes': '频繁变更法定代表人',
};

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textIn(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function personLine(person: unknown): string {
  const parts = [textIn(person, 'name')];
  const at = (name: string) =>
    typeof person === 'object' && person !== null ? listIn(Reflect.get(person, name)).map(String) : [];
  if (at('alsoAt').length > 0) parts.push(`同时注册于${at('alsoAt').join('、')}`);
  if (at('employers').length > 0) parts.push(`十二个月内注册于${at('employers').join('、')}`);
  const born = textIn(person, 'birthDate');
  if (born !== '') parts.push(`出生日期 ${born}`);
  return parts.join('，');
}

const MOST_PERSONS = 10;

/** The data of a suspicion, in sentences. */
export function suspicionData(kind: SuspicionKind, data: Readonly<Record<string, unknown>>): readonly string[] {
  switch (kind) {
    case 'zombie': {
      const last = textIn(data, 'lastWork');
      return [
        `资质：${listIn(data.qualifications).map(String).join('、')}`,
        '在册注册执业人员 0 人',
        last === '' ? '没有工程记录' : `最近的工程 ${last}`,
      ];
    }
    case 'double-registration':
    case 'insurance-abnormal':
    case 'over-age':
    case 'employer-changes': {
      const persons = listIn(data.persons);
      const rest = persons.length - MOST_PERSONS;
      return [
        `共 ${persons.length} 人`,
        ...persons.slice(0, MOST_PERSONS).map(personLine),
        ...(rest > 0 ? [`另有 ${rest} 人`] : []),
      ];
    }
    case 'staff-replaced':
      return [
        `六个月前注册 ${textIn(data, 'before')} 人，其中离开 ${textIn(data, 'gone')} 人，新来 ${textIn(data, 'come')} 人`,
      ];
    case 'representative-changes':
      return [`变更 ${textIn(data, 'changes')} 次：${listIn(data.persons).map(String).join(' → ')}`];
  }
}

/** The ground as documents of the place cite it; where its regimes say nothing of it, the question stands for itself. */
export function groundWords(ground: string, province: string): string {
  const regimes = regimesOver(province);
  return ground.replaceAll(/\{([a-z-]+)\}：/g, (_found, matter: string) => {
    const clause = regimes.flatMap(({ clauses }) =>
      Object.entries(clauses).flatMap(([topic, id]) => (topic === matter ? [id] : [])),
    )[0];
    return clause === undefined ? '' : `${citationOf(clause)}：`;
  });
}
