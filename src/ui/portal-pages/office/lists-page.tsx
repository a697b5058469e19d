import { RadioGroup } from '#ui/portal/choices.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface ListsPageProps {
  readonly csrf: string;
  /** null: not a district, which alone seals lists */
  readonly form: {
    readonly typed: (field: string) => string;
    readonly errors: readonly FormError[];
    readonly area: string;
  } | null;
  readonly lists: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string | null;
    readonly office: string;
    readonly issuedOn: string;
    readonly rows: number;
    readonly standing: boolean;
    /** what comparing it with the system gave, where it was asked for */
    readonly check: { readonly ok: boolean; readonly lines: readonly string[] } | null;
  }[];
  readonly drafts: readonly {
    readonly id: string;
    readonly at: string;
    readonly by: string;
    readonly status: string;
  }[];
}

function DraftForm({ csrf, form }: { readonly csrf: string; readonly form: NonNullable<ListsPageProps['form']> }) {
  const { typed, errors, area } = form;
  return (
    <section aria-labelledby="draft">
      <h2 id="draft">拟制清单</h2>
      <ErrorSummary errors={errors} />
      <form method="post" action="/office/lists" className="narrow">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="draft" />
        <p className="muted">
          {area}的清单由系统按最近一次核查生成，不能由人工增加、删减或者改动；经审核、用印后报市级主管部门。
        </p>
        <RadioGroup
          name="kind"
          label="清单"
          value={typed('kind')}
          required
          error={errorOf(errors, 'kind')}
          options={[
            { value: 'abnormal-list', label: '异常企业清单', hint: '最近一次核查中不达标的资质，随通知书上报。' },
            { value: 'overdue-list', label: '逾期整改未达标企业清单', hint: '整改期满、复查仍未达标的资质。' },
          ]}
        />
        {[1, 2].map((at) => (
          <div key={at} className="side-by-side">
            <TextField
              name={`officer${at}`}
              label={`执法人员${at === 1 ? '一' : '二'}`}
              value={typed(`officer${at}`)}
              required
              error={errorOf(errors, `officer${at}`)}
            />
            <TextField
              name={`certificate${at}`}
              label={`执法证号（${at === 1 ? '一' : '二'}）`}
              value={typed(`certificate${at}`)}
              required
              error={errorOf(errors, `certificate${at}`)}
            />
          </div>
        ))}
        <p>
          <button type="submit" className="primary">
            拟稿并送审
          </button>
        </p>
      </form>
    </section>
  );
}

/** 清单: the sealed lists of the districts. Their rows are the system's; whether they still agree can be asked at any time (SY-5). */
export function ListsPage({ csrf, form, lists, drafts }: ListsPageProps) {
  return (
    <>
      <PageHead
        title="清单"
        lead="异常企业清单、逾期整改未达标企业清单和邮寄清单；与系统数据一致，不得人工改动、遗漏。"
      />
      {drafts.length === 0 ? null : (
        <section aria-labelledby="drafts">
          <h2 id="drafts">在办的清单文稿</h2>
          <ul className="plain">
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a href={`/office/drafts/${draft.id}`}>企业清单　{draft.at}</a>{' '}
                <span className="muted">
                  {draft.by}　{draft.status}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {form === null ? null : <DraftForm csrf={csrf} form={form} />}
      <section aria-labelledby="issued">
        <h2 id="issued">已制发的清单</h2>
        {lists.length === 0 ? (
          <EmptyState what="没有已制发的清单" why="清单经审核、用印后列在这里，可以随时与系统数据核对。" />
        ) : (
          <Table caption="已制发的清单" heads={['清单', '制发机关', '日期', '行数', '与系统核对']} numeric={['行数']}>
            <Rows>
              {lists.map((list) => (
                <Row key={list.id}>
                  <HeadCell head="清单">
                    <a href={`/office/documents/${list.id}`}>{list.title}</a>
                    {list.number === null ? null : <span className="line muted">{list.number}</span>}
                    {list.standing ? null : <StateBadge tone="closed" word="已收回" />}
                  </HeadCell>
                  <Cell head="制发机关">{list.office}</Cell>
                  <Cell head="日期">{list.issuedOn}</Cell>
                  <Cell head="行数" numeric>
                    {list.rows}
                  </Cell>
                  <Cell head="与系统核对">
                    {list.check === null ? (
                      <a
                        href={`/office/lists?check=${list.id}`}
                        aria-label={`核对 ${list.issuedOn} ${list.office}的${list.title}`}
                      >
                        核对
                      </a>
                    ) : (
                      <>
                        <StateBadge tone={list.check.ok ? 'met' : 'fail'} word={list.check.ok ? '一致' : '不一致'} />
                        {list.check.lines.map((line) => (
                          <span key={line} className="line">
                            {line}
                          </span>
                        ))}
                      </>
                    )}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
      </section>
    </>
  );
}
