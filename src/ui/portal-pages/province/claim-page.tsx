import type { ClaimShown } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { type ProofOffered, SECOND_FACTOR_FIELD, SecondProof } from '#ui/portal/second-proof.tsx';
import { claimProofWord, claimStatusWord } from '#ui/portal-pages/account/claim-words.ts';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface ClaimPageProps {
  readonly csrf: string;
  readonly claim: ClaimShown;
  readonly may: { readonly check: boolean; readonly confirm: boolean; readonly refuse: boolean };
  /** null where this person does not act */
  readonly offered: ProofOffered | null;
  readonly reason: string;
  readonly errors: readonly FormError[];
}

function samePersonWord({ samePerson }: ClaimShown): string {
  if (samePerson === null) return '登记没有法定代表人的身份证号，无从比对';
  return samePerson ? '与登记的法定代表人相同' : '与登记的法定代表人不同，请慎重核对';
}

function Files({ claim }: { readonly claim: ClaimShown }) {
  if (claim.files.length === 0) return <p>认领人还没有上传材料。</p>;
  return (
    <Table caption="证明材料" heads={['材料', '上传', '校验值']}>
      <Rows>
        {claim.files.map((file) => (
          <Row key={file.id}>
            <HeadCell head="材料">
              <a href={`/province/claims/${claim.id}/files/${file.id}`}>{file.name}</a>
            </HeadCell>
            <Cell head="上传">
              <Minute instant={file.handedInAt} />
            </Cell>
            <Cell head="校验值">
              <code>{file.sha256.slice(0, 16)}</code>
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** One claim: what it says, what the register says, the documents, and what an official may do. */
export function ClaimPage({ csrf, claim, may, offered, reason, errors }: ClaimPageProps) {
  const open = claim.status === 'waiting' || claim.status === 'objected';
  const acts = [
    ...(may.check ? ([['check', '材料属实，交另一人确认']] as const) : []),
    ...(may.confirm ? ([['confirm', claim.status === 'objected' ? '异议不成立，认领生效' : '确认认领']] as const) : []),
    ...(may.refuse ? ([['refuse', '不予确认']] as const) : []),
  ];
  return (
    <>
      <PageHead title={claim.enterprise} crumbs={[{ label: '企业认领', address: '/province/claims' }]} />
      <ErrorSummary errors={errors} />
      <Facts
        of={[
          ['统一社会信用代码', <code key="uscc">{claim.uscc}</code>],
          ['认领人', claim.representative],
          ['本人核验', claim.method === 'real-name' ? '实名核验' : '对公账户打款'],
          ['状态', claimStatusWord(claim.status)],
          ['证明', claimProofWord(claim.proof)],
          ['登记的企业名称', claim.registeredName ?? '登记中没有这家企业'],
          ['登记的法定代表人', claim.registeredRepresentative],
          ['身份证号', claim.registeredName === null ? null : samePersonWord(claim)],
          ['异议期至', claim.objectUntil === null ? null : <Minute key="until" instant={claim.objectUntil} />],
          ['异议', claim.objection],
          ['核对', claim.checkedByName === null ? null : `${claim.checkedByName}：${claim.checkedReason ?? ''}`],
          ['决定', claim.decidedByName === null ? null : `${claim.decidedByName}：${claim.decidedReason ?? ''}`],
        ]}
      />
      <Files claim={claim} />
      {open && acts.length > 0 && offered !== null ? (
        <form method="post" action={`/province/claims/${claim.id}`}>
          <CsrfField token={csrf} />
          <TextAreaField
            name="reason"
            label="依据"
            hint="怎样核对的，如“核对营业执照原件，与国家企业信用信息公示系统一致”。不予确认的，认领人能看到理由。"
            value={reason}
            rows={2}
            required
            maxLength={500}
            error={errorOf(errors, 'reason')}
          />
          <SecondProof
            offered={offered}
            acts={acts.map(([act, label]) => ({ act, label }))}
            error={errorOf(errors, SECOND_FACTOR_FIELD)}
          />
        </form>
      ) : null}
    </>
  );
}
