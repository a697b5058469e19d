import { citationOf } from '#features/casework/queries.ts';
import type { OrderPage } from '#features/open-data/queries.ts';
import { Day } from '../dates.tsx';
import { ListByPlace, totalOf } from '../list-by-place.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { placeName } from '../place.ts';
import { Cell, HeadCell, Row, Rows, Table } from '../table.tsx';

export interface OrdersPageProps {
  readonly context: PageContext;
  readonly division: string;
  readonly cities: readonly { readonly city: string; readonly count: number }[];
  readonly page: OrderPage;
  readonly onFirst: boolean;
}

const HEADS = ['企业名称', '资质', '责令机关和文号', '送达日期', '整改期限最后一日', '依据'] as const;

function List({ page }: { readonly page: OrderPage }) {
  return (
    <Table caption="按企业名称排列，每页 20 件" heads={HEADS}>
      <Rows>
        {page.rows.map((row) => (
          <Row key={row.documentId}>
            <HeadCell head={HEADS[0]}>
              <a href={`/enterprises/${row.uscc}`}>{row.enterprise}</a>
              <span className="line muted">
                <code>{row.uscc}</code> {placeName(row.divisionCode)}
              </span>
            </HeadCell>
            <Cell head={HEADS[1]}>
              <a href={`/enterprises/${row.uscc}/qualifications/${row.qualificationId}`}>{row.qualification}</a>
            </Cell>
            <Cell head={HEADS[2]}>
              {row.office}
              <span className="line">
                <a href={`/documents/${row.documentId}`}>{row.number ?? '核验文书'}</a>
              </span>
            </Cell>
            <Cell head={HEADS[3]}>
              <Day day={row.servedOn} />
            </Cell>
            <Cell head={HEADS[4]}>
              <Day day={row.lastDay} />
            </Cell>
            <Cell head={HEADS[5]}>{citationOf(row.clause)}</Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 责令整改公告: the orders in force, from their service until the standard is met or the case has ended (部令22号 28). */
export function OrdersPage({ context, division, cities, page, onFirst }: OrdersPageProps) {
  return (
    <PageFrame context={context} title="责令整改" unlisted={!onFirst || division !== ''}>
      <h1>责令整改</h1>
      <p className="lead">
        已送达、尚未了结的责令限期整改文书，共 {totalOf(cities)}{' '}
        件。责令针对该项资质；达到标准或者案件终结后从名单中移除。
      </p>
      <ListByPlace
        {...{ context, division, cities, page, onFirst }}
        address="/orders"
        none="尚未了结的责令整改文书"
        fine="整改期限的最后一日以送达日期计算；期满仍在名单中的，主管部门正在复查或者依法处理。"
      >
        <List page={page} />
      </ListByPlace>
    </PageFrame>
  );
}
