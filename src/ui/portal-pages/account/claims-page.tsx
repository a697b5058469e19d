import type { ClaimShown, Invitation } from '#features/accounts/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { claimStatusWord } from './claim-words.ts';

export interface OwnClaimsPageProps {
  readonly csrf: string;
  /** what this person has claimed */
  readonly own: readonly ClaimShown[];
  /** claims to enterprises for which this person stands */
  readonly against: readonly ClaimShown[];
  /** who asks this person to act for an enterprise */
  readonly invitations: readonly Invitation[];
  readonly now: Date;
  readonly fileTypes: readonly string[];
  readonly fileBytes: number;
  readonly errors: readonly FormError[];
}

function HandIn({
  csrf,
  id,
  ...props
}: Pick<OwnClaimsPageProps, 'csrf' | 'fileTypes' | 'fileBytes' | 'errors'> & { id: string }) {
  return (
    <form method="post" action="/account/claims" encType="multipart/form-data">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="hand-in" />
      <input type="hidden" name="id" value={id} />
      <UploadField
        name="file"
        label="证明材料"
        hint="营业执照、法定代表人身份证、变更登记通知书等，一次一份，最多十份。"
        accept={props.fileTypes}
        maxBytes={props.fileBytes}
        required
        error={errorOf(props.errors, 'file')}
      />
      <p className="act-buttons">
        <button type="submit" className="primary">
          上传
        </button>
      </p>
    </form>
  );
}

function OwnClaim({
  claim,
  ...props
}: { claim: ClaimShown } & Omit<OwnClaimsPageProps, 'own' | 'against' | 'invitations' | 'now'>) {
  const open = claim.status === 'waiting' || claim.status === 'objected';
  return (
    <section aria-labelledby={`claim-${claim.id}`}>
      <h2 id={`claim-${claim.id}`}>{claim.enterprise}</h2>
      <Facts
        of={[
          ['统一社会信用代码', <code key="uscc">{claim.uscc}</code>],
          ['状态', claimStatusWord(claim.status)],
          ['提出', <Minute key="at" instant={claim.madeAt} />],
          ['异议期至', claim.objectUntil === null ? null : <Minute key="until" instant={claim.objectUntil} />],
          ['办理意见', claim.status === 'refused' ? claim.decidedReason : null],
          ['已上传', claim.files.length === 0 ? null : claim.files.map(({ name }) => name).join('；')],
        ]}
      />
      {open ? (
        <>
          <p>
            {claim.registeredName === null
              ? '登记中还没有这家企业。数据来源收录该企业，或者主管部门核对材料之后生效。'
              : '登记不能直接证明您是该企业的法定代表人。请上传材料，由主管部门两名工作人员核对；也可以重新注册，选择对公账户打款核验。'}
          </p>
          <HandIn id={claim.id} {...props} />
        </>
      ) : null}
    </section>
  );
}

function Against({
  claim,
  csrf,
  now,
  errors,
}: { claim: ClaimShown } & Pick<OwnClaimsPageProps, 'csrf' | 'now' | 'errors'>) {
  const may = claim.status === 'confirmed' && claim.objectUntil !== null && claim.objectUntil > now;
  return (
    <section aria-labelledby={`against-${claim.id}`}>
      <h2 id={`against-${claim.id}`}>{claim.representative}认领了您代表的企业</h2>
      <Facts
        of={[
          ['企业', claim.enterprise],
          ['状态', claimStatusWord(claim.status)],
          ['异议期至', claim.objectUntil === null ? null : <Minute key="until" instant={claim.objectUntil} />],
          ['您的异议', claim.objection],
        ]}
      />
      {may ? (
        <form method="post" action="/account/claims">
          <CsrfField token={csrf} />
          <input type="hidden" name="act" value="object" />
          <input type="hidden" name="id" value={claim.id} />
          <TextAreaField
            name="objection"
            label="异议的理由"
            hint="提出之后，您的权限继续有效，由主管部门两名工作人员决定。"
            value=""
            rows={3}
            required
            maxLength={1000}
            error={errorOf(errors, 'objection')}
          />
          <p className="act-buttons">
            <button type="submit" className="primary">
              提出异议
            </button>
          </p>
        </form>
      ) : null}
    </section>
  );
}

function Invited({ invitation, csrf }: { readonly invitation: Invitation; readonly csrf: string }) {
  return (
    <section aria-labelledby={`invitation-${invitation.id}`}>
      <h2 id={`invitation-${invitation.id}`}>{invitation.enterprise}邀请您担任经办人</h2>
      <p>
        {invitation.invitedByName}于 <Minute instant={invitation.madeAt} /> 邀请，
        <Minute instant={invitation.expiresAt} />{' '}
        失效。接受后，您以该企业经办人的身份签收文书、提交材料，对企业发生效力。
      </p>
      <form method="post" action="/account/claims">
        <CsrfField token={csrf} />
        <input type="hidden" name="id" value={invitation.id} />
        <p className="act-buttons">
          <button type="submit" name="act" value="accept" className="primary">
            接受
          </button>
          <button type="submit" name="act" value="decline">
            谢绝
          </button>
        </p>
      </form>
    </section>
  );
}

/** 企业认领: what one has claimed, and claims to the enterprises for which one stands. */
export function OwnClaimsPage({ own, against, invitations, ...props }: OwnClaimsPageProps) {
  return (
    <>
      <PageHead
        title="企业认领和邀请"
        lead="以企业法定代表人身份注册的，证明之后才能代表企业办理。原来的法定代表人在三日内可以提出异议。"
      />
      <ErrorSummary errors={props.errors} />
      {own.length + against.length + invitations.length === 0 ? (
        <p>
          您没有认领企业，也没有收到经办人邀请。以法定代表人身份认领的，请退出后在
          <a href="/sign-up?as=enterprise">企业注册</a>办理。
        </p>
      ) : null}
      {invitations.map((invitation) => (
        <Invited key={invitation.id} invitation={invitation} csrf={props.csrf} />
      ))}
      {against.map((claim) => (
        <Against key={claim.id} claim={claim} {...props} />
      ))}
      {own.map((claim) => (
        <OwnClaim key={claim.id} claim={claim} {...props} />
      ))}
    </>
  );
}
