import type { ReactNode } from 'react';
import type { Refusal } from '#features/intake/schema.ts';
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

/** Why rows were refused, counted, and where the first of them stand. */
export function Refusals({ refusals, refused }: { readonly refusals: readonly Refusal[]; readonly refused: number }) {
  if (refused === 0) return <p>没有被拒绝的行。</p>;
  const rest = refused - refusals.reduce((total, { rows }) => total + rows, 0);
  return (
    <>
      <p className="muted">
        导入后，这些行进入隔离区，可以逐行更正或者成批更正，不影响其余各行；也可以放弃，更正文件后再来。
      </p>
      <Table caption={`被拒绝的 ${refused} 行`} heads={['字段', '原因', '行数', '所在行']} numeric={['行数']}>
        <Rows>
          {refusals.map(({ field, reason, rows, lines }) => (
            <Row key={`${field} ${reason}`}>
              <HeadCell head="字段">{field}</HeadCell>
              <Cell head="原因">{reason}</Cell>
              <Cell head="行数" numeric>
                {rows}
              </Cell>
              <Cell head="所在行">
                第 {lines.join('、')} 行{rows > lines.length ? '等' : ''}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {rest > 0 ? <p className="muted">其余 {rest} 行的原因各不相同，没有列出。</p> : null}
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
