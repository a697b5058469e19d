import { ErrorSummary } from '../error-summary.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';

export interface LookupPageProps {
  readonly context: PageContext;
  readonly today: string;
  readonly firstDay: string | undefined;
  /** what was typed before, where it was refused */
  readonly list?: string;
  readonly day?: string;
  readonly problems?: readonly { readonly field: 'list' | 'file' | 'asOf'; readonly text: string }[];
}

function FieldError({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p id={id} className="field-error">
      {text}
    </p>
  );
}

/** 批量查询: a list of bidders and the day of the bid opening (SX23-4.4). */
export function LookupPage({ context, today, firstDay, list = '', day, problems = [] }: LookupPageProps) {
  const of = (field: 'list' | 'file' | 'asOf') => problems.find((problem) => problem.field === field)?.text;
  const invalid = (field: 'list' | 'file' | 'asOf', hint: string) =>
    of(field) === undefined
      ? { 'aria-describedby': hint }
      : { 'aria-describedby': `${field}-error ${hint}`, 'aria-invalid': true };
  return (
    <PageFrame context={context} title="批量查询" unlisted={problems.length > 0}>
      <h1>批量查询</h1>
      <p className="lead">
        一次查询最多 500 家企业在某一天（例如开标日）的资质核查状态，取得带签名和日期的回执，供评标、资格审查存档。
      </p>
      <ErrorSummary title="名单没有查询" problems={problems} />
      <form className="stacked" action="/lookup" method="post" encType="multipart/form-data">
        <fieldset>
          <label htmlFor="list">企业名单</label>
          <p className="hint" id="list-hint">
            每行一家，填写完整的企业名称或 18 位统一社会信用代码。可以从表格直接粘贴。
          </p>
          <textarea id="list" name="list" rows={10} defaultValue={list} {...invalid('list', 'list-hint')} />
          <FieldError id="list-error" text={of('list')} />
        </fieldset>
        <fieldset>
          <label htmlFor="file">或者上传名单</label>
          <p className="hint" id="file-hint">
            .txt、.csv 或 .xlsx（只读可见的工作表），不超过 2 MB。上传了文件的，以文件为准。
          </p>
          <input id="file" name="file" type="file" accept=".txt,.csv,.xlsx" {...invalid('file', 'file-hint')} />
          <FieldError id="file-error" text={of('file')} />
        </fieldset>
        <fieldset>
          <label htmlFor="asOf">查询的日期</label>
          <p className="hint" id="asOf-hint">
            过去的日期按当日终了时的记录作答，今天按现在的记录作答。
          </p>
          <input
            id="asOf"
            name="asOf"
            type="date"
            required
            defaultValue={day ?? today}
            min={firstDay}
            max={today}
            {...invalid('asOf', 'asOf-hint')}
          />
          <FieldError id="asOf-error" text={of('asOf')} />
        </fieldset>
        <button type="submit" className="primary">
          查询并出具回执
        </button>
      </form>
      <p className="fine">
        回执有自己的网址，持有网址的人都能查看；其中只有公开的记录和您填写的名单，请不要在名单中填写其他内容。
      </p>
    </PageFrame>
  );
}
