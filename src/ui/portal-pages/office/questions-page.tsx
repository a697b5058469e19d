import { Pager } from '#ui/pager.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { enterpriseFilter, onlyFilter, placeFilter } from '#ui/portal/office-filters.ts';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { AnswerForm, type AnswerFormProps } from './answer-form.tsx';

export interface QuestionRow {
  readonly id: number;
  readonly enterprise: string;
  readonly uscc: string;
  readonly enterpriseAddress: string;
  readonly qualification: string;
  readonly certificateNumber: string | null;
  readonly reason: string;
  readonly data: string;
  /** clause by clause, with who was counted */
  readonly comparison: string;
  readonly place: string;
  readonly openedOn: string;
  readonly caseId: string | null;
  readonly answers: readonly { readonly key: string; readonly text: string }[];
}

export interface QuestionsPageProps {
  readonly rows: readonly QuestionRow[];
  readonly total: number;
  readonly filter: { readonly q: string; readonly division: string; readonly unanswered: boolean };
  readonly places: readonly { readonly value: string; readonly label: string }[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
  readonly mayAnswer: boolean;
  readonly answering: AnswerFormProps | undefined;
}

/** 待核实: verdicts that the rules may not give alone. An unsure rule never accuses, it asks. */
export function QuestionsPage(props: QuestionsPageProps) {
  const { rows, total, filter, places, next, onFirst, mayAnswer, answering } = props;
  const filtered = filter.q !== '' || filter.division !== '' || filter.unanswered;
  return (
    <>
      <PageHead
        title="待核实"
        crumbs={answering === undefined ? [] : [{ label: '待核实', address: '/office/questions' }]}
        lead={`共 ${total} 项。仅凭注册数据不能判定是否达标的资质，请核实后登记结果；核实前不预警、不标注。`}
      />
      {answering === undefined ? null : <AnswerForm of={answering} />}
      <Filters
        action="/office/questions"
        filtered={filtered}
        fields={[
          enterpriseFilter(filter.q),
          ...placeFilter(places, filter.division),
          onlyFilter('unanswered', '核实', '尚未核实', filter.unanswered),
        ]}
      />
      {rows.length === 0 ? (
        filtered ? (
          <EmptyState
            what="没有符合条件的事项"
            why="请放宽或清除筛选条件后再查。"
            next={{ label: '清除筛选条件', address: '/office/questions' }}
          />
        ) : (
          <EmptyState what="没有待核实事项" why="核查中仅凭数据不能判定的资质会列在这里。" />
        )
      ) : (
        <Table caption="待核实事项" heads={['企业', '资质', '需要核实的问题', '数据', '核实']}>
          <Rows>
            {rows.map((row) => (
              <Row key={row.id}>
                <HeadCell head="企业">
                  <a href={row.enterpriseAddress}>{row.enterprise}</a>
                  <span className="line muted">{row.place}</span>
                </HeadCell>
                <Cell head="资质">
                  {row.qualification}
                  {row.certificateNumber === null ? null : <span className="line muted">{row.certificateNumber}</span>}
                  {row.caseId === null ? null : (
                    <a className="line" href={`/office/cases/${row.caseId}`}>
                      打开在办案件
                    </a>
                  )}
                </Cell>
                <Cell head="需要核实的问题">
                  {row.reason}
                  <span className="line muted">{row.openedOn} 提出</span>
                </Cell>
                <Cell head="数据">
                  {row.data}
                  <a
                    className="line"
                    href={row.comparison}
                    aria-label={`${row.enterprise}${row.qualification}的逐条比对`}
                  >
                    逐条比对
                  </a>
                </Cell>
                <Cell head="核实">
                  {row.answers.map(({ key, text }) => (
                    <span key={key} className="line">
                      {text}
                    </span>
                  ))}
                  {mayAnswer ? (
                    <a href={`/office/questions?id=${row.id}`} aria-label={`核实${row.enterprise}${row.qualification}`}>
                      {row.answers.length === 0 ? '核实' : '补充核实'}
                    </a>
                  ) : row.answers.length === 0 ? (
                    '尚未核实'
                  ) : null}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={onFirst ? undefined : '/office/questions'} next={next} />
    </>
  );
}
