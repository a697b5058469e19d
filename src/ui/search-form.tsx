export interface SearchFormProps {
  readonly text?: string;
  /** the day that results speak of, where it is not today */
  readonly asOf?: string | undefined;
  readonly problem?: string | undefined;
}

/** The search of the register: one field for names, codes and certificate numbers. */
export function SearchForm({ text, asOf, problem }: SearchFormProps) {
  return (
    <search>
      <form className="search" action="/enterprises">
        <label htmlFor="q">企业名称、统一社会信用代码或资质证书编号</label>
        <div className="search-fields">
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={text}
            maxLength={100}
            aria-describedby={problem === undefined ? 'q-hint' : 'q-error q-hint'}
            aria-invalid={problem === undefined ? undefined : true}
          />
          {asOf === undefined ? null : <input type="hidden" name="asOf" value={asOf} />}
          <button type="submit" className="primary">
            查询
          </button>
        </div>
        {problem === undefined ? null : (
          <p id="q-error" className="field-error">
            {problem}
          </p>
        )}
        <p id="q-hint" className="hint">
          名称中连续的两个字即可，例如“南宁”“建工”。代码和证书编号须填写完整。
        </p>
      </form>
    </search>
  );
}
