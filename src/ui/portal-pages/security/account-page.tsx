import type { AccountShown, SecondFactor, SessionShown } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { AccountBadge } from './account-list-page.tsx';
import { RoleFields, type RoleFieldsProps } from './role-fields.tsx';

export interface AccountAdminPageProps extends RoleFieldsProps {
  readonly csrf: string;
  readonly account: Omit<AccountShown, 'roles'>;
  readonly locked: boolean;
  readonly own: boolean;
  readonly held: readonly {
    readonly id: string;
    readonly actsFor: string;
    readonly role: string;
    readonly mayBeSeen: boolean;
  }[];
  readonly factors: readonly SecondFactor[];
  readonly sessions: readonly SessionShown[];
}

const FACTOR_WORDS: Readonly<Record<string, string>> = {
  totp: '身份验证器',
  passkey: '通行密钥',
  sms: '短信',
  recovery: '恢复码',
};

function OneButton(props: {
  csrf: string;
  action: string;
  act: string;
  label: string;
  id?: string;
  primary?: boolean;
}) {
  return (
    <form method="post" action={props.action} className="inline">
      <CsrfField token={props.csrf} />
      <input type="hidden" name="act" value={props.act} />
      {props.id === undefined ? null : <input type="hidden" name="id" value={props.id} />}
      <button type="submit" className={props.primary === true ? 'primary' : undefined}>
        {props.label}
      </button>
    </form>
  );
}

function Held({
  csrf,
  action,
  own,
  held,
}: Pick<AccountAdminPageProps, 'csrf' | 'own' | 'held'> & { readonly action: string }) {
  if (held.length === 0) return <p>没有角色，不能登录。请授予角色。</p>;
  return (
    <Table caption="持有的角色" heads={['角色', '代表', '办理']}>
      <Rows>
        {held.map((role) => (
          <Row key={role.id}>
            <HeadCell head="角色">{role.role}</HeadCell>
            <Cell head="代表">{role.actsFor}</Cell>
            <Cell head="办理">
              {own ? (
                '本人账号'
              ) : (
                <span className="act-buttons">
                  <OneButton csrf={csrf} action={action} act="end-role" label="收回角色" id={role.id} />
                  {role.mayBeSeen ? (
                    <OneButton csrf={csrf} action={action} act="see-as" label="以此身份只读查看" id={role.id} />
                  ) : null}
                </span>
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** One account: state, roles, second factors, sessions, and what a security administrator may do with it. */
export function AccountAdminPage(props: AccountAdminPageProps) {
  const { csrf, account, locked, own, held, factors, sessions, typed, errors, ...lists } = props;
  const action = `/security/accounts/${account.id}`;
  const closed = account.status === 'closed';
  return (
    <>
      <PageHead
        title={account.name}
        crumbs={[{ label: '账号', address: '/security' }]}
        badge={<AccountBadge status={account.status} locked={locked} />}
      />
      <ErrorSummary errors={errors} />
      {own ? <p className="portal-notice attention">这是您本人的账号，须由另一名安全管理员办理。</p> : null}
      <Facts
        of={[
          ['登录名', account.signInName],
          ['电子邮箱', account.email],
          ['手机号码', account.phone],
          [
            '设立',
            <span key="made">
              <Minute instant={account.createdAt} />　{account.createdBy}
            </span>,
          ],
          [
            '最近登录',
            account.lastSignedInAt === null ? '从未登录' : <Minute key="in" instant={account.lastSignedInAt} />,
          ],
          [
            '锁定至',
            locked && account.lockedUntil !== null ? <Minute key="locked" instant={account.lockedUntil} /> : null,
          ],
          ['密码', account.mustChangePassword ? '初始密码，登录后须修改' : null],
          [
            '第二重验证',
            factors.map((factor) => `${FACTOR_WORDS[factor.kind] ?? factor.kind}（${factor.name}）`).join('；') ||
              '尚未绑定，登录时绑定',
          ],
          ['演示账号', account.demonstration ? '是，生产环境不能启用' : null],
        ]}
      />
      {own ? null : (
        <div className="act-buttons">
          {locked ? <OneButton csrf={csrf} action={action} act="unlock" label="解除锁定" primary /> : null}
          {closed ? (
            <OneButton csrf={csrf} action={action} act="reopen" label="恢复使用" primary />
          ) : (
            <>
              <OneButton csrf={csrf} action={action} act="reset-password" label="重置密码" />
              {factors.length === 0 ? null : (
                <OneButton csrf={csrf} action={action} act="end-factors" label="解除第二重验证" />
              )}
              <OneButton csrf={csrf} action={action} act="close" label="停用账号" />
            </>
          )}
        </div>
      )}
      <h2>角色</h2>
      <Held csrf={csrf} action={action} own={own} held={held} />
      {own || closed ? null : (
        <details open={errors.length > 0 || held.length === 0}>
          <summary>授予角色</summary>
          <form method="post" action={action}>
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="grant" />
            <RoleFields typed={typed} errors={errors} {...lists} />
            <p className="act-buttons">
              <button type="submit" className="primary">
                授予
              </button>
            </p>
          </form>
        </details>
      )}
      <h2>登录</h2>
      {sessions.length === 0 ? (
        <p className="muted">没有登录过。</p>
      ) : (
        <Table caption="最近的登录" heads={['开始', '最近使用', '地址', '状态']}>
          <Rows>
            {sessions.map((session) => (
              <Row key={session.id}>
                <HeadCell head="开始">
                  <Minute instant={session.startedAt} />
                </HeadCell>
                <Cell head="最近使用">
                  <Minute instant={session.lastSeenAt} />
                </Cell>
                <Cell head="地址">{session.address}</Cell>
                <Cell head="状态">{session.endedAt === null ? '使用中' : '已退出'}</Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
}
