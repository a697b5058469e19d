import { Tabs, type TabsProps } from './tabs.tsx';

interface Named {
  readonly name: string;
  readonly label: string;
}

/** One field of a filter, with the value in force. */
export type FilterField =
  | (Named & { readonly kind: 'text'; readonly value?: string | undefined; readonly placeholder?: string | undefined })
  | (Named & {
      readonly kind: 'select';
      readonly value?: string | undefined;
      /** first entry, which does not filter: 全部阶段 */
      readonly all: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    })
  | {
      readonly kind: 'days';
      readonly label: string;
      readonly from: { readonly name: string; readonly value?: string | undefined };
      readonly to: { readonly name: string; readonly value?: string | undefined };
    };

export interface FiltersProps {
  /** address of the list, without its query */
  readonly action: string;
  /** one of its own where two lists share a page */
  readonly id?: string | undefined;
  readonly fields: readonly FilterField[];
  /** order, view …: what the filter must not lose */
  readonly carried?: readonly (readonly [name: string, value: string])[] | undefined;
  /** a filter is in force */
  readonly filtered?: boolean | undefined;
  /** saved views, as links with the number of their rows */
  readonly views?: TabsProps | undefined;
  /** what is wrong with a value, in words */
  readonly problem?: string | undefined;
}

function Field({ field, form }: { readonly field: FilterField; readonly form: string }) {
  switch (field.kind) {
    case 'text':
      return (
        <div>
          <label htmlFor={`${form}-${field.name}`}>{field.label}</label>
          <input
            id={`${form}-${field.name}`}
            name={field.name}
            type="search"
            defaultValue={field.value}
            placeholder={field.placeholder}
            maxLength={100}
          />
        </div>
      );
    case 'select':
      return (
        <div>
          <label htmlFor={`${form}-${field.name}`}>{field.label}</label>
          <select id={`${form}-${field.name}`} name={field.name} defaultValue={field.value}>
            <option value="">{field.all}</option>
            {field.options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      );
    case 'days':
      return (
        <fieldset>
          <legend>{field.label}</legend>
          <input name={field.from.name} type="date" defaultValue={field.from.value} aria-label={`${field.label}自`} />
          <span> 至 </span>
          <input name={field.to.name} type="date" defaultValue={field.to.value} aria-label={`${field.label}至`} />
        </fieldset>
      );
  }
}

/** The filters of a list. They stand in its address, so that a view can be kept, sent and printed. */
export function Filters({
  action,
  id = 'filter',
  fields,
  carried = [],
  filtered = false,
  views,
  problem,
}: FiltersProps) {
  return (
    <search className="filters">
      {views === undefined ? null : <Tabs {...views} />}
      {fields.length === 0 ? null : (
        <form action={action}>
          {carried.map(([name, value]) => (
            <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
          ))}
          {fields.map((field) => (
            <Field key={field.label} field={field} form={id} />
          ))}
          <span className="filter-buttons">
            <button type="submit">筛选</button>
            {filtered ? <a href={action}>清除</a> : null}
          </span>
        </form>
      )}
      {problem === undefined ? null : (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </search>
  );
}
