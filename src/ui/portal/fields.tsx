import { FieldFrame, type FieldProps, tie } from './field-frame.tsx';

/** Width of what is expected, so that a field says by its size what belongs in it. */
export type FieldWidth = 'short' | 'medium' | 'full';

export interface TextFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | undefined;
  readonly width?: FieldWidth | undefined;
  /** as HTML has it: `one-time-code`, `current-password`, `username` … */
  readonly autoComplete?: string | undefined;
  readonly inputMode?: 'numeric' | 'text' | undefined;
  readonly maxLength?: number | undefined;
  /** id of a datalist: what may be chosen instead of typed */
  readonly list?: string | undefined;
}

/** One line of text. A password is never given back. */
export function TextField(props: TextFieldProps) {
  const { value, type = 'text', width = 'medium', autoComplete, inputMode, maxLength, list } = props;
  return (
    <FieldFrame field={props}>
      <input
        {...tie(props)}
        list={list}
        className={`control size-${width}`}
        type={type}
        defaultValue={type === 'password' ? undefined : value}
        autoComplete={autoComplete}
        inputMode={inputMode}
        maxLength={maxLength}
      />
    </FieldFrame>
  );
}

export interface TextAreaFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly maxLength?: number | undefined;
}

/** Several lines of text. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { value, rows = 4, maxLength } = props;
  return (
    <FieldFrame field={props}>
      <textarea {...tie(props)} className="control size-full" rows={rows} maxLength={maxLength} defaultValue={value} />
    </FieldFrame>
  );
}

export interface NumberFieldProps extends FieldProps {
  /** as typed, so that what is not a number is given back too */
  readonly value?: string | undefined;
  /** 人, 日, 元 */
  readonly unit?: string | undefined;
}

/** A number with its unit; takes what is typed, the server says what is wrong with it. */
export function NumberField(props: NumberFieldProps) {
  const { value, unit } = props;
  return (
    <FieldFrame field={props}>
      <span className="with-unit">
        <input
          {...tie(props)}
          className="control size-short num"
          type="text"
          inputMode="numeric"
          defaultValue={value}
        />
        {unit === undefined ? null : <span>{unit}</span>}
      </span>
    </FieldFrame>
  );
}

export interface DayFieldProps extends FieldProps {
  /** yyyy-MM-dd */
  readonly value?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/** A calendar day. */
export function DayField(props: DayFieldProps) {
  const { value, min, max } = props;
  return (
    <FieldFrame field={props}>
      <input {...tie(props)} className="control size-short" type="date" defaultValue={value} min={min} max={max} />
    </FieldFrame>
  );
}

/** One of the values that a field offers. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** what it means, where the label does not say it (radio buttons only) */
  readonly hint?: string | undefined;
  /** why it cannot be chosen now; it is shown, but not offered */
  readonly refused?: string | undefined;
}

export interface SelectFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly options: readonly Option[];
  /** first entry, which stands for nothing chosen; left out, the first option is chosen */
  readonly none?: string | undefined;
  readonly width?: FieldWidth | undefined;
}

/** One of many values. */
export function SelectField(props: SelectFieldProps) {
  const { value, options, none, width = 'medium' } = props;
  return (
    <FieldFrame field={props}>
      <select {...tie(props)} className={`control size-${width}`} defaultValue={value}>
        {none === undefined ? null : <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.refused !== undefined}>
            {option.refused === undefined ? option.label : `${option.label}（${option.refused}）`}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
