import { minuteOf } from '#ui/dates.tsx';
import { deviceWords } from '#ui/device-words.ts';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

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
      <Table caption="可以用的身份" heads={['单位', '角色', '操作']}>
        <Rows>
          {roles.map((role) => (
            <Row key={role.id}>
              <HeadCell head="单位">{role.actsFor}</HeadCell>
              <Cell head="角色">{role.role}</Cell>
              <Cell head="操作">
                {role.present ? (
                  '当前身份'
                ) : (
                  <Act csrf={csrf} act="switch-role" value={role.id}>
                    切换到此身份
                  </Act>
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
    </section>
  );
}

function Sessions({ csrf, sessions, idleMinutes }: Pick<AccountPageProps, 'csrf' | 'sessions' | 'idleMinutes'>) {
  const others = sessions.filter(({ present, endedAt }) => !present && endedAt === null).length;
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">登录记录</h2>
      <p>{idleMinutes} 分钟没有操作自动退出。发现不是本人的登录，请立即令其退出并修改密码。</p>
      <Table caption="登录，最近的在前" heads={['登录时间', '最近操作', '设备和地址', '验证方式', '状态']}>
        <Rows>
          {sessions.map((session) => (
            <Row key={session.id}>
              <HeadCell head="登录时间">{minuteOf(session.startedAt)}</HeadCell>
              <Cell head="最近操作">{minuteOf(session.lastSeenAt)}</Cell>
              <Cell head="设备和地址">
                {deviceWords(session.device)}
                <span className="line muted">{session.address}</span>
              </Cell>
              <Cell head="验证方式">{FACTORS[session.factor] ?? session.factor}</Cell>
              <Cell head="状态">
                {session.present ? '本次登录' : null}
                {!session.present && session.endedAt !== null ? `已退出（${minuteOf(session.endedAt)}）` : null}
                {!session.present && session.endedAt === null ? (
                  <Act csrf={csrf} act="end-session" value={session.id}>
                    令其退出
                  </Act>
                ) : null}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
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
