import type { TrailPage as Trail } from '#features/trail/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Pager } from '#ui/pager.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

const ACTIONS: Readonly<Record<string, string>> = {
  'change-contact': '更新联系信息',
  'request-email-check': '发送电子邮箱验证邮件',
  'confirm-email': '验证电子邮箱',
  'sign-confirmation': '签署送达确认书',
  'withdraw-confirmation': '撤回送达确认书',
  'read-document': '签阅文书',
  'open-sealed-document': '打开载有身份证号码的文书',
  rectification: '提交整改材料',
  'case:object': '提出异议',
  'case:statement': '陈述、申辩',
  'case:request-hearing': '申请听证',
  'state-on-credit-record': '对信用记录陈述意见',
  'role-granted': '授予角色',
  'role-ended': '终止角色',
  'account-created': '设立账号',
  'signed-up': '企业注册',
  'operator-invited': '邀请经办人',
  'invitation-accepted': '接受经办人邀请',
  'invitation-declined': '谢绝经办人邀请',
  'claim-objected': '对企业认领提出异议',
  'claim-document': '上传认领材料',
  'claim-checked': '核对企业认领',
  'claim-confirmed': '确认企业认领',
  'claim-refused': '不予确认企业认领',
  'claim-granted': '企业认领生效',
  'calendar-begun': '生成日历订阅地址',
  'calendar-renewed': '重新生成日历订阅地址',
  'calendar-ended': '停用日历订阅',
};

const SUBJECTS: Readonly<Record<string, string>> = {
  enterprise: '本企业',
  document: '文书',
  case: '案件',
  account: '账号',
  'enterprise-claim': '企业认领',
  'credit-record': '信用记录',
};

/** A person or a document by its name; what has none any more by its kind alone, for an id tells nobody anything. */
function subjectText(subject: string, names: ReadonlyMap<string, string>) {
  const at = subject.indexOf(':');
  const [kind, id] = [subject.slice(0, at), subject.slice(at + 1)];
  const name = SUBJECTS[kind] ?? '其他事项';
  if (kind === 'credit-record') return <a href={`/enterprise/credit/${id}`}>{name}</a>;
  if (kind === 'case') return <a href={`/enterprise/cases/${id}`}>{name}</a>;
  const known = names.get(subject);
  if (known === undefined) return name;
  return kind === 'document' ? <a href={`/enterprise/documents/${id}`}>{known}</a> : `${name} ${known}`;
}

/** What was done in the enterprise's name, newest first. The trail can only be added to. */
export function TrailPage({
  page,
  first,
  names,
}: {
  readonly page: Trail;
  readonly first: string | undefined;
  /** of people and documents, by the subject of an entry */
  readonly names: ReadonlyMap<string, string>;
}) {
  return (
    <>
      <PageHead title="操作记录" lead="以贵单位名义所办的每一件事，只能追加，不能修改或者删除。" />
      {page.entries.length === 0 ? (
        <EmptyState what="还没有操作记录" why="签署、签阅、提交材料、授权等操作办理后会记在这里。" />
      ) : (
        <Table caption="操作记录，最近的在前" heads={['时间', '操作', '对象', '操作人']}>
          <Rows>
            {page.entries.map((entry) => (
              <Row key={entry.id}>
                <HeadCell head="时间">
                  <Minute instant={entry.at} />
                </HeadCell>
                <Cell head="操作">{ACTIONS[entry.action] ?? '其他操作'}</Cell>
                <Cell head="对象">{subjectText(entry.subject, names)}</Cell>
                <Cell head="操作人">{entry.actor}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
      <Pager first={first} next={page.next === null ? undefined : `/enterprise/trail?before=${page.next}`} />
    </>
  );
}
