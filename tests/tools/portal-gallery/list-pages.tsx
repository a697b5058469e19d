import { Deadline } from '#ui/portal/deadline.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { WorkList } from '#ui/portal/work-list.tsx';
import { GalleryFrame, TODAY } from './frame.tsx';

interface SampleCase {
  readonly id: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly qualification: string;
  readonly what: string;
  readonly byDay: string | null;
  readonly short: number;
}

const LONG =
  '广西壮族自治区南宁市青秀区演示市政公用与房屋建筑工程总承包及装饰装修机电安装联合建设发展集团有限责任公司第十二分公司';
const DAYS = ['2026-10-20', '2026-10-28', '2026-10-30', '2026-11-09', '2027-01-04', null];

const CASES: readonly SampleCase[] = Array.from({ length: 18 }, (_, at) => ({
  id: `A-${at + 1}`,
  enterprise: at === 3 ? LONG : `南宁演示第${at + 1}建筑工程有限公司`,
  uscc: `91450100000000${String(100 + at)}X`,
  qualification: at % 2 === 0 ? '建筑工程施工总承包三级' : '市政公用工程施工总承包二级',
  what: at % 3 === 0 ? '下达责令限期整改通知书' : at % 3 === 1 ? '电子送达未确认，改用邮政送达' : '整改期满复查',
  byDay: DAYS[at % DAYS.length] ?? null,
  short: at * 7 + 1,
}));

function Cases({
  rows,
  filtered,
  caption = '待办案件',
}: {
  readonly rows: readonly SampleCase[];
  readonly filtered: boolean;
  readonly caption?: string;
}) {
  return (
    <WorkList
      caption={caption}
      columns={[
        { head: '企业', cell: (row) => row.enterprise, sort: { address: '?sort=name' } },
        { head: '资质', cell: (row) => row.qualification },
        { head: '待办事项', cell: (row) => row.what },
        {
          head: '期限',
          cell: (row) => (
            <Deadline
              day={row.byDay}
              today={TODAY}
              provisional={row.byDay === '2027-01-04' ? '送达后确定' : undefined}
            />
          ),
          sort: { address: '?sort=-due', now: 'ascending' },
        },
        { head: '状态', cell: () => <StateBadge tone="attention" word="黄牌" /> },
        { head: '尚缺（人）', cell: (row) => row.short, align: 'number' },
      ]}
      rows={rows}
      keyOf={(row) => row.id}
      addressOf={(row) => `/case.html?id=${row.id}`}
      nameOf={(row) => `${row.enterprise}${row.qualification}`}
      total={rows.length === 0 ? 0 : 412}
      filtered={filtered ? { clearAddress: '/list.html' } : undefined}
      emptyAtFirst={{
        what: '没有待办的案件',
        why: '本月核查于 11 月 1 日 02:00 开始，发现不达标的资质后在此列出。',
        next: { label: '查看上月核查结果', address: '/figures.html' },
      }}
      filters={
        <Filters
          action="/list.html"
          id={filtered ? 'filter-again' : 'filter'}
          filtered={filtered}
          carried={[['sort', 'due']]}
          fields={[
            { kind: 'text', name: 'q', label: '企业或信用代码', value: filtered ? '没有此名' : undefined },
            {
              kind: 'select',
              name: 'stage',
              label: '阶段',
              all: '全部阶段',
              options: [
                { value: 'order', label: '待下达' },
                { value: 'served', label: '已送达' },
              ],
            },
            { kind: 'days', label: '期限', from: { name: 'from' }, to: { name: 'to' } },
          ]}
          views={{
            label: `${caption}的视图`,
            items: [
              { label: '全部待办', address: '/list.html', current: true, count: 412 },
              { label: '已逾期', address: '/list.html?view=overdue', count: 9 },
              { label: '本周到期', address: '/list.html?view=week', count: 31 },
            ],
          }}
        />
      }
      selection={{
        form: 'cases',
        action: '/list.html',
        csrf: 'token',
        matching: 'stage=order',
        total: 412,
        most: 500,
        acts: [
          { act: 'order', label: '下达通知书', primary: true },
          { act: 'assign', label: '转交他人' },
        ],
      }}
      refusedFor={(row) => (row.id === 'A-2' ? '已由本人拟稿，须由另一名执法人员复核' : undefined)}
      pager={rows.length === 0 ? undefined : { first: undefined, next: '/list.html?cursor=2' }}
      exportLink={{ label: '导出 CSV', address: '/list.csv' }}
    />
  );
}

export function ListPage() {
  return (
    <GalleryFrame
      title="待办"
      notice={{
        kind: 'done',
        text: '已对 3 家企业下达《责令限期整改通知书》。',
        more: '电子送达将在 10 分钟内发出，送达情况记入各案件。',
        link: { label: '查看这 3 件', address: '/list.html?batch=7' },
      }}
    >
      <PageHead title="待办" lead="按期限排列；逾期的在最前。" />
      <Cases rows={CASES} filtered={false} />
    </GalleryFrame>
  );
}

export function EmptyPage() {
  return (
    <GalleryFrame
      title="没有待办"
      notice={{
        kind: 'refused',
        text: '案件在您打开后已由测试乙办理，未作改动。',
        link: { label: '查看最新情况', address: '/case.html' },
      }}
    >
      <PageHead title="待办" />
      <Cases rows={[]} filtered={false} />
      <h2>筛选以后</h2>
      <Cases rows={[]} filtered caption="筛选后的案件" />
    </GalleryFrame>
  );
}
