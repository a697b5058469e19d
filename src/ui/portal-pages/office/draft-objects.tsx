import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import type { DraftPageProps } from './draft-page.tsx';

const ROWS_SHOWN = 200;

/** SY-5: whoever reviews a list reads its rows here; they are the system's and nobody's to change. */
export function ListedRows({ heads, rows }: NonNullable<DraftPageProps['listed']>) {
  if (rows.length === 0) return <p>目前没有应列入清单的企业。</p>;
  return (
    <>
      <Table caption="列入清单的企业" heads={[...heads]}>
        <Rows>
          {rows.slice(0, ROWS_SHOWN).map((row) => (
            <Row key={row.join('|')}>
              {row.map((cell, at) => {
                const head = heads[at] ?? '';
                return at === 0 ? (
                  <HeadCell key={head} head={head}>
                    {cell}
                  </HeadCell>
                ) : (
                  <Cell key={head} head={head}>
                    {cell === '' ? '—' : cell}
                  </Cell>
                );
              })}
            </Row>
          ))}
        </Rows>
      </Table>
      {rows.length <= ROWS_SHOWN ? null : (
        <p className="muted">
          共 {rows.length} 行，这里列出前 {ROWS_SHOWN} 行，全部见样稿。
        </p>
      )}
    </>
  );
}

const CASE_STATUS: Readonly<Record<string, string>> = {
  waiting: '待办',
  done: '已办',
  refused: '未办',
  'taken-out': '已退出',
};

interface TakeOutProps {
  readonly csrf: string;
  readonly draftId: string;
  readonly caseId: string;
  readonly enterprise: string;
}

/** One piece goes back to whoever drafted, the others go on. */
function TakeOut({ csrf, draftId, caseId, enterprise }: TakeOutProps) {
  return (
    <details>
      <summary>退出这一件</summary>
      <form method="post" action={`/office/drafts/${draftId}`}>
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="take-out" />
        <input type="hidden" name="case" value={caseId} />
        <label>
          退出理由 <input type="text" name="reason" required maxLength={500} aria-label={`退出${enterprise}的理由`} />
        </label>{' '}
        <button type="submit">退出</button>
      </form>
    </details>
  );
}

/** The cases of a draft, and what became of each. */
export function DraftCases({
  cases,
  pieces,
  draftId,
  csrf,
}: Pick<DraftPageProps, 'cases' | 'pieces' | 'draftId' | 'csrf'>) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">企业</th>
          <th scope="col">资质</th>
          <th scope="col">结果</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((each) => (
          <tr key={each.caseId}>
            <th scope="row">
              <a href={`/office/cases/${each.caseId}`}>{each.enterprise}</a>
            </th>
            <td>{each.qualification}</td>
            <td>
              {CASE_STATUS[each.status] ?? each.status}
              {each.reason === null ? null : (
                <span className="line">
                  {each.reason}
                  {each.takenOutBy === null ? null : `（${each.takenOutBy}）`}
                </span>
              )}
              {each.status === 'taken-out' && pieces.again !== null ? (
                <a className="line" href={`/office/drafts/new?what=${pieces.again}&case=${each.caseId}`}>
                  另行拟稿
                </a>
              ) : null}
              {each.status === 'waiting' && pieces.samples ? (
                <a className="line" href={`/office/drafts/${draftId}/preview?case=${each.caseId}`}>
                  样稿：{each.enterprise}
                </a>
              ) : null}
              {each.status === 'waiting' && pieces.takeOut ? (
                <TakeOut csrf={csrf} draftId={draftId} caseId={each.caseId} enterprise={each.enterprise} />
              ) : null}
              {each.documents.map((id) => (
                <a key={id} className="line" href={`/office/documents/${id}`}>
                  打开文书
                </a>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
