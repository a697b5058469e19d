import type { FilterField } from './filters.tsx';

/** Filters that the lists of an office have in common. */

export function enterpriseFilter(value: string): FilterField {
  return { kind: 'text', name: 'q', label: '企业', value, placeholder: '名称或统一社会信用代码' };
}

/** Places within the office's own; none where it has no parts. */
export function placeFilter(
  places: readonly { readonly value: string; readonly label: string }[],
  value: string,
): readonly FilterField[] {
  if (places.length === 0) return [];
  return [{ kind: 'select', name: 'division', label: '注册地', value, all: '全部地区', options: places }];
}

/** All rows, or those alone of which one thing holds. */
export function onlyFilter(name: string, label: string, only: string, on: boolean): FilterField {
  return { kind: 'select', name, label, value: on ? '1' : '', all: '全部', options: [{ value: '1', label: only }] };
}
