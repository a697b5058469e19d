import { minuteOf } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface ListRow {
  readonly id: string;
  readonly name: string;
  readonly entries: number;
  readonly email: string | null;
  readonly webhookUrl: string | null;
  readonly lastToldAt: Date | null;
}

/** 关注名单: the lists of a tenderer, and the way to a new one and to the batch look-up. */
export function WatchListsPage(props: {
  readonly csrf: string;
  readonly lists: readonly ListRow[];
  readonly name: string;
  readonly errors: readonly FormError[];
}) {
  const { csrf, lists, name, errors } = props;
  return (
    <>
      <PageHead
        title="关注名单"
        lead="名单中企业的资质标注、取消标注、撤回等公开变化，以邮件或者接口通知。"
        act={<a href="/lookup">批量查询投标人（出具查询回执）</a>}
      />
      {lists.length === 0 ? (
        <EmptyState
          what="还没有关注名单"
          why="新建名单并加入企业后，这些企业的公开变化会通知您。注册执业人员也可以查看本人的注册。"
          next={{ label: '查看本人的注册', address: '/account/registrations' }}
        />
      ) : (
        <Table caption="关注名单" heads={['名单', '企业数', '通知方式', '最近通知']}>
          <Rows>
            {lists.map((list) => (
              <Row key={list.id}>
                <HeadCell head="名单">
                  <a href={`/tender/lists/${list.id}`}>{list.name}</a>
                </HeadCell>
                <Cell head="企业数">{list.entries}</Cell>
                <Cell head="通知方式">
                  {[list.email === null ? '' : `邮件 ${list.email}`, list.webhookUrl === null ? '' : '接口']
                    .filter((each) => each !== '')
                    .join('、') || '未设置'}
                </Cell>
                <Cell head="最近通知">{list.lastToldAt === null ? '尚无' : minuteOf(list.lastToldAt)}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <h2>新建名单</h2>
      <form method="post" action="/tender" className="narrow">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="create" />
        <ErrorSummary errors={errors} />
        <TextField
          name="name"
          label="名单名称"
          hint="如：某项目投标人。"
          value={name}
          required
          maxLength={60}
          error={errorOf(errors, 'name')}
        />
        <p>
          <button type="submit" className="primary">
            新建名单
          </button>
        </p>
      </form>
    </>
  );
}
