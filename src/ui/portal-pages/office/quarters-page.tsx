import { Deadline } from '#ui/portal/deadline.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { ReportForm, ReviewForm } from './quarter-forms.tsx';

export interface QuartersPageProps {
  readonly csrf: string;
  readonly today: string;
  readonly quarter: string;
  readonly quarters: readonly string[];
  /** the figures of one city; undefined until one is chosen, or where the province has no such report */
  readonly summary:
    | {
        readonly city: string;
        readonly cityName: string;
        readonly complete: boolean;
        readonly until: string;
        readonly dueBy: string;
        readonly rows: readonly {
          readonly division: string;
          readonly values: readonly number[];
        }[];
      }
    | undefined;
  /** who owes and who has reported, of the cities of the scope */
  readonly cities: readonly {
    readonly city: string;
    readonly name: string;
    readonly reported: {
      readonly documentId: string;
      readonly number: string | null;
      readonly issuedOn: string;
    } | null;
    readonly dueBy: string | null;
  }[];
  readonly older: readonly {
    readonly key: string;
    readonly name: string;
    readonly quarter: string;
    readonly byDay: string;
  }[];
  readonly reviews: readonly {
    readonly id: string;
    readonly city: string;
    readonly quarter: string;
    readonly kind: string;
    readonly onDay: string;
    readonly content: string;
    readonly number: string | null;
    readonly by: string;
  }[];
  readonly reporting:
    | {
        readonly office: string;
        readonly clause: string;
        readonly citation: string;
        readonly typed: { readonly signer: string; readonly problems: string };
        readonly errors: readonly FormError[];
      }
    | undefined;
  readonly reviewing:
    | {
        readonly typed: {
          readonly city: string;
          readonly kind: string;
          readonly onDay: string;
          readonly number: string;
          readonly content: string;
        };
        readonly errors: readonly FormError[];
      }
    | undefined;
}

const HEADS = ['黄牌', '红牌', '建议撤回', '撤回', '不予撤回', '整改达标', '期末在办'];

function Figures({ summary }: { readonly summary: NonNullable<QuartersPageProps['summary']> }) {
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{summary.cityName}汇总</h2>
      <p className="muted">
        数据截至 {summary.until}
        {summary.complete ? '' : '；季度尚未结束，以下为阶段数字，不作为季度汇总'}。
      </p>
      {summary.rows.length === 0 ? (
        <EmptyState what="本季度没有案件" why="没有案件的季度也应报送，报送的汇总为零。" />
      ) : (
        <Table caption={`${summary.cityName}季度汇总`} heads={['区县', ...HEADS]} numeric={HEADS}>
          <Rows>
            {summary.rows.map((row) => (
              <Row key={row.division}>
                <HeadCell head="区县">{row.division}</HeadCell>
                {HEADS.map((head, at) => (
                  <Cell key={head} head={head} numeric>
                    {row.values[at] ?? 0}
                  </Cell>
                ))}
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </section>
  );
}

/** 季度汇总: what a city reports to the province after each quarter, who has reported, and what the province found. */
export function QuartersPage(props: QuartersPageProps) {
  const { today, quarter, quarters, summary, cities, older, reviews } = props;
  if (cities.length === 0) {
    return (
      <>
        <PageHead title="季度汇总" lead="每季度后 10 日内，各市报送资质撤回情况汇总。" />
        <EmptyState what="本省没有季度汇总的规定" why="本省的规定没有季度汇总，无须报送。" />
      </>
    );
  }
  return (
    <>
      <PageHead
        title="季度汇总"
        lead={`${quarter}：应报 ${cities.length} 个市，已报 ${cities.filter(({ reported }) => reported !== null).length} 个市。`}
      />
      <Tabs
        label="季度"
        items={quarters.map((each) => ({
          label: each,
          address: `/office/quarters?quarter=${each}`,
          current: each === quarter,
        }))}
      />
      <section aria-labelledby="cities">
        <h2 id="cities">报送情况</h2>
        <Table caption={`${quarter} 报送情况`} heads={['市', '状态', '报告', '期限']}>
          <Rows>
            {cities.map((each) => (
              <Row key={each.city}>
                <HeadCell head="市">
                  <a href={`/office/quarters?quarter=${quarter}&city=${each.city}`}>{each.name}</a>
                </HeadCell>
                <Cell head="状态">
                  {each.reported !== null ? (
                    <StateBadge tone="met" word="已报送" />
                  ) : each.dueBy === null ? (
                    <StateBadge tone="closed" word="无须报送" />
                  ) : (
                    <StateBadge
                      tone={each.dueBy < today ? 'fail' : 'attention'}
                      word={each.dueBy < today ? '逾期未报' : '尚未报送'}
                    />
                  )}
                </Cell>
                <Cell head="报告">
                  {each.reported === null ? (
                    '—'
                  ) : (
                    <a href={`/office/documents/${each.reported.documentId}`}>
                      {each.reported.number ?? '打开报告'}（{each.reported.issuedOn}）
                    </a>
                  )}
                </Cell>
                <Cell head="期限">
                  {each.reported === null ? <Deadline day={each.dueBy} today={today} /> : '已办结'}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
        {older.length === 0 ? null : (
          <>
            <h3>其他季度未报送</h3>
            <ul className="plain">
              {older.map((each) => (
                <li key={each.key}>
                  <a href={`/office/quarters?quarter=${each.quarter}`}>
                    {each.name} {each.quarter}
                  </a>{' '}
                  <Deadline day={each.byDay} today={today} />
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      {summary === undefined ? null : <Figures summary={summary} />}
      <ReportForm {...props} />
      <section aria-labelledby="reviews">
        <h2 id="reviews">省级抽查和通报</h2>
        {reviews.length === 0 ? (
          <p className="muted">{quarter} 没有抽查和通报的记录。</p>
        ) : (
          <Table caption="抽查和通报" heads={['市', '事项', '日期', '情况', '登记']}>
            <Rows>
              {reviews.map((each) => (
                <Row key={each.id}>
                  <HeadCell head="市">{each.city}</HeadCell>
                  <Cell head="事项">
                    {each.kind}
                    {each.number === null ? null : <span className="line">{each.number}</span>}
                  </Cell>
                  <Cell head="日期">{each.onDay}</Cell>
                  <Cell head="情况">{each.content}</Cell>
                  <Cell head="登记">{each.by}</Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
      </section>
      <ReviewForm {...props} />
    </>
  );
}
