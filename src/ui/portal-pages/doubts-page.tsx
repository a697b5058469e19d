import type { FieldDoubt } from '#features/intake/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Pager } from '#ui/pager.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface DoubtLine extends Pick<FieldDoubt, 'id' | 'cell' | 'enterprise' | 'raisedAt'> {
  readonly data: string;
  readonly place: string;
  readonly enterpriseAddress: string | null;
}

export interface DoubtsPageProps {
  readonly lead: string;
  readonly rows: readonly DoubtLine[];
  /** the office sees whose it is */
  readonly withEnterprise: boolean;
  readonly first: string | undefined;
  readonly next: string | undefined;
}

/** Fields of imported rows that came in faulty: the rest of the row is registered, these are to be corrected at the source. */
export function DoubtsPage({ lead, rows, withEnterprise, first, next }: DoubtsPageProps) {
  const heads = [...(withEnterprise ? ['企业'] : []), '数据', '字段', '读到', '问题', '应填', '所在位置', '发现时间'];
  return (
    <>
      <PageHead title="待更正的登记内容" lead={lead} />
      {rows.length === 0 ? (
        <p>没有待更正的内容。</p>
      ) : (
        <Table caption="待更正的内容" heads={heads}>
          <Rows>
            {rows.map(({ id, cell, enterprise, enterpriseAddress, data, place, raisedAt }) => (
              <Row key={id}>
                {withEnterprise ? (
                  <HeadCell head="企业">
                    {enterpriseAddress === null ? (enterprise ?? '—') : <a href={enterpriseAddress}>{enterprise}</a>}
                  </HeadCell>
                ) : null}
                <Cell head="数据">{data}</Cell>
                <Cell head="字段">{cell.field}</Cell>
                <Cell head="读到">{cell.read ?? '（空白）'}</Cell>
                <Cell head="问题">{cell.reason}</Cell>
                <Cell head="应填">
                  {cell.accepts}，如 {cell.example}
                </Cell>
                <Cell head="所在位置">{place}</Cell>
                <Cell head="发现时间">
                  <Minute instant={raisedAt} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={first} next={next} />
    </>
  );
}
