import { citationOf } from '#features/casework/queries.ts';
import type { MarkedPage } from '#features/open-data/queries.ts';
import { Day } from '../dates.tsx';
import { ListByPlace, totalOf } from '../list-by-place.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { placeName } from '../place.ts';
import { Cell, HeadCell, Row, Rows, Table } from '../table.tsx';
import { restrictionWords } from '../words.ts';

export interface RedListPageProps {
  readonly context: PageContext;
  readonly division: string;
  readonly cities: readonly { readonly city: string; readonly count: number }[];
  readonly page: MarkedPage;
  readonly onFirst: boolean;
}

const HEADS = ['企业名称', '资质', '注册地', '标注日期与依据', '限制'] as const;

function List({ page }: { readonly page: MarkedPage }) {
  return (
    <Table caption="按企业名称排列，每页 20 项资质" heads={HEADS}>
      <Rows>
        {page.rows.map((row) => (
          <Row key={row.qualificationId}>
            <HeadCell head={HEADS[0]}>
              <a href={`/enterprises/${row.uscc}`}>{row.enterprise}</a>
              <span className="line muted">
                <code>{row.uscc}</code>
              </span>
            </HeadCell>
            <Cell head={HEADS[1]}>
              <a href={`/enterprises/${row.uscc}/qualifications/${row.qualificationId}`}>{row.qualification}</a>
            </Cell>
            <Cell head={HEADS[2]}>{placeName(row.divisionCode)}</Cell>
            <Cell head={HEADS[3]}>
              <span className="line">
                <Day day={row.since} />
              </span>
              <span className="line">{citationOf(row.clause)}</span>
            </Cell>
            <Cell head={HEADS[4]}>
              {row.restrictions.length === 0
                ? '—'
                : restrictionWords(row.restrictions, row.regime).map((words) => (
                    <span className="line" key={words}>
                      {words}
                    </span>
                  ))}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 标注名单: every qualification under a public mark, red cards among them; a yellow card is never here (SX23-2.1, 3.1). */
export function RedListPage({ context, division, cities, page, onFirst }: RedListPageProps) {
  return (
    <PageFrame context={context} title="标注名单" unlisted={!onFirst || division !== ''}>
      <h1>标注名单</h1>
      <p className="lead">
        当前有公开异常标注或红牌的资质，共 {totalOf(cities)}{' '}
        项。标注针对该项资质，不针对整个企业；恢复达标后从名单中移除。
      </p>
      <ListByPlace
        {...{ context, division, cities, page, onFirst }}
        address="/red-list"
        none="公开标注的资质"
        fine="投标资格审查请用批量查询取得带日期的回执。"
      >
        <List page={page} />
      </ListByPlace>
    </PageFrame>
  );
}
