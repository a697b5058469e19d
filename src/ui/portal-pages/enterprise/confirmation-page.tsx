import type { ConfirmationShown } from '#features/service/queries.ts';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { ADDRESS, ConfirmationForm, type ConfirmationPageProps } from './confirmation-form.tsx';

export type { ConfirmationFields } from './confirmation-form.tsx';

const FACTORS = { totp: '动态口令', passkey: '通行密钥', sms: '短信验证码' } as const;

function History({ history }: { readonly history: readonly ConfirmationShown[] }) {
  return (
    <Table
      caption="签署记录，最近的在前"
      heads={['签署日', '电子邮箱', '法定代表人', '签署人', '方式', '二次验证', '状态', '文件']}
    >
      <Rows>
        {history.map((each) => (
          <Row key={each.id}>
            <HeadCell head="签署日">{each.signedOn}</HeadCell>
            <Cell head="电子邮箱">{each.email}</Cell>
            <Cell head="法定代表人">{each.legalRepresentative ?? '—'}</Cell>
            <Cell head="签署人">{each.signedBy}</Cell>
            <Cell head="方式">
              {each.signatureKind === null ? '纸质' : each.signatureKind === 'pad' ? '手写签名' : '签章页'}
            </Cell>
            <Cell head="二次验证">{each.secondFactor === null ? '—' : FACTORS[each.secondFactor]}</Cell>
            <Cell head="状态">{each.knownTo === null ? '有效' : (each.endedBecause ?? '已失效')}</Cell>
            <Cell head="文件">
              {each.documentId === null ? '—' : <a href={`/enterprise/documents/${each.documentId}`}>打开 PDF</a>}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** GX24-5.1a, A.1: the confirmation of service, from filling in to the signed form. */
export function ConfirmationPage(props: ConfirmationPageProps) {
  const { history, errors, maySign, csrf } = props;
  const standing = history.find(({ knownTo }) => knownTo === null);
  return (
    <>
      <PageHead
        title="送达确认书"
        badge={
          standing === undefined ? (
            <StateBadge tone="attention" word="尚未签署" />
          ) : (
            <StateBadge tone="met" word="有效" />
          )
        }
        lead={`《资质动态核查结果送达确认书》（${props.citation}）。签署后文书以平台推送和电子邮件送达。`}
      />
      <ErrorSummary errors={errors} />
      {standing === undefined ? null : (
        <section aria-labelledby="standing">
          <h2 id="standing">现行确认书</h2>
          <Facts
            of={[
              ['接收文书的电子邮箱', standing.email],
              ['签署日', standing.signedOn],
              ['法定代表人', standing.legalRepresentative],
              ['二次验证', standing.secondFactor === null ? null : FACTORS[standing.secondFactor]],
              [
                '签署的文件',
                standing.documentId === null ? null : (
                  <a key="file" href={`/enterprise/documents/${standing.documentId}`}>
                    打开 PDF
                  </a>
                ),
              ],
            ]}
          />
        </section>
      )}
      <section aria-labelledby="sign">
        <h2 id="sign">{standing === undefined ? '签署' : '信息变更'}</h2>
        {standing === undefined ? (
          <ConfirmationForm {...props} />
        ) : (
          <details open={props.check !== null || errors.some(({ field }) => field !== 'reason')}>
            <summary>所载信息变更了，重新签署</summary>
            <ConfirmationForm {...props} />
          </details>
        )}
      </section>
      {history.length === 0 ? null : (
        <section aria-labelledby="history">
          <h2 id="history">签署记录</h2>
          <History history={history} />
        </section>
      )}
      {standing === undefined || !maySign ? null : (
        <details open={errorOf(errors, 'reason') !== undefined}>
          <summary>撤回送达确认书</summary>
          <form method="post" action={ADDRESS} className="narrow">
            <CsrfField token={csrf} />
            <input type="hidden" name="act" value="withdraw" />
            <p>撤回后，今后的文书以邮寄或者公告送达；撤回前已经发出的，仍按原确认书计算送达日期。</p>
            <TextAreaField
              name="reason"
              label="撤回理由"
              rows={3}
              maxLength={500}
              required
              error={errorOf(errors, 'reason')}
            />
            <p>
              <button type="submit">撤回送达确认书</button>
            </p>
          </form>
        </details>
      )}
    </>
  );
}
