import { CsrfField } from '#ui/portal/csrf-field.tsx';

/** Several sheets hold data under different headers: which one is meant. */
export function SheetChoice({
  csrf,
  id,
  choices,
  mayDecide,
}: {
  readonly csrf: string;
  readonly id: string;
  readonly choices: readonly { readonly name: string; readonly rows: number }[];
  readonly mayDecide: boolean;
}) {
  return (
    <section className="confirm-act" aria-labelledby="choice">
      <h2 id="choice">选择要导入的工作表</h2>
      <p>文件中有 {choices.length} 张工作表都有数据，表头不同，不能一起读取。其余的请另行导入。</p>
      {mayDecide ? (
        <form method="post" action={`/province/imports/trials/${id}`}>
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="choose" />
          <fieldset className="field">
            <legend>工作表</legend>
            {choices.map(({ name, rows }, at) => (
              <p key={name}>
                <label>
                  <input type="radio" name="sheet" value={name} required defaultChecked={at === 0} /> {name}（{rows}{' '}
                  行）
                </label>
              </p>
            ))}
          </fieldset>
          <p className="act-buttons">
            <button type="submit" className="primary">
              试导入这一张
            </button>
          </p>
        </form>
      ) : (
        <p className="muted">由省级经办人选择。</p>
      )}
    </section>
  );
}
