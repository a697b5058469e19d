import type { ReactNode } from 'react';
import type { DraftInput } from '#features/drafts/commands.ts';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { officersIn, type Typed } from './case-step.tsx';
import type { DraftDemands } from './draft-demands.ts';
import type { DraftForDuty } from './duty-acts.ts';
import type { EvidenceIn } from './evidence-in.ts';
import { OfficerFields } from './officer-fields.tsx';
import { STEP_DRAFT_FORMS } from './step-draft-forms.tsx';

/** The form of a draft: its fields, and what they amount to. */
export interface DraftForm {
  readonly brings: (demands: DraftDemands) => string;
  readonly evidence?: { readonly kind: EvidenceIn['kind']; readonly label: string };
  readonly fields: (typed: Typed, errors: readonly FormError[], demands: DraftDemands) => ReactNode;
  /** errors where something has to be chosen first; the rest is checked by the draft's own schema */
  readonly content: (typed: Typed, demands: DraftDemands) => DraftInput | readonly FormError[];
}

const NAMED_OFFICERS = ['officer1', 'certificate1', 'officer2', 'certificate2'];

const order: DraftForm = {
  brings: () => '用印后逐件制发《责令限期整改通知书》并送达；整改期限自送达之日起算。',
  fields: (typed, errors, { terms, twoOfficers, knownOfficers }) => (
    <>
      <RadioGroup
        name="termMonths"
        label="整改期限"
        hint={terms.length === 1 ? `期限一律为 ${terms[0]} 个月。` : `最长不超过 ${terms.at(-1)} 个月。`}
        value={typed('termMonths') || String(terms.at(-1))}
        options={terms.map((months) => ({ value: String(months), label: `${months} 个月` }))}
        required
        error={errorOf(errors, 'termMonths')}
      />
      <p>{twoOfficers ? '由两名执法人员签字' : '需要执法人员签字的，填写两名；不需要的，可以不填'}</p>
      <OfficerFields typed={typed} errors={errors} required={twoOfficers} known={knownOfficers} />
    </>
  ),
  content: (typed, { twoOfficers }) => {
    const named = NAMED_OFFICERS.some((field) => typed(field) !== '');
    return {
      act: 'issue-order',
      termMonths: Number(typed('termMonths')),
      ...(named || twoOfficers ? { officers: officersIn(typed) } : {}),
    };
  },
};

const confirm: DraftForm = {
  brings: () =>
    '用印后该项资质转为红牌，制发《资质不达标认定暨责令限期整改通知书》并送达；即日起向社会公布，按规定限制其业务。整改期限 1 个月，自送达之日的次日起算。',
  evidence: { kind: 'finding', label: '核实材料' },
  fields: (typed, errors) => (
    <TextAreaField
      name="opinion"
      label="认定意见"
      hint="写明核实的经过和结论，写入通知书。"
      value={typed('opinion')}
      required
      maxLength={2000}
      error={errorOf(errors, 'opinion')}
    />
  ),
  content: (typed) => ({ act: 'confirm', opinion: typed('opinion') }),
};

const hearing: DraftForm = {
  brings: () =>
    '用印后制发《听证通知书》，即时列入企业的收件箱并通知企业。举行听证的七个工作日前须通知；自企业申请之日起 20 个工作日内组织。',
  fields: (typed, errors) => (
    <>
      <DayField
        name="hearingOn"
        label="听证日期"
        value={typed('hearingOn')}
        required
        error={errorOf(errors, 'hearingOn')}
      />
      <TextField
        name="time"
        label="时间"
        hint="如 09:30。"
        value={typed('time')}
        width="short"
        required
        error={errorOf(errors, 'time')}
      />
      <TextField
        name="place"
        label="地点"
        value={typed('place')}
        width="full"
        required
        error={errorOf(errors, 'place')}
      />
      <TextField
        name="presider"
        label="听证主持人"
        hint="办理过本案的人员不能主持。"
        value={typed('presider')}
        required
        error={errorOf(errors, 'presider.name')}
      />
      <TextField name="post" label="主持人职务" hint="可以不填。" value={typed('post')} />
    </>
  ),
  content: (typed) => ({
    act: 'notify-hearing',
    hearingOn: typed('hearingOn'),
    time: typed('time'),
    place: typed('place'),
    presider: { name: typed('presider'), ...(typed('post') === '' ? {} : { post: typed('post') }) },
  }),
};

