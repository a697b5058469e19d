import type { TrailEntry, TrailSubject } from '#features/audit-trail/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Pager } from '#ui/pager.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import type { Option } from '#ui/portal/fields.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface AuditTrailPageProps {
  readonly rows: readonly (TrailEntry & {
    readonly act: string;
    readonly about: TrailSubject;
    readonly place: string | null;
  })[];
  readonly view: string;
  readonly views: readonly { readonly value: string; readonly label: string }[];
  readonly filter: {
    readonly actor: string;
    readonly action: string;
    readonly subject: string;
    readonly from: string;
    readonly to: string;
  };
  readonly actions: readonly Option[];
  readonly problem: string | undefined;
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

function Particulars({ content }: { readonly content: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(content);
  if (entries.length === 0) return <span className="muted">—</span>;
  return (
    <details>
      <summary>{entries.length} 项</summary>
      <ul className="plain">
        {entries.map(([name, value]) => (
          <li key={name}>
            {name}：{typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** 审计检索: who did what to what and when; unmasking, exports and support views each in one step. */
export function AuditTrailPage(props: AuditTrailPageProps) {
  const { rows, view, views, filter, actions, problem, next, onFirst } = props;
  const address = (value: string) => (value === '' ? '/audit' : `/audit?view=${value}`);
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <>
      <PageHead title="审计检索" lead="每项操作与其记录同时写入，只能追加，不能修改或删除。" />
      <Filters
        action="/audit"
        filtered={filtered}
        problem={problem}
        carried={view === '' ? [] : [['view', view]]}
        views={{
          label: '类别',
          items: views.map(({ value, label }) => ({ label, address: address(value), current: value === view })),
        }}
        fields={[
          { kind: 'text', name: 'actor', label: '操作人', value: filter.actor },
          { kind: 'select', name: 'action', label: '操作', value: filter.action, all: '全部操作', options: actions },
          {
            kind: 'text',
            name: 'subject',
            label: '对象或内容',
            value: filter.subject,
            placeholder: '案件编号、账号、理由',
          },
          {
            kind: 'days',
            label: '日期',
            from: { name: 'from', value: filter.from },
            to: { name: 'to', value: filter.to },
          },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState
          what="没有符合条件的记录"
          why="请放宽条件后再查。"
          next={{ label: '清除筛选条件', address: address(view) }}
        />
      ) : (
        <Table caption="审计记录" heads={['时间', '操作人', '操作', '对象', '地区', '内容']}>
          <Rows>
            {rows.map((row) => (
              <Row key={row.id}>
                <HeadCell head="时间">
                  <Minute instant={row.recordedAt} />
                </HeadCell>
                <Cell head="操作人">{row.actor}</Cell>
                <Cell head="操作">{row.act}</Cell>
                <Cell head="对象">
                  {row.subject.startsWith('case:') ? (
                    <a href={`/office/cases/${row.about.id}`} className="break">
                      {row.about.word} {row.about.id}
                    </a>
                  ) : (
                    <span className="break">
                      {row.about.word} {row.about.id}
                    </span>
                  )}
                </Cell>
                <Cell head="地区">{row.place ?? '—'}</Cell>
                <Cell head="内容">
                  <Particulars content={row.content} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={onFirst ? undefined : address(view)} next={next} />
    </>
  );
}
