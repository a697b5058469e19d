import type { FeedHealth, ImportShown } from '#features/intake/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import type { Option } from '#ui/portal/fields.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';
import type { Tone } from '#ui/status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { TrialBadge, type TrialState } from './trial-words.tsx';

const STATUS: Readonly<Record<string, { readonly tone: Tone; readonly word: string }>> = {
  staging: { tone: 'attention', word: '正在导入' },
  held: { tone: 'asked', word: '已暂停，待放行' },
  applied: { tone: 'met', word: '已登记' },
  refused: { tone: 'fail', word: '不能读取' },
  released: { tone: 'met', word: '已放行' },
};

export const IMPORT_STATUS = Object.entries(STATUS).map(([value, { word }]) => ({ value, label: word }));

/** State of an import. */
export function ImportBadge({ status }: { readonly status: string }) {
  return <StateBadge {...(STATUS[status] ?? { tone: 'plain', word: status })} />;
}

export interface ImportsPageProps {
  readonly feeds: readonly (Omit<FeedHealth, 'entity'> & {
    readonly entity: string;
    readonly days: number;
    readonly overdue: boolean;
  })[];
  readonly limits: readonly (readonly [string, string])[];
  readonly rows: readonly (Omit<ImportShown, 'entity'> & { readonly entity: string })[];
  readonly filter: { readonly status: string; readonly feed: string; readonly entity: string };
  readonly entities: readonly Option[];
  /** files that wait for a release */
  readonly held: number;
  readonly mayRelease: boolean;
  readonly mayBring: boolean;
  /** the newest trials */
  readonly trials: readonly {
    readonly id: string;
    readonly name: string;
    readonly entity: string;
    readonly feed: string;
    readonly state: TrialState;
    readonly askedByName: string;
    readonly askedAt: Date;
  }[];
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

function Feeds({ feeds }: Pick<ImportsPageProps, 'feeds'>) {
  if (feeds.length === 0) return null;
  return (
    <Table
      caption="数据来源"
      heads={['来源', '数据', '最近一次', '距今', '文件', '待放行', '隔离行', '状态']}
      numeric={['距今', '文件', '待放行', '隔离行']}
    >
      <Rows>
        {feeds.map((feed) => (
          <Row key={`${feed.feed} ${feed.entity}`}>
            <HeadCell head="来源">{feed.feed}</HeadCell>
            <Cell head="数据">{feed.entity}</Cell>
            <Cell head="最近一次">
              <Minute instant={feed.lastAt} />
            </Cell>
            <Cell head="距今" numeric>
              {feed.days} 天
            </Cell>
            <Cell head="文件" numeric>
              {feed.files}
            </Cell>
            <Cell head="待放行" numeric>
              {feed.held}
            </Cell>
            <Cell head="隔离行" numeric>
              {feed.waitingRows}
            </Cell>
            <Cell head="状态">
              {feed.held > 0 ? (
                <StateBadge tone="asked" word="待放行" />
              ) : feed.overdue ? (
                <StateBadge tone="attention" word="超过 35 天没有数据" />
              ) : (
                <StateBadge tone="met" word="正常" />
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function Trials({ trials }: Pick<ImportsPageProps, 'trials'>) {
  if (trials.length === 0) return null;
  return (
    <Table caption="最近的试导入" heads={['文件', '数据', '来源', '状态', '提出']}>
      <Rows>
        {trials.map((each) => (
          <Row key={each.id}>
            <HeadCell head="文件">
              <a href={`/province/imports/trials/${each.id}`}>{each.name}</a>
            </HeadCell>
            <Cell head="数据">{each.entity}</Cell>
            <Cell head="来源">{each.feed}</Cell>
            <Cell head="状态">
              <TrialBadge state={each.state} />
            </Cell>
            <Cell head="提出">
              {each.askedByName}　<Minute instant={each.askedAt} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 数据导入: feeds' health, files, held ones, trials. */
export function ImportsPage(props: ImportsPageProps) {
  const { feeds, limits, rows, filter, entities, held, mayRelease, mayBring, trials, next, onFirst } = props;
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <>
      <PageHead
        title="数据导入"
        lead="超过合理界限的文件整个暂停，由省级审核人核对后放行；有误的行进入隔离区，不影响其余各行。"
        act={mayBring ? <a href="/province/imports/new">导入文件</a> : undefined}
      />
      {held === 0 ? null : (
        <p className="portal-notice attention">
          <b>待放行</b>　有 {held} 个文件超过合理界限被暂停，没有写入任何数据；
          {mayRelease ? '请核对后放行。' : '由省级审核人核对后放行。'}
          <a href="/province/imports?status=held">查看被暂停的文件</a>
        </p>
      )}
      <Trials trials={trials} />
      <Feeds feeds={feeds} />
      <h2>一个文件的合理界限</h2>
      <Facts of={limits} />
      <h2>文件</h2>
      <WorkList
        caption="导入的文件"
        rows={rows}
        keyOf={(row) => String(row.id)}
        addressOf={(row) => `/province/imports/${row.id}`}
        nameOf={(row) => row.name}
        columns={[
          { head: '文件', cell: (row) => row.name },
          { head: '数据', cell: (row) => row.entity },
          { head: '来源', cell: (row) => row.feed },
          { head: '状态', cell: (row) => <ImportBadge status={row.status} /> },
          { head: '隔离行', cell: (row) => row.waitingRows, align: 'number' },
          { head: '时间', cell: (row) => <Minute instant={row.startedAt} />, align: 'code' },
        ]}
        filters={
          <Filters
            action="/province/imports"
            filtered={filtered}
            fields={[
              {
                kind: 'select',
                name: 'status',
                label: '状态',
                value: filter.status,
                all: '全部状态',
                options: IMPORT_STATUS,
              },
              {
                kind: 'select',
                name: 'entity',
                label: '数据',
                value: filter.entity,
                all: '全部数据',
                options: entities,
              },
              { kind: 'text', name: 'feed', label: '来源', value: filter.feed },
            ]}
          />
        }
        filtered={filtered ? { clearAddress: '/province/imports' } : undefined}
        emptyAtFirst={{
          what: '没有导入过文件',
          why: '企业、资质、注册人员、项目的数据由省级经办人在这里导入，或者由运行单位在服务器上按计划导入，导入后列在这里。',
        }}
        pager={{ first: onFirst ? undefined : '/province/imports', next }}
      />
    </>
  );
}