const propose: DraftForm = {
  brings: ({ signer }) =>
    signer
      ? '用印后制发报住房城乡建设部的请示。部核发的资质由部决定是否撤回，本地机关不告知、不决定、不公告。'
      : '用印后致函同级行政审批局，附撤回建议名单；省级核发的由省级办理。',
  fields: (typed, errors, { signer }) =>
    signer ? (
      <TextField
        name="signer"
        label="签发人"
        hint="报部的请示由其签发。"
        value={typed('signer')}
        required
        error={errorOf(errors, 'signer')}
      />
    ) : null,
  content: (typed, demands) => {
    const signer = typed('signer');
    if (demands.signer && signer === '') return [{ field: 'signer', text: '报部的请示须写明签发人，请补充。' }];
    return { act: 'propose', ...(signer === '' ? {} : { signer }) };
  },
};

const decide: DraftForm = {
  brings: () => '用印后作出决定。撤回的，制发《撤回决定书》并送达；不予撤回的，取消标注并通知企业。',
  fields: (typed, errors) => (
    <>
      <RadioGroup
        name="result"
        label="决定"
        value={typed('result')}
        required
        error={errorOf(errors, 'result')}
        options={[
          { value: 'revoke', label: '撤回该项资质' },
          { value: 'keep', label: '不予撤回，保留资质' },
        ]}
      />
      <TextAreaField
        name="assessment"
        label="对陈述申辩的审查意见"
        hint="企业的陈述申辩和听证由系统按案件记录写入决定书。有陈述申辩或者举行过听证的，须逐点写明采纳与否及理由；没有的，不填。"
        value={typed('assessment')}
        maxLength={4000}
        error={errorOf(errors, 'assessment')}
      />
    </>
  ),
  content: (typed) => {
    const result = typed('result');
    if (result !== 'revoke' && result !== 'keep') return [{ field: 'result', text: '请选择撤回或者不予撤回。' }];
    const assessment = typed('assessment');
    return { act: 'decide', result, ...(assessment === '' ? {} : { assessment }) };
  },
};

function plain(act: 'notify-intent' | 'announce', brings: string): DraftForm {
  return { brings: () => brings, fields: () => null, content: () => ({ act }) };
}

/** The form of the draft that fulfils a duty. A list of enterprises has a page of its own. */
export function draftForm(duty: DraftForDuty): DraftForm {
  const { act, document } = duty;
  switch (act) {
    case 'issue-order':
      return order;
    case 'decide':
      return decide;
    case 'notify-intent':
      return plain(act, '用印后逐件制发《撤回告知书》并送达，告知企业陈述申辩和申请听证的权利。');
    case 'announce':
      return plain(act, '决定书已经送达。用印后公告撤回决定，并在资质登记中撤回该项资质。');
    case 'propose':
      return propose;
    case 'confirm':
      return confirm;
    case 'notify-hearing':
      return hearing;
    case 'publish-notice':
      return {
        brings: ({ noticeDays }) =>
          noticeDays === null
            ? '用印后在本平台公告送达。'
            : `用印后在本平台公告送达，自公告之日起满 ${noticeDays} 日视为送达。`,
        // 民诉法 95: reason and attempts are the case's, and are never typed.
        fields: () => <p className="muted">公告送达的原因和此前的送达经过，由系统按案件记录写入公告。</p>,
        content: () => ({ act, document: document ?? 'order' }),
      };
    case 'opinion':
    case 'decide-objection':
    case 'mark-by-hand':
    case 'recheck':
    case 'start':
    case 'return-result':
    case 'withdraw':
      return STEP_DRAFT_FORMS[act];
    case 'find':
    case 'enterprise-list':
      throw new Error(`${act} is drafted on a page of its own`);
  }
}
