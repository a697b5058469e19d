import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { type LineResult, LineResults } from './line-results.tsx';
import type { LetterRow } from './post-page.tsx';

export interface NumberedLetter extends LetterRow {
  readonly waybill: string | null;
  readonly status: string;
  readonly legalDay: string | null;
}

export interface BatchPageProps {
  readonly csrf: string;
  readonly batchId: string;
  readonly postedOn: string;
  readonly documentId: string;
  readonly letters: readonly NumberedLetter[];
  readonly mayRecord: boolean;
  /** what was typed beside a letter, with what is wrong with it */
  readonly typed: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, string>>;
  readonly errors: readonly FormError[];
  readonly results: readonly LineResult[];
}

export const CSV_BYTES = 2 * 1024 * 1024;

/** The field of a letter's number, by its place: ids of attempts hold signs that an anchor would have to escape. */
function NumberField({
  at,
  letter,
  value,
  wrong,
}: {
  at: number;
  letter: NumberedLetter;
  value: string;
  wrong: string | undefined;
}) {
  const id = `waybill-${at}`;
  return (
    <>
      <input type="hidden" name="attempt" value={letter.attempt} />
      <input
        id={id}
        name="waybill"
        className="control size-short"
        defaultValue={value}
        maxLength={24}
        autoComplete="off"
        aria-label={`${letter.enterprise}${letter.document}的邮件号`}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong === undefined ? undefined : `${id}-error`}
      />
      {wrong === undefined ? null : (
        <span className="line field-error" id={`${id}-error`}>
          {wrong}
        </span>
      )}
    </>
  );
}

/** One batch: its list, its letters, and the numbers that the post gave. */
export function BatchPage(props: BatchPageProps) {
  const { csrf, batchId, postedOn, documentId, letters, mayRecord, typed, wrong, errors, results } = props;
  const address = `/office/post/${batchId}`;
  const open = letters.filter(({ waybill }) => waybill === null);
  const fields = mayRecord && open.length > 0;
  const table = (
    <Table caption="本批次的信函" heads={['收件单位', '文书', '收件地址', '邮件号', '结果']}>
      <Rows>
        {letters.map((letter, at) => (
          <Row key={letter.attempt}>
            <HeadCell head="收件单位">
              <a href={`/office/cases/${letter.caseId}`}>{letter.enterprise}</a>
            </HeadCell>
            <Cell head="文书">
              {letter.document}
              {letter.number === null ? null : <span className="line">{letter.number}</span>}
            </Cell>
            <Cell head="收件地址">
              {letter.address}
              <span className="line muted">{letter.source}</span>
            </Cell>
            <Cell head="邮件号">
              {letter.waybill ??
                (fields ? (
                  <NumberField
                    at={at}
                    letter={letter}
                    value={typed[letter.attempt] ?? ''}
                    wrong={wrong[letter.attempt]}
                  />
                ) : (
                  '尚未登记'
                ))}
            </Cell>
            <Cell head="结果">
              {letter.status}
              {letter.legalDay === null ? null : <span className="line">{letter.legalDay}</span>}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
  return (
    <>
      <PageHead
        title={`${postedOn} 交寄批次`}
        crumbs={[{ label: '邮寄', address: '/office/post' }]}
        lead={`共 ${letters.length} 件，尚未登记邮件号 ${open.length} 件。`}
        act={
          <>
            <a href={`/office/documents/${documentId}`}>打开邮寄清单（PDF）</a>{' '}
            <a href={`${address}/letters`}>下载信函清单（CSV）</a>
          </>
        }
      />
      <ErrorSummary errors={errors} />
      <LineResults results={results} caption="邮件号导入结果" />
      <section aria-labelledby="letters">
        <h2 id="letters">信函与邮件号</h2>
        {fields ? (
          <form method="post" action={address}>
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="waybills" />
            {table}
            <p className="act-buttons">
              <button type="submit" className="primary">
                登记已填写的邮件号
              </button>
            </p>
          </form>
        ) : (
          table
        )}
      </section>
      {fields ? (
        <section aria-labelledby="import">
          <h2 id="import">导入邮件号</h2>
          <form method="post" action={address} className="narrow" encType="multipart/form-data">
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="import" />
            <UploadField
              name="file"
              label="邮件号文件"
              accept={['.csv']}
              maxBytes={CSV_BYTES}
              hint="下载上面的信函清单，在“邮件号”一列填写后上传；未填写的行留待以后登记。"
              error={errorOf(errors, 'file')}
            />
            <p>
              <button type="submit">导入</button>
            </p>
          </form>
        </section>
      ) : null}
    </>
  );
}
