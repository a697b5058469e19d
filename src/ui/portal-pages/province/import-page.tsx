import type { ImportShown } from '#features/intake/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { type ProofOffered, SECOND_FACTOR_FIELD, SecondProof } from '#ui/portal/second-proof.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { ImportBadge } from './imports-page.tsx';
import { countFacts, INTAKE_WORDS, JobBadge } from './run-words.tsx';

export interface ImportPageProps {
  readonly csrf: string;
  readonly shown: Omit<ImportShown, 'entity'> & { readonly entity: string };
  /** what was asked for, newest first */
  readonly releases: readonly {
    readonly id: string;
    readonly status: string;
    readonly askedByName: string;
    readonly askedAt: Date;
    readonly reason: string;
    readonly failure: string | null;
  }[];
  readonly mayRelease: boolean;
  /** the second of two people proves who he is; null where the file came by no one's hand */
  readonly offered: ProofOffered | null;
  /** why this person does not release it, though others may */
  readonly ownImport: string | null;
  readonly maxBytes: number;
  readonly tooLarge: string;
  readonly reason: string;
  readonly errors: readonly FormError[];
}

function Release(props: ImportPageProps) {
  const { csrf, shown, maxBytes, tooLarge, offered, reason, errors } = props;
  return (
    <form method="post" action={`/province/imports/${shown.id}`} encType="multipart/form-data" className="confirm-act">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="release" />
      <h2>核对后放行</h2>
      <p>被暂停的文件没有保存。请上传原文件，内容须与当时完全相同；放行后写入登记，并立即复核有变化的企业。</p>
      <UploadField
        name="file"
        label="原文件"
        accept={['.xlsx', '.csv', '.zip', '.xml', '.ndjson']}
        maxBytes={maxBytes}
        tooLarge={`${tooLarge}。`}
        required
        error={errorOf(errors, 'file')}
      />
      <TextAreaField
        name="reason"
        label="理由"
        hint="写明核对了什么、为何可信；记入审计。"
        value={reason}
        required
        maxLength={1000}
        error={errorOf(errors, 'reason')}
      />
      {offered === null ? (
        <p className="act-buttons">
          <button type="submit" className="primary">
            放行导入
          </button>
        </p>
      ) : (
        <SecondProof
          offered={offered}
          acts={[{ label: '放行导入' }]}
          hint={`由${shown.broughtByName}导入，放行是第二人的核对：再次验证是您本人。`}
          error={errorOf(errors, SECOND_FACTOR_FIELD)}
        />
      )}
    </form>
  );
}

function Releases({ releases }: Pick<ImportPageProps, 'releases'>) {
  if (releases.length === 0) return null;
  return (
    <Table caption="放行记录" heads={['提出', '状态', '理由', '结果']}>
      <Rows>
        {releases.map((each) => (
          <Row key={each.id}>
            <HeadCell head="提出">
              <a href={`/province/jobs/${each.id}`}>
                {each.askedByName}　<Minute instant={each.askedAt} />
              </a>
            </HeadCell>
            <Cell head="状态">
              <JobBadge status={each.status} />
            </Cell>
            <Cell head="理由">{each.reason}</Cell>
            <Cell head="结果">{each.failure ?? (each.status === 'done' ? '数据已经登记' : '—')}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** One import: what it did, why it waits, the rows that were refused. */
export function ImportPage(props: ImportPageProps) {
  const { shown, releases, mayRelease, ownImport, errors } = props;
  const underWay = releases.some(({ status }) => status === 'waiting' || status === 'running');
  return (
    <>
      <PageHead
        title={shown.name}
        crumbs={[{ label: '数据导入', address: '/province/imports' }]}
        badge={<ImportBadge status={shown.status} />}
      />
      <ErrorSummary errors={errors} />
      {shown.heldReason === null ? null : (
        <p className={`portal-notice ${shown.status === 'refused' ? 'refused' : 'attention'}`}>
          <b>{shown.status === 'refused' ? '不能读取' : '暂停原因'}</b>　{shown.heldReason}
        </p>
      )}
      <Facts
        of={[
          ['数据', shown.entity],
          ['来源', shown.feed],
          ['范围', shown.extent === 'full' ? '全量' : '增量'],
          ['导入人', shown.broughtByName],
          ['放行人', shown.releasedByName],
          ['开始', <Minute key="from" instant={shown.startedAt} />],
          ['完成', shown.finishedAt === null ? null : <Minute key="to" instant={shown.finishedAt} />],
          [
            '隔离行',
            shown.waitingRows === 0 ? (
              '没有'
            ) : (
              <a key="rows" href={`/province/quarantine?import=${shown.id}`}>
                {shown.waitingRows} 行待处理
              </a>
            ),
          ],
        ]}
      />
      {shown.counts === null ? null : (
        <>
          <h2>
            {shown.status === 'held' ? '放行后将要写入的' : shown.status === 'released' ? '放行时写入的' : '写入的'}
          </h2>
          <Facts of={countFacts(shown.counts, INTAKE_WORDS)} />
          {Number(shown.counts.spared ?? 0) > 0 ? (
            <p className="muted">
              有被拒绝的行认不出是哪一条，文件中没有的记录因此暂不注销。更正这些行后，请来源单位重新提供全量文件。
            </p>
          ) : null}
        </>
      )}
      <Releases releases={releases} />
      {shown.status !== 'held' ? null : underWay ? (
        <p className="portal-notice done">已经提出放行，正在办理。</p>
      ) : ownImport !== null ? (
        <p className="portal-notice attention">{ownImport}</p>
      ) : mayRelease ? (
        <Release {...props} />
      ) : (
        <p className="muted">由省级审核人放行。数据确有错误的，不必放行，请来源单位重新提供文件。</p>
      )}
    </>
  );
}
