import { Pager } from '#ui/pager.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { errorOf } from '#ui/portal/error-summary.tsx';
import { DayField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { type LineResult, LineResults } from './line-results.tsx';

export interface LetterRow {
  readonly attempt: string;
  readonly caseId: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly document: string;
  readonly number: string | null;
  readonly address: string;
  readonly source: string;
}

export interface PostPageProps {
  readonly csrf: string;
  readonly today: string;
  /** documents that are due by post, and have no letter yet */
  readonly due: readonly { readonly what: string; readonly name: string; readonly count: number }[];
  readonly results: readonly LineResult[];
  readonly waiting: readonly LetterRow[];
  readonly total: number;
  readonly batches: readonly {
    readonly id: string;
    readonly postedOn: string;
    readonly recordedBy: string;
    readonly documentId: string;
    readonly letters: number;
    readonly numbered: number;
    readonly settled: number;
  }[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
  /** the act is being asked for; the office in whose name it is posted */
  readonly confirming: { readonly office: string; readonly clause: string; readonly citation: string } | undefined;
  readonly mayPost: boolean;
  readonly postedOn: string;
  readonly errors: readonly FormError[];
}

function Waiting({ waiting, total }: Pick<PostPageProps, 'waiting' | 'total'>) {
  if (waiting.length === 0) {
    return <EmptyState what="没有待寄邮件" why="不能电子送达，或者电子送达未成功的文书，转为邮寄后列在这里。" />;
  }
  return (
    <>
      {total > waiting.length ? (
        <p className="muted">
          共 {total} 件，下表为前 {waiting.length} 件。
        </p>
      ) : null}
      <Table caption="待寄邮件" heads={['收件单位', '文书', '收件地址', '地址来源']}>
        <Rows>
          {waiting.map((letter) => (
            <Row key={letter.attempt}>
              <HeadCell head="收件单位">
                <a href={`/office/cases/${letter.caseId}`}>{letter.enterprise}</a>
              </HeadCell>
              <Cell head="文书">
                {letter.document}
                {letter.number === null ? null : <span className="line">{letter.number}</span>}
              </Cell>
              <Cell head="收件地址">{letter.address}</Cell>
              <Cell head="地址来源">{letter.source}</Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </>
  );
}

function Due({ csrf, due, mayPost }: Pick<PostPageProps, 'csrf' | 'due' | 'mayPost'>) {
  if (due.length === 0) return null;
  return (
    <section aria-labelledby="due">
      <h2 id="due">应转为邮寄的文书</h2>
      <p className="muted">没有送达确认书，或者电子送达未成功。转为邮寄后列入下面的待寄邮件。</p>
      {due.map(({ what, name, count }) => (
        <form key={what} method="post" action="/office/post">
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="prepare" />
          <input type="hidden" name="what" value={what} />
          <p className="act-buttons">
            <a href={`/office?what=${what}`}>
              {name} {count} 件
            </a>
            {mayPost ? (
              <button type="submit" aria-label={`全部转为邮寄：${name}`}>
                全部转为邮寄
              </button>
            ) : null}
          </p>
        </form>
      ))}
    </section>
  );
}

/** 邮寄: the letters that wait, and the batches that went to the post with their lists. */
export function PostPage(props: PostPageProps) {
  const { csrf, today, waiting, total, batches, next, onFirst, confirming, mayPost, postedOn, errors } = props;
  return (
    <>
      <PageHead
        title="邮寄"
        lead={total === 0 ? '目前没有待寄邮件。' : `待寄 ${total} 件，由市级主管部门统一邮寄。`}
        act={
          mayPost && total > 0 && confirming === undefined ? (
            <a className="button primary" href="/office/post?confirm=1">
              交寄全部 {total} 件
            </a>
          ) : undefined
        }
      />
      {confirming === undefined ? null : (
        <section aria-labelledby="confirm">
          <h2 id="confirm">确认交寄</h2>
          <ConfirmAct
            action="/office/post"
            csrf={csrf}
            button="交寄并生成邮寄清单"
            cancelAddress="/office/post"
            what={`将待寄的 ${total} 件邮件作为一个批次交寄，并生成加盖印章的邮寄清单。`}
            toWhom={waiting.map(({ enterprise, document }) => `${enterprise}（${document}）`)}
            clauses={[{ id: confirming.clause, citation: confirming.citation }]}
            whoSigns={confirming.office}
            final="清单由系统按待寄邮件生成，交寄后不能增减；邮件号随后登记。"
            carried={[['act', 'post']]}
            errors={errors}
          >
            <DayField
              name="postedOn"
              label="交寄日期"
              value={postedOn}
              max={today}
              required
              error={errorOf(errors, 'postedOn')}
            />
          </ConfirmAct>
        </section>
      )}
      <LineResults
        results={props.results}
        caption="未能转为邮寄的文书"
        title="未能转为邮寄"
        said={`${props.results.length} 件未能转为邮寄，原因如下；其余已列入待寄邮件。`}
      />
      <Due {...{ csrf, due: props.due, mayPost }} />
      <section aria-labelledby="waiting">
        <h2 id="waiting">待寄邮件</h2>
        <Waiting waiting={waiting} total={total} />
      </section>
      <section aria-labelledby="batches">
        <h2 id="batches">已交寄批次</h2>
        {batches.length === 0 ? (
          <EmptyState what="没有已交寄的批次" why="交寄后，批次及其邮寄清单、邮件号和回执情况列在这里。" />
        ) : (
          <Table
            caption="已交寄批次"
            heads={['交寄日期', '件数', '已登记邮件号', '已有结果', '经办人', '邮寄清单']}
            numeric={['件数', '已登记邮件号', '已有结果']}
          >
            <Rows>
              {batches.map((batch) => (
                <Row key={batch.id}>
                  <HeadCell head="交寄日期">
                    <a href={`/office/post/${batch.id}`}>{batch.postedOn}</a>
                  </HeadCell>
                  <Cell head="件数" numeric>
                    {batch.letters}
                  </Cell>
                  <Cell head="已登记邮件号" numeric>
                    {batch.numbered}
                  </Cell>
                  <Cell head="已有结果" numeric>
                    {batch.settled}
                  </Cell>
                  <Cell head="经办人">{batch.recordedBy}</Cell>
                  <Cell head="邮寄清单">
                    <a href={`/office/documents/${batch.documentId}`} aria-label={`打开 ${batch.postedOn} 的邮寄清单`}>
                      打开清单
                    </a>
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
        <Pager first={onFirst ? undefined : '/office/post'} next={next} />
      </section>
    </>
  );
}
