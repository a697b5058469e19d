import type { AccountRequest } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, type FormError } from '#ui/portal/error-summary.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import type { ProofOffered } from '#ui/portal/second-proof.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export type RequestShown = Omit<AccountRequest, 'wanted'> & { readonly what: string };

function decisionWord({ decision }: RequestShown): string {
  if (decision === null) return '待确认';
  return decision === 'confirmed' ? '已确认' : '未予办理';
}

function Requests({ caption, rows }: { readonly caption: string; readonly rows: readonly RequestShown[] }) {
  return (
    <Table caption={caption} heads={['事项', '账号', '提出', '处理']}>
      <Rows>
        {rows.map((request) => (
          <Row key={request.id}>
            <HeadCell head="事项">
              <a href={`/security/requests/${request.id}`}>{request.what}</a>
            </HeadCell>
            <Cell head="账号">{request.account}</Cell>
            <Cell head="提出">
              {request.requester}　<Minute instant={request.requestedAt} />
            </Cell>
            <Cell head="处理">
              {decisionWord(request)}
              {request.decider === null ? null : `　${request.decider}`}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** 待确认: what one administrator asked for and another confirms. */
export function RequestListPage(props: {
  readonly waiting: readonly RequestShown[];
  readonly decided: readonly RequestShown[];
}) {
  return (
    <>
      <PageHead
        title="待确认"
        lead="设立账号、授予角色、恢复使用、重置密码、解除第二重验证、登记电子邮箱，以及涉及三员的事项，由一名安全管理员提出，另一名确认。"
      />
      {props.waiting.length === 0 ? (
        <p>没有待确认的申请。</p>
      ) : (
        <Requests caption="待确认的申请" rows={props.waiting} />
      )}
      {props.decided.length === 0 ? null : <Requests caption="最近处理的申请" rows={props.decided} />}
    </>
  );
}

/** One request, with what it would do, and the second administrator's decision. */
export function RequestPage(props: {
  readonly csrf: string;
  readonly request: RequestShown;
  readonly email: string | null;
  readonly own: boolean;
  readonly lapsed: boolean;
  readonly offered: ProofOffered;
  readonly errors: readonly FormError[];
}) {
  const { csrf, request, email, own, lapsed, offered, errors } = props;
  const action = `/security/requests/${request.id}`;
  const open = request.decision === null && !lapsed;
  return (
    <>
      <PageHead title={request.what} crumbs={[{ label: '待确认', address: '/security/requests' }]} />
      {open && !own ? null : <ErrorSummary errors={errors} />}
      <Facts
        of={[
          ['账号', request.account],
          ['寄送链接至', email],
          ['理由', request.reason],
          [
            '提出',
            <span key="asked">
              {request.requester}　<Minute instant={request.requestedAt} />
            </span>,
          ],
          ['失效', open ? <Minute key="expires" instant={request.expiresAt} /> : null],
          [
            '处理',
            <span key="decided">
              {lapsed ? '已满七日，失效' : decisionWord(request)}
              {request.decider === null ? null : `　${request.decider}　`}
              {request.decidedAt === null ? null : <Minute instant={request.decidedAt} />}
            </span>,
          ],
        ]}
      />
      {open && own ? <p className="portal-notice attention">这是您本人提出的申请，须由另一名安全管理员确认。</p> : null}
      {open && !own ? (
        <ConfirmAct
          action={action}
          csrf={csrf}
          button="确认并办理"
          cancelAddress="/security/requests"
          what={`确认后立即办理：${request.what}。`}
          toWhom={[request.account]}
          clauses={[]}
          whoSigns="您（第二名安全管理员）"
          signing="提交"
          carried={[['act', 'confirm']]}
          secondFactor={offered}
          errors={errors}
        />
      ) : null}
      {open ? (
        <form method="post" action={action}>
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="refuse" />
          <p className="act-buttons">
            <button type="submit">{own ? '撤回申请' : '不同意'}</button>
          </p>
        </form>
      ) : null}
    </>
  );
}
