import type { ActsForEnterprise, Invitation } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** The form as it was typed. */
export interface OperatorTyped {
  readonly name: string;
  readonly signInName: string;
  readonly phone: string;
}

export interface OperatorsPageProps {
  readonly csrf: string;
  readonly people: readonly ActsForEnterprise[];
  readonly mayAuthorise: boolean;
  readonly typed: OperatorTyped;
  readonly invitations: readonly Invitation[];
  readonly errors: readonly FormError[];
}

function Invitations({
  csrf,
  invitations,
  mayAuthorise,
}: Pick<OperatorsPageProps, 'csrf' | 'invitations' | 'mayAuthorise'>) {
  if (invitations.length === 0) return null;
  return (
    <Table caption="等待接受的邀请" heads={['姓名', '登录名', '邀请', '失效', '操作']}>
      <Rows>
        {invitations.map((each) => (
          <Row key={each.id}>
            <HeadCell head="姓名">{each.name}</HeadCell>
            <Cell head="登录名">{each.signInName}</Cell>
            <Cell head="邀请">
              <Minute instant={each.madeAt} />
            </Cell>
            <Cell head="失效">
              <Minute instant={each.expiresAt} />
            </Cell>
            <Cell head="操作">
              {mayAuthorise ? (
                <form method="post" action="/enterprise/operators">
                  <CsrfField token={csrf} />
                  <input type="hidden" name="act" value="withdraw" />
                  <input type="hidden" name="invitationId" value={each.id} />
                  <button type="submit">撤回</button>
                </form>
              ) : null}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function EndForm({ csrf, of }: { readonly csrf: string; readonly of: ActsForEnterprise }) {
  return (
    <details>
      <summary>终止授权</summary>
      <form method="post" action="/enterprise/operators">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="end" />
        <input type="hidden" name="roleId" value={of.roleId} />
        <p>终止后即刻不能再为本企业办理，已办理的事项仍然有效。</p>
        <button type="submit">确认终止{of.name}的授权</button>
      </form>
    </details>
  );
}

function People({ csrf, people, mayAuthorise }: Pick<OperatorsPageProps, 'csrf' | 'people' | 'mayAuthorise'>) {
  return (
    <Table caption="可以为本企业办理的人" heads={['姓名', '身份', '登录名', '授权时间', '授权人', '最近登录', '状态']}>
      <Rows>
        {people.map((each) => (
          <Row key={each.roleId}>
            <HeadCell head="姓名">{each.name}</HeadCell>
            <Cell head="身份">{each.role === 'operator' ? '经办人' : '法定代表人'}</Cell>
            <Cell head="登录名">{each.signInName}</Cell>
            <Cell head="授权时间">
              <Minute instant={each.grantedAt} />
            </Cell>
            <Cell head="授权人">{each.grantedBy}</Cell>
            <Cell head="最近登录">
              {each.lastSignedInAt === null ? '尚未登录' : <Minute instant={each.lastSignedInAt} />}
            </Cell>
            <Cell head="状态">
              {each.endedAt !== null ? (
                <>
                  已于 <Minute instant={each.endedAt} /> 终止
                </>
              ) : each.role === 'operator' && mayAuthorise ? (
                <EndForm csrf={csrf} of={each} />
              ) : (
                '有效'
              )}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** GX21-A1: the legal representative authorises operators and ends their authority. */
export function OperatorsPage({ csrf, people, mayAuthorise, typed, invitations, errors }: OperatorsPageProps) {
  return (
    <>
      <PageHead
        title="经办人"
        lead="经办人可以查看本企业的信息、签收文书、提交材料和更新联系信息；签署送达确认书、授权经办人只能由法定代表人办理。"
      />
      <ErrorSummary errors={errors} />
      <People csrf={csrf} people={people} mayAuthorise={mayAuthorise} />
      <Invitations csrf={csrf} invitations={invitations} mayAuthorise={mayAuthorise} />
      <section aria-labelledby="authorise">
        <h2 id="authorise">授权经办人</h2>
        {mayAuthorise ? (
          <form method="post" action="/enterprise/operators" className="narrow">
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="authorise" />
            <p>
              填写对方个人账号的登录名和手机号码，两者都相符的才能接受；还没有账号的，请对方以此登录名和手机号码注册。
            </p>
            <TextField
              name="name"
              label="姓名"
              value={typed.name}
              maxLength={50}
              required
              error={errorOf(errors, 'name')}
            />
            <TextField
              name="signInName"
              label="登录名"
              hint="以字母开头，3 至 40 位小写字母、数字、点、下划线或短横。"
              value={typed.signInName}
              maxLength={40}
              required
              error={errorOf(errors, 'signInName')}
            />
            <TextField
              name="phone"
              label="手机号码"
              hint="对方账号登记的手机号码，邀请以短信发送。"
              value={typed.phone}
              type="tel"
              maxLength={20}
              required
              error={errorOf(errors, 'phone')}
            />
            <TextField
              name="ownPassword"
              label="您本人的登录密码"
              hint="对方接受后即可代本企业办理，须再次确认是您本人。"
              type="password"
              autoComplete="current-password"
              required
              error={errorOf(errors, 'ownPassword')}
            />
            <p className="act-buttons">
              <button type="submit" className="primary">
                邀请
              </button>
            </p>
          </form>
        ) : (
          <RefusedAct
            act="授权经办人"
            reasons={['只有法定代表人可以授权或者终止授权。']}
            cure="请法定代表人登录后办理。"
          />
        )}
      </section>
    </>
  );
}
