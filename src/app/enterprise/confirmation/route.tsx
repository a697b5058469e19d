import {
  confirmEmail,
  previewConfirmation,
  requestEmailCheck,
  signConfirmation,
  withdrawConfirmation,
} from '#features/service/commands.ts';
import { confirmationHistory, emailCheckOf } from '#features/service/queries.ts';
import { clauseIn } from '#law/regimes/citing.ts';
import { citationOf } from '#law/regimes/clause-texts.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import type { NoticeProps } from '#ui/portal/notice.tsx';
import { type ConfirmationFields, ConfirmationPage } from '#ui/portal-pages/enterprise/confirmation-page.tsx';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { proofGiven, proofOffered } from '../../_portal/second-proof.ts';
import { ownEnterprise, textOf } from '../_own.ts';
import { faultsOf } from './fields.ts';
import { signing } from './second-factor.ts';
import { drawnIn, type SignatureGiven, signatureOf } from './signature.ts';

type Visit = PortalVisit<unknown>;

interface More {
  readonly typed?: ConfirmationFields;
  /** what was drawn on the pad */
  readonly drawn?: string | undefined;
  readonly errors?: readonly FormError[];
  readonly notice?: NoticeProps;
}

async function shown(visit: Visit, more: More = {}): Promise<PortalAnswer> {
  const { pool, person, csrf, now } = visit;
  const enterprise = await ownEnterprise(visit);
  const [history, check] = await Promise.all([
    confirmationHistory(pool, enterprise.id),
    emailCheckOf(pool, enterprise.id, now),
  ]);
  const maySign = person.held.role === 'legal-representative';
  const offered =
    maySign && person.seenAs === null && check !== undefined && check.confirmedAt !== null
      ? await proofOffered(visit, signing(visit, check.id))
      : null;
  const standing = history.find(({ knownTo }) => knownTo === null);
  const errors = more.errors ?? [];
  const typed = more.typed ?? {
    legalRepresentative: enterprise.legalRepresentative ?? '',
    idNumber: '',
    email: check?.email ?? standing?.email ?? '',
  };
  return {
    title: '送达确认书',
    place: '/enterprise/confirmation',
    status: errors.length === 0 ? 200 : 422,
    ...(more.notice === undefined ? {} : { notice: more.notice }),
    page: (
      <ConfirmationPage
        csrf={csrf}
        citation={citationOf(clauseIn(enterprise.divisionCode, 'confirmation'))}
        enterprise={enterprise.name}
        uscc={enterprise.uscc}
        registeredRepresentative={enterprise.legalRepresentative}
        typed={typed}
        check={check ?? null}
        maySign={maySign}
        drawn={more.drawn}
        offered={offered}
        history={history}
        errors={errors}
      />
    ),
  };
}

function typedIn(form: FormData): ConfirmationFields {
  return {
    legalRepresentative: textOf(form, 'legalRepresentative').trim(),
    idNumber: textOf(form, 'idNumber').trim().toUpperCase(),
    email: textOf(form, 'email').trim(),
  };
}

async function sendMail(visit: Visit, form: FormData): Promise<PortalAnswer> {
  const typed = typedIn(form);
  const errors = faultsOf(typed).filter(({ field }) => field === 'email');
  if (errors.length > 0) return shown(visit, { typed, errors });
  const enterprise = await ownEnterprise(visit);
  const { pool, person, now } = visit;
  const outcome = await requestEmailCheck(pool, {
    enterpriseId: enterprise.id,
    email: typed.email,
    by: person.name,
    at: now,
  });
  if (outcome.outcome !== 'done') {
    const text = outcome.outcome === 'refused' ? outcome.refusal.reason : '没有这家企业。';
    return shown(visit, { typed, errors: [{ field: 'email', text }] });
  }
  const notice: NoticeProps = {
    kind: 'done',
    text: `验证邮件已发送到 ${typed.email}，30 分钟内有效。`,
    more: '打开邮件中的链接，或者在下面填写邮件中的 6 位验证码。',
  };
  return shown(visit, { typed, notice });
}

async function typeCode(visit: Visit, form: FormData): Promise<PortalAnswer> {
  const typed = typedIn(form);
  const { pool, now } = visit;
  const enterprise = await ownEnterprise(visit);
  const check = await emailCheckOf(pool, enterprise.id, now);
  if (check === undefined) {
    return shown(visit, { typed, errors: [{ field: 'email', text: '验证已失效，请重新发送验证邮件。' }] });
  }
  const outcome = await confirmEmail(pool, { checkId: check.id, code: textOf(form, 'mailCode'), at: now });
  if (outcome.outcome === 'done') {
    return shown(visit, { typed, notice: { kind: 'done', text: `电子邮箱 ${outcome.email} 已验证，请继续签署。` } });
  }
  const text = outcome.outcome === 'refused' ? outcome.refusal.reason : '验证已失效，请重新发送验证邮件。';
  return shown(visit, { typed, errors: [{ field: 'mailCode', text }] });
}

