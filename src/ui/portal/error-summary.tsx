/** One thing to mend. */
export interface FormError {
  /** id of the field, to which the entry leads; without it the error is of the whole form */
  readonly field?: string | undefined;
  readonly text: string;
}

/** The text of the field's error, to hand to the field itself. */
export function errorOf(errors: readonly FormError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text;
}

/**
 * What has to be mended, at the top of the form, each entry leading to its field. The script puts the focus here;
 * without it the entry is the first thing after the title. Renders nothing where there is nothing to mend.
 */
export function ErrorSummary({ errors }: { readonly errors: readonly FormError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} data-focus-first>
      <h2>有 {errors.length} 处需要修改</h2>
      <p>尚未提交，已填写的内容都保留着。</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.field ?? ''} ${error.text}`}>
            {error.field === undefined ? error.text : <a href={`#${error.field}`}>{error.text}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
