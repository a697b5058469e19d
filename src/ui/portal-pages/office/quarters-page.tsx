import { RadioGroup } from '#ui/portal/choices.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { Deadline } from '#ui/portal/deadline.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, SelectField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

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

function ReportForm({ csrf, quarter, summary, reporting }: QuartersPageProps) {
  if (reporting === undefined || summary === undefined) return null;
  return (
    <section aria-labelledby="report">
      <h2 id="report">报送</h2>
      <ConfirmAct
        action={`/office/quarters?quarter=${quarter}`}
        csrf={csrf}
        button={summary.complete ? '签发并报送季度汇总' : '签发阶段数字'}
        cancelAddress={`/office/quarters?quarter=${quarter}`}
        what={
          summary.complete
            ? `将 ${quarter} 的撤回情况汇总制成报告，报省级主管部门。`
            : `季度尚未结束，只能签发截至今天的阶段数字；季度结束后仍须报送季度汇总。`
        }
        toWhom={['省级主管部门']}
        clauses={[{ id: 'SX23-4.3', citation: reporting.citation }]}
        whoSigns={reporting.office}
        final="每季度报送一份汇总，报送后不能更改。"
        carried={[
          ['act', 'report'],
          ['quarter', quarter],
        ]}
        errors={reporting.errors}
      >
        <TextField
          name="signer"
          label="签发人"
          value={reporting.typed.signer}
          required
          error={errorOf(reporting.errors, 'signer')}
        />
        <TextAreaField
          name="problems"
          label="存在的问题和建议"
          hint="没有的可以不填。"
          value={reporting.typed.problems}
          maxLength={2000}
        />
      </ConfirmAct>
    </section>
  );
}

function ReviewForm({ csrf, today, quarter, cities, reviewing }: QuartersPageProps) {
  if (reviewing === undefined) return null;
  const { typed, errors } = reviewing;
  return (
    <section aria-labelledby="review">
      <h2 id="review">登记抽查或者通报</h2>
      <ErrorSummary errors={errors} />
      <form method="post" action={`/office/quarters?quarter=${quarter}`} className="narrow">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="review" />
        <input type="hidden" name="quarter" value={quarter} />
        <SelectField
          name="city"
          label="市"
          value={typed.city}
          options={cities.map(({ city, name }) => ({ value: city, label: name }))}
          none="请选择"
          required
          error={errorOf(errors, 'city')}
        />
        <RadioGroup
          name="kind"
          label="事项"
          value={typed.kind}
          required
          error={errorOf(errors, 'kind')}
          options={[
            { value: 'spot-check', label: '抽查' },
            { value: 'criticism', label: '通报批评' },
          ]}
        />
        <DayField name="onDay" label="日期" value={typed.onDay} max={today} required error={errorOf(errors, 'onDay')} />
        <TextField
          name="number"
          label="文号"
          hint="通报批评必须填写。"
          value={typed.number}
          error={errorOf(errors, 'number')}
        />
        <TextAreaField
          name="content"
          label="情况"
          hint="抽查的范围和结果，或者通报的事由。"
          value={typed.content}
          required
          maxLength={4000}
          error={errorOf(errors, 'content')}
        />
        <p>
          <button type="submit" className="primary">
            登记
          </button>
        </p>
      </form>
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
        <EmptyState
          what="本省没有季度汇总的规定"
          why="季度汇总依晋建市规字〔2023〕71号，由山西省各市报送；本省无须报送。"
        />
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
