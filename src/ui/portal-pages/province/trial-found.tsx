import type { ReactNode } from 'react';
import { faultWords } from '#features/intake/queries.ts';
import type { Refusal } from '#features/intake/schema.ts';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** Figures of a trial or an import. */
export type Counts = Readonly<Record<string, unknown>>;

/** One of the figures; none is nought. */
export function numberOf(counts: Counts | null, name: string): number {
  const value = counts?.[name];
  return typeof value === 'number' ? value : 0;
}

/** A sentence that must not be overlooked. */
export function Said({ word, children }: { readonly word: string; readonly children: ReactNode }) {
  return (
    <p className="portal-notice attention">
      <b>{word}</b>　{children}
    </p>
  );
}

interface Unify {
  readonly csrf: string;
  readonly id: string;
}

/** One act for all rows of a reason: where the same stands in all of them, it is read as something else in all. */
function ForAll({ refusal, unify }: { readonly refusal: Refusal; readonly unify: Unify | undefined }) {
  const { field, read, rows, sample } = refusal;
  const inAll = read === null || sample === undefined || sample.heading === null;
  if (unify === undefined || inAll) {
    return <>导入后在隔离区导出这些行，更正后一次重放；或者在原文件中更正后重新试导入。</>;
  }
  return (
    <form method="post" action={`/province/imports/trials/${unify.id}`}>
      <CsrfField token={unify.csrf} />
      <input type="hidden" name="act" value="unify" />
      <input type="hidden" name="field" value={field} />
      <input type="hidden" name="from" value={read} />
      <label>
        {rows} 行的{read === '' ? '空白' : `“${read}”`}统一按此读取
        <input name="to" placeholder={`如 ${sample.example}`} required maxLength={200} />
      </label>
      <button type="submit">重新试导入</button>
    </form>
  );
}

/** Why rows were refused: the same reason once, how often, one of the cells in full, and what can be done for all of them. */
export function Refusals({
  refusals,
  refused,
  doubtful,
  unify,
}: {
  readonly refusals: readonly Refusal[];
  readonly refused: number;
  readonly doubtful: number;
  readonly unify: Unify | undefined;
}) {
  const doubts =
    doubtful === 0 ? null : (
      <p>
        另有 {doubtful} 行的次要内容有误：这些行照样导入，有误的各项不登记，列入<a href="/office/doubts">待更正</a>
        ，企业和主管部门都能看到。
      </p>
    );
  if (refused === 0) {
    return (
      <>
        <p>没有被拒绝的行。</p>
        {doubts}
      </>
    );
  }
  return (
    <>
      <p className="muted">
        导入后，这些行进入隔离区，可以逐行更正或者成批更正，不影响其余各行；也可以放弃，更正文件后再来。
      </p>
      <Table caption={`被拒绝的 ${refused} 行`} heads={['字段', '原因', '行数', '例如', '一并办理']} numeric={['行数']}>
        <Rows>
          {refusals.map((refusal) => {
            const { field, reason, rows, lines, sample } = refusal;
            return (
              <Row key={`${field} ${reason} ${lines.join()}`}>
                <HeadCell head="字段">{field}</HeadCell>
                <Cell head="原因">{sample === undefined ? reason : faultWords(sample)}</Cell>
                <Cell head="行数" numeric>
                  {rows > 1 ? `同一原因 ${rows} 行` : rows}
                </Cell>
                <Cell head="例如">
                  第 {lines.join('、')} 行{rows > lines.length ? '等' : ''}
                </Cell>
                <Cell head="一并办理">
                  <ForAll refusal={refusal} unify={unify} />
                </Cell>
              </Row>
            );
          })}
        </Rows>
      </Table>
      {doubts}
    </>
  );
}

/** What has to be known before anybody decides: what would be ended, what would be left, whether it would be held. */
export function Warnings(props: {
  readonly asked: { readonly entityWord: string; readonly feedWord: string; readonly extent: 'full' | 'incremental' };
  readonly found: Counts | null;
  readonly heldReasons: readonly string[];
}) {
  const { asked, found, heldReasons } = props;
  const ended = numberOf(found, 'ended');
  const spared = numberOf(found, 'spared');
  return (
    <>
      {heldReasons.length === 0 ? null : (
        <Said word="将被暂停">{heldReasons.join('')}导入时整个文件暂停，不写入任何数据，由省级审核人核对后放行。</Said>
      )}
      {ended === 0 ? null : (
        <Said word={`将注销 ${ended} 条`}>
          {asked.extent === 'full'
            ? `来源“${asked.feedWord}”原有而文件中没有的，以及文件中写明注销的${asked.entityWord}，导入后视为已注销。`
            : `文件中写明注销的${asked.entityWord}，导入后即为注销。`}
          请核对后再导入。
        </Said>
      )}
      {spared === 0 ? null : (
        <Said word={`暂不注销 ${spared} 条`}>有被拒绝的行认不出是哪一条，文件中没有的因此暂不注销。</Said>
      )}
    </>
  );
}
