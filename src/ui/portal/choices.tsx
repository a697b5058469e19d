import { type FieldProps, HintAndError, Required, tie } from './field-frame.tsx';
import type { Option } from './fields.tsx';

function OptionText({ option, id }: { readonly option: Option; readonly id: string }) {
  const more = option.refused ?? option.hint;
  return (
    <>
      <label htmlFor={id}>{option.label}</label>
      {more === undefined ? null : (
        <span className="hint" id={`${id}-hint`}>
          {option.refused === undefined ? more : `现在不能选：${more}`}
        </span>
      )}
    </>
  );
}

export interface RadioGroupProps extends FieldProps {
  readonly value?: string | undefined;
  readonly options: readonly Option[];
}

/** One of a few values, all seen at once. The first button carries the field's id, where the error summary leads. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, label, required, value, options, error } = props;
  const { id, 'aria-describedby': describedBy } = tie(props);
  return (
    <fieldset className={error === undefined ? 'field' : 'field wrong'} aria-describedby={describedBy}>
      <legend>
        {label} <Required when={required} />
      </legend>
      <HintAndError {...props} />
      {options.map((option, at) => {
        const own = at === 0 ? id : `${id}-${option.value}`;
        const more = option.hint !== undefined || option.refused !== undefined;
        return (
          <div className="choice" key={option.value}>
            <input
              type="radio"
              id={own}
              name={name}
              value={option.value}
              defaultChecked={option.value === value}
              disabled={option.refused !== undefined}
              aria-describedby={more ? `${own}-hint` : undefined}
            />
            <OptionText option={option} id={own} />
          </div>
        );
      })}
    </fieldset>
  );
}

export interface CheckboxFieldProps extends FieldProps {
  readonly checked?: boolean | undefined;
  /** what is posted when it is ticked; `yes` unless several boxes share a name */
  readonly value?: string | undefined;
}

/** One statement to tick. */
export function CheckboxField(props: CheckboxFieldProps) {
  const { label, required, checked = false, value = 'yes', error } = props;
  const tied = tie(props);
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <div className="choice">
        <input {...tied} type="checkbox" value={value} defaultChecked={checked} />
        <label htmlFor={tied.id}>
          {label} <Required when={required} />
        </label>
        <HintAndError {...props} />
      </div>
    </div>
  );
}