/** What can be found wrong before the dynamic code, which serves but once, is used up. */
function refusalsBeforeCode(
  typed: ConfirmationFields,
  check: { readonly email: string; readonly confirmedAt: Date | null } | undefined,
  signature: SignatureGiven | FormError,
): FormError[] {
  const errors = faultsOf(typed);
  if (check === undefined || check.confirmedAt === null) {
    errors.push({ field: 'email', text: '电子邮箱尚未验证，请先发送验证邮件。' });
  } else if (check.email.toLowerCase() !== typed.email.toLowerCase()) {
    errors.push({ field: 'email', text: `已验证的电子邮箱是 ${check.email}，与填写的不一致，请改正或者重新验证。` });
  }
  return 'text' in signature ? [...errors, signature] : errors;
}

async function sign(visit: Visit, form: FormData): Promise<PortalAnswer> {
  const typed = typedIn(form);
  const drawn = drawnIn(form);
  const { pool, press, person, now } = visit;
  const enterprise = await ownEnterprise(visit);
  const check = await emailCheckOf(pool, enterprise.id, now);
  const signature = await signatureOf(form);
  const early = refusalsBeforeCode(typed, check, signature);
  if (early.length > 0 || check === undefined || 'text' in signature) {
    return shown(visit, { typed, drawn, errors: early });
  }
  const secondFactor = await proofGiven(visit, form, signing(visit, check.id));
  if ('text' in secondFactor) return shown(visit, { typed, drawn, errors: [secondFactor] });
  const outcome = await signConfirmation(
    { pool, press },
    {
      enterpriseId: enterprise.id,
      form: typed,
      emailCheckId: check.id,
      signature,
      secondFactor,
      by: person.name,
      at: now,
    },
  );
  if (outcome.outcome !== 'done') {
    const text = outcome.outcome === 'refused' ? outcome.refusal.reason : '没有这家企业。';
    const field = /签名|签章|文件|图片|PDF/.test(text) ? 'signatureFile' : undefined;
    return shown(visit, { typed, drawn, errors: [{ field, text }] });
  }
  return {
    to: '/enterprise/confirmation',
    notice: {
      kind: 'done',
      text: outcome.replaced ? '新的送达确认书已签署，原确认书已由它代替。' : '送达确认书已签署。',
      more: '签署的确认书已放入收件箱，并已告知主管部门。',
      link: { label: '打开签署的确认书', address: `/enterprise/documents/${outcome.documentId}` },
    },
  };
}

async function withdraw(visit: Visit, form: FormData): Promise<PortalAnswer> {
  const { pool, person, now } = visit;
  const enterprise = await ownEnterprise(visit);
  const outcome = await withdrawConfirmation(
    { pool },
    { enterpriseId: enterprise.id, reason: textOf(form, 'reason'), by: person.name, at: now },
  );
  if (outcome.outcome !== 'done') {
    const text = outcome.outcome === 'refused' ? outcome.refusal.reason : '没有这家企业。';
    return shown(visit, { errors: [{ field: 'reason', text }] });
  }
  return {
    to: '/enterprise/confirmation',
    notice: { kind: 'done', text: '送达确认书已撤回，今后的文书以邮寄或者公告送达。' },
  };
}

export const { GET, POST } = portalRoute('/enterprise/confirmation', (visit) => shown(visit), {
  preview: async (visit, form) => {
    const enterprise = await ownEnterprise(visit);
    const outcome = await previewConfirmation(visit.pool, {
      enterpriseId: enterprise.id,
      form: typedIn(form),
      at: visit.now,
    });
    if (outcome.outcome !== 'done') {
      throw new ProblemError('bad-form', outcome.outcome === 'refused' ? outcome.refusal.reason : '没有这家企业。');
    }
    return {
      file: Uint8Array.from(outcome.pdf),
      type: 'application/pdf',
      name: '送达确认书（预览）.pdf',
      inline: true,
    };
  },
  'send-mail': sendMail,
  'type-code': typeCode,
  'look-again': (visit, form) => shown(visit, { typed: typedIn(form), drawn: drawnIn(form) }),
  sign,
  withdraw,
});
