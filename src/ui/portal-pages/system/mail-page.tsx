import type { MailState, MailWaiting } from '#features/installation/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Pager } from '#ui/pager.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Tabs } from '#ui/portal/tabs.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface MailPageProps {
  readonly csrf: string;
  readonly state: MailState;
  readonly rows: readonly MailWaiting[];
  readonly failedOnly: boolean;
  readonly next: string | undefined;
  readonly onFirst: boolean;
}

/** A recipient with the middle of the name starred: whoever runs the platform need not know whom an office writes to. */
function masked(recipient: string): string {
  return recipient.replace(/^(.).*(.@)/, '$1***$2');
}

/** 邮件: what has not left, why, and sending it anew. */
export function MailPage({ csrf, state, rows, failedOnly, next, onFirst }: MailPageProps) {
  return (
    <>
      <PageHead
        title="邮件"
        lead={`到期未发 ${state.due} 封，未能发出 ${state.failed} 封，一天内发出 ${state.sentToday} 封。重发使用同一邮件编号，不会重复送达。`}
      />
      <Tabs
        label="类别"
        items={[
          { label: '发过而未发出', address: '/system/mail', current: !failedOnly },
          { label: '未能发出', address: '/system/mail?failed=1', current: failedOnly, count: state.failed },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState what="没有滞留的邮件" why="发送失败的邮件会列在这里，并自动再试。" />
      ) : (
        <form method="post" action="/system/mail">
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="retry" />
          <Table
            caption="邮件"
            heads={['编号', '收件人', '状态', '次数', '下次', '邮件服务器的答复', '重发']}
            numeric={['次数']}
          >
            <Rows>
              {rows.map((row) => (
                <Row key={row.id}>
                  <HeadCell head="编号">
                    <span className="break">{row.key}</span>
                  </HeadCell>
                  <Cell head="收件人">{masked(row.recipient)}</Cell>
                  <Cell head="状态">
                    {row.status === 'failed' ? (
                      <StateBadge tone="fail" word="未能发出" />
                    ) : (
                      <StateBadge tone="attention" word="再试中" />
                    )}
                  </Cell>
                  <Cell head="次数" numeric>
                    {row.attempts}
                  </Cell>
                  <Cell head="下次">{row.status === 'failed' ? '—' : <Minute instant={row.nextAttempt} />}</Cell>
                  <Cell head="邮件服务器的答复">{row.lastReply ?? '—'}</Cell>
                  <Cell head="重发">
                    {row.status === 'failed' ? (
                      <button type="submit" name="id" value={row.id} aria-label={`重发 ${row.key}`}>
                        重发
                      </button>
                    ) : (
                      '自动'
                    )}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
          {state.failed === 0 ? null : (
            <p className="act-buttons">
              <button type="submit" name="id" value="all" className="primary">
                全部重发（{state.failed} 封）
              </button>
            </p>
          )}
        </form>
      )}
      <Pager first={onFirst ? undefined : '/system/mail'} next={next} />
    </>
  );
}
