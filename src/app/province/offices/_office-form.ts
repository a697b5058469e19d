import type { FormError } from '#ui/portal/error-summary.tsx';
import { OFFICE_FIELDS } from '#ui/portal-pages/province/office-fields.tsx';

/** A profile from the form's fields; what was left empty is left out, unless it has to be there. */
export function profileIn(typed: (field: string) => string): Readonly<Record<string, unknown>> {
  const parts: Record<string, Record<string, string>> = { office: { name: '', mark: '' }, contact: {} };
  const top: Record<string, string> = {};
  for (const { name, required } of OFFICE_FIELDS) {
    const [group = '', field] = name.split('.');
    const value = typed(name);
    if (value === '' && !required) continue;
    if (field === undefined) top[group] = value;
    else Object.assign(parts[group] ?? {}, { [field]: value });
  }
  return { ...parts, ...top };
}

/** What is wrong, as the page says it. */
export function faultsOf(faults: Readonly<Record<string, string>>): FormError[] {
  return Object.entries(faults).map(([field, text]) => (field === 'form' ? { text } : { field, text }));
}
