import type { AccountShown, SecondFactor, SessionShown } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { AccountBadge } from './account-list-page.tsx';
import { RoleFields, type RoleFieldsProps } from './role-fields.tsx';

export interface AccountAdminPageProps extends RoleFieldsProps {
  readonly csrf: string;
  readonly account: Omit<AccountShown, 'roles'>;
  readonly locked: boolean;
  /** from where passwords are not taken just now; null: from wherever the account is not known */
  readonly waiting: readonly { readonly place: string | null; readonly until: Date }[];
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

/** Acts on the account, with the reason that each of them is asked for. */
function Asked(props: {
  readonly csrf: string;
  readonly action: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly acts: readonly (readonly [act: string, label: string])[];
}) {
  const { csrf, action, typed, errors, acts } = props;
  return (
    <form method="post" action={action}>
      <CsrfField token={csrf} />
      <TextField
        name="reason"
        label="办理理由"
        value={typed('reason')}
        required
        maxLength={500}
        error={errorOf(errors, 'reason')}
      />
      <p className="act-buttons">
        {acts.map(([act, label]) => (
          <button key={act} type="submit" name="act" value={act}>
            {label}
          </button>
        ))}
      </p>
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
                  <form method="post" action={action} className="inline">
                    <CsrfField token={csrf} />
                    <input type="hidden" name="id" value={role.id} />
                    <label>
                      收回理由 <input name="reason" maxLength={500} required />
                    </label>
                    <button type="submit" name="act" value="end-role">
                      收回角色
                    </button>
                  </form>
                  {role.mayBeSeen ? (
                    <form method="post" action={action} className="inline">
                      <CsrfField token={csrf} />
                      <input type="hidden" name="id" value={role.id} />
                      <button type="submit" name="act" value="see-as">
                        以此身份只读查看
                      </button>
                    </form>
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
  const { csrf, account, locked, waiting, own, held, factors, sessions, typed, errors, ...lists } = props;
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
          [
            '暂缓登录',
            waiting.length === 0
              ? null
              : waiting.map(({ place, until }) => (
                  <span key={place ?? ''}>
                    {place ?? '没有用过的网络'}，至 <Minute instant={until} />；
                  </span>
                )),
          ],
          ['密码', account.mustChangePassword ? '登录后须修改' : null],
          [
            '第二重验证',
            factors.map((factor) => `${FACTOR_WORDS[factor.kind] ?? factor.kind}（${factor.name}）`).join('；') ||
              '尚未绑定，登录时绑定',
          ],
          ['演示账号', account.demonstration ? '是，生产环境不能启用' : null],
        ]}
      />
      {own ? null : (
        <>
          <h2>办理</h2>
          <p>恢复使用、重置密码、解除第二重验证、登记电子邮箱，以及涉及三员的事项，由另一名安全管理员确认后办理。</p>
          <Asked
            csrf={csrf}
            action={action}
            typed={typed}
            errors={errors}
            acts={
              closed
                ? [['reopen', '申请恢复使用']]
                : [
                    ...(locked || waiting.length > 0 ? ([['unlock', '解除锁定']] as const) : []),
                    ['reset-password', '申请重置密码'],
                    ...(factors.length === 0 ? [] : ([['end-factors', '申请解除第二重验证']] as const)),
                    ['close', '停用账号'],
                  ]
            }
          />
          {closed ? null : (
            <details open={errorOf(errors, 'email') !== undefined}>
              <summary>登记电子邮箱</summary>
              <form method="post" action={action}>
                <CsrfField token={csrf} />
                <input type="hidden" name="act" value="change-email" />
                <TextField
                  name="email"
                  label="本人的电子邮箱"
                  type="email"
                  value={typed('email')}
                  required
                  error={errorOf(errors, 'email')}
                />
                <TextField name="reason" label="登记理由" required maxLength={500} />
                <p className="act-buttons">
                  <button type="submit">申请登记</button>
                </p>
              </form>
            </details>
          )}
        </>
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
            <TextField name="reason" label="授予理由" required maxLength={500} />
            <p className="act-buttons">
              <button type="submit" className="primary">
                申请授予
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
