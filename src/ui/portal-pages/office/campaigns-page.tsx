import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, SelectField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface CampaignsPageProps {
  readonly csrf: string;
  readonly campaigns: readonly {
    readonly id: string;
    readonly name: string;
    readonly place: string;
    readonly regime: string;
    readonly startsOn: string;
    readonly endsOn: string | null;
    readonly recordedBy: string;
  }[];
  readonly form:
    | {
        /** cities of a province; none where the office is a city */
        readonly places: readonly { readonly value: string; readonly label: string }[];
        readonly typed: {
          readonly name: string;
          readonly division: string;
          readonly startsOn: string;
          readonly endsOn: string;
        };
        readonly errors: readonly FormError[];
      }
    | undefined;
}

/** 专项行动: campaigns with their start; flow and progress are derived from the cases. */
export function CampaignsPage({ csrf, campaigns, form }: CampaignsPageProps) {
  return (
    <>
      <PageHead title="专项行动" lead="动态核查专项行动的开始、流程和进展；流程与所适用的制度一致，进展由案件得出。" />
      {campaigns.length === 0 ? (
        <EmptyState what="没有专项行动" why="市级或者省级主管部门登记专项行动后，列在这里。" />
      ) : (
        <Table caption="专项行动" heads={['名称', '地区', '开始', '结束', '适用制度', '登记']}>
          <Rows>
            {campaigns.map((each) => (
              <Row key={each.id}>
                <HeadCell head="名称">
                  <a href={`/office/campaigns/${each.id}`}>{each.name}</a>
                </HeadCell>
                <Cell head="地区">{each.place}</Cell>
                <Cell head="开始">{each.startsOn}</Cell>
                <Cell head="结束">{each.endsOn ?? '未定'}</Cell>
                <Cell head="适用制度">{each.regime}</Cell>
                <Cell head="登记">{each.recordedBy}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      {form === undefined ? null : (
        <section aria-labelledby="start">
          <h2 id="start">开始专项行动</h2>
          <ErrorSummary errors={form.errors} />
          <form method="post" action="/office/campaigns" className="narrow">
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="start" />
            <TextField
              name="name"
              label="名称"
              value={form.typed.name}
              required
              width="full"
              maxLength={100}
              error={errorOf(form.errors, 'name')}
            />
            {form.places.length === 0 ? null : (
              <SelectField
                name="division"
                label="开展的市"
                value={form.typed.division}
                options={form.places}
                none="请选择"
                required
                error={errorOf(form.errors, 'division')}
              />
            )}
            <DayField
              name="startsOn"
              label="开始日期"
              hint="自这一天起立案的，计入本次行动。"
              value={form.typed.startsOn}
              required
              error={errorOf(form.errors, 'startsOn')}
            />
            <DayField
              name="endsOn"
              label="结束日期"
              hint="未定的可以不填。"
              value={form.typed.endsOn}
              error={errorOf(form.errors, 'endsOn')}
            />
            <p>
              <button type="submit" className="primary">
                开始专项行动
              </button>
            </p>
          </form>
        </section>
      )}
    </>
  );
}
