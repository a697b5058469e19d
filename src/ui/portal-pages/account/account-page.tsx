import { minuteOf } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';

export interface SessionRow {
  readonly id: string;
  readonly present: boolean;
  readonly factor: string;
  readonly address: string;
  readonly device: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly endedAt: Date | null;
}

export interface RoleRow {
  readonly id: string;
  readonly present: boolean;
  readonly actsFor: string;
  readonly role: string;
}

export interface AccountPageProps {
  readonly csrf: string;
  readonly name: string;
  readonly signInName: string;
  readonly roles: readonly RoleRow[];
  readonly sessions: readonly SessionRow[];
  readonly idleMinutes: number;
}

const FACTORS: Readonly<Record<string, string>> = {
  totp: '动态口令',
  passkey: '通行密钥',
  sms: '短信验证码',
  recovery: '备用码',
};

function Act({ csrf, act, value, children }: { csrf: string; act: string; value: string; children: string }) {
  return (
    <form method="post" action="/account">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="id" value={value} />
      <button type="submit">{children}</button>
    </form>
  );
}

function Roles({ csrf, roles }: Pick<AccountPageProps, 'csrf' | 'roles'>) {
  return (
    <section aria-labelledby="roles">
      <h2 id="roles">身份</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">角色</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => (
            <tr key={role.id}>
              <th scope="row">{role.actsFor}</th>
              <td>{role.role}</td>
              <td>
                {role.present ? (
                  '当前身份'
                ) : (
                  <Act csrf={csrf} act="switch-role" value={role.id}>
                    切换到此身份
                  </Act>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sessions({ csrf, sessions, idleMinutes }: Pick<AccountPageProps, 'csrf' | 'sessions' | 'idleMinutes'>) {
  const others = sessions.filter(({ present, endedAt }) => !present && endedAt === null).length;
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">登录记录</h2>
      <p>{idleMinutes} 分钟没有操作自动退出。发现不是本人的登录，请立即令其退出并修改密码。</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">登录时间</th>
            <th scope="col">最近操作</th>
            <th scope="col">地址与设备</th>
            <th scope="col">验证方式</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <th scope="row">{minuteOf(session.startedAt)}</th>
              <td>{minuteOf(session.lastSeenAt)}</td>
              <td>
                {session.address}
                <br />
                <span className="muted">{session.device}</span>
              </td>
              <td>{FACTORS[session.factor] ?? session.factor}</td>
              <td>
                {session.present ? '本次登录' : null}
                {!session.present && session.endedAt !== null ? `已退出（${minuteOf(session.endedAt)}）` : null}
                {!session.present && session.endedAt === null ? (
                  <Act csrf={csrf} act="end-session" value={session.id}>
                    令其退出
                  </Act>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {others === 0 ? null : (
        <Act csrf={csrf} act="end-others" value="">
          令其他登录全部退出
        </Act>
      )}
    </section>
  );
}

/** 账户与安全: the roles one holds, the sessions that stand, and the ways to password and second factors. */
export function AccountPage(props: AccountPageProps) {
  return (
    <>
      <PageHead
        title="账户与安全"
        lead={`${props.name}（登录名 ${props.signInName}）`}
        act={
          <>
            <a href="/account/password">修改密码</a>　<a href="/account/factors">第二重验证</a>
          </>
        }
      />
      <Roles {...props} />
      <Sessions {...props} />
    </>
  );
}
