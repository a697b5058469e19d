import { Pager } from '#ui/pager.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { AnswerForm, type AnswerFormProps } from './answer-form.tsx';

export interface SuspicionRow {
  readonly key: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly place: string;
  readonly data: readonly string[];
  readonly answer: string | null;
}

export interface SuspicionsPageProps {
  readonly kinds: readonly { readonly kind: string; readonly name: string }[];
  readonly kind: string;
  readonly question: string;
  readonly ground: string;
  readonly all: boolean;
  readonly rows: readonly SuspicionRow[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
  readonly mayAnswer: boolean;
  readonly answering: AnswerFormProps | undefined;
}

/** 疑点: questions that the data raise about shells, lent certificates and traded qualifications. Nothing follows by itself. */
export function SuspicionsPage(props: SuspicionsPageProps) {
  const { kinds, kind, question, ground, all, rows, next, onFirst, mayAnswer, answering } = props;
  const address = (to: string, whole: boolean) => `/office/suspicions?kind=${to}${whole ? '&all=1' : ''}`;
  return (
    <>
      <PageHead title="疑点核实" lead="由数据提出、请官员核实的问题，不是结论；核实前不产生任何后果。" />
      {answering === undefined ? null : <AnswerForm of={answering} />}
      <Filters
        action="/office/suspicions"
        carried={[['kind', kind]]}
        filtered={all}
        views={{
          label: '疑点类别',
          items: kinds.map((each) => ({
            label: each.name,
            address: address(each.kind, all),
            current: each.kind === kind,
          })),
        }}
        fields={[
          {
            kind: 'select',
            name: 'all',
            label: '核实',
            value: all ? '1' : '',
            all: '尚未核实',
            options: [{ value: '1', label: '全部（含已核实）' }],
          },
        ]}
      />
      <p>{question}</p>
      <p className="muted">依据：{ground}</p>
      {rows.length === 0 ? (
        <EmptyState
          what={all ? '没有这一类疑点' : '没有待核实的这一类疑点'}
          why="疑点每次由现有数据重新得出；数据变化后，已核实的会重新列出。"
        />
      ) : (
        <Table caption="疑点" heads={['企业', '数据', '核实']}>
          <Rows>
            {rows.map((row) => (
              <Row key={row.key}>
                <HeadCell head="企业">
                  <a href={`/office/enterprises/${row.uscc}`}>{row.enterprise}</a>
                  <span className="line muted">{row.place}</span>
                </HeadCell>
                <Cell head="数据">
                  {row.data.map((line) => (
                    <span key={line} className="line">
                      {line}
                    </span>
                  ))}
                </Cell>
                <Cell head="核实">
                  {row.answer === null ? null : <span className="line">{row.answer}</span>}
                  {mayAnswer ? (
                    <a
                      href={`/office/suspicions?kind=${kind}&key=${encodeURIComponent(row.key)}`}
                      aria-label={`核实${row.enterprise}`}
                    >
                      {row.answer === null ? '核实' : '补充核实'}
                    </a>
                  ) : row.answer === null ? (
                    '尚未核实'
                  ) : null}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={onFirst ? undefined : address(kind, all)} next={next} />
    </>
  );
}
