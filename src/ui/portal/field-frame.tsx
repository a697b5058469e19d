import type { ReactNode } from 'react';

/** What every field has. A form's page gives back what was typed in `value` and says in `error` what is wrong with it. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** id of the field; its name unless two forms of a page share it */
  readonly id?: string | undefined;
  /** how to fill it in, with an example */
  readonly hint?: string | undefined;
  /** what is wrong and how to mend it */
  readonly error?: string | undefined;
  readonly required?: boolean | undefined;
}

/** Attributes that tie a control to its hint and error. Left to the server to require: it names all gaps at once. */
export interface Tied {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/** The attributes that tie the control of a field to its label, hint and error. */
export function tie({ name, id = name, hint, error, required }: FieldProps): Tied {
  const described = [error === undefined ? [] : `${id}-error`, hint === undefined ? [] : `${id}-hint`].flat();
  return {
    id,
    name,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    'aria-invalid': error === undefined ? undefined : true,
    'aria-required': required === true ? true : undefined,
  };
}

/** 必填, said in words behind a label. */
export function Required({ when }: { readonly when: boolean | undefined }) {
  return when === true ? <span className="required">必填</span> : null;
}

/** Error and hint of a field, which its control names by id. */
export function HintAndError({ name, id = name, hint, error }: FieldProps) {
  return (
    <>
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

/** Label, hint and error around one control. */
export function FieldFrame({ field, children }: { readonly field: FieldProps; readonly children: ReactNode }) {
  return (
    <div className={field.error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={field.id ?? field.name}>
        {field.label} <Required when={field.required} />
      </label>
      <HintAndError {...field} />
      {children}
    </div>
  );
}
