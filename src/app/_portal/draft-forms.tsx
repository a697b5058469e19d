import type { ReactNode } from 'react';
import type { DraftInput } from '#features/drafts/commands.ts';
import { CheckboxField, RadioGroup } from '#ui/portal/choices.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { officersIn, type Typed } from './case-step.tsx';
import type { DraftDemands, Officer } from './draft-demands.ts';
import type { DraftForDuty } from './duty-acts.ts';

/** The form of a draft: its fields, and what they amount to. */
export interface DraftForm {
  readonly brings: (demands: DraftDemands) => string;
  readonly fields: (typed: Typed, errors: readonly FormError[], demands: DraftDemands) => ReactNode;
  /** errors where something has to be chosen first; the rest is checked by the draft's own schema */
  readonly content: (typed: Typed, demands: DraftDemands) => DraftInput | readonly FormError[];
}

interface OfficerFieldsProps {
  readonly typed: Typed;
  readonly errors: readonly FormError[];
  readonly required: boolean;
  readonly known: readonly Officer[];
}

function OfficerFields({ typed, errors, required, known }: OfficerFieldsProps) {
  return (
    <>
      <datalist id="known-officers">
        {known.map(({ name, certificate }) => (
          <option key={`${name} ${certificate}`} value={name} label={certificate} />
        ))}
      </datalist>
      <datalist id="known-certificates">
        {known.map(({ name, certificate }) => (
          <option key={`${name} ${certificate}`} value={certificate} label={name} />
        ))}
      </datalist>
      {[0, 1].map((at) => (
        <div key={at} className="side-by-side">
          <TextField
            name={`officer${at + 1}`}
            label={`执法人员${at === 0 ? '一' : '二'}`}
            value={typed(`officer${at + 1}`)}
            list="known-officers"
            required={required}
            error={errorOf(errors, `officers.${at}.name`)}
          />
          <TextField
            name={`certificate${at + 1}`}
            label="执法证号"
            value={typed(`certificate${at + 1}`)}
            list="known-certificates"
            required={required}
            error={errorOf(errors, `officers.${at}.certificate`)}
          />
        </div>
      ))}
    </>
  );
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

/** 行政许可法 7: where the regime has no notice of its own, the decision says which notice was given in the procedure. */
function Notified({ typed, errors }: { typed: Typed; errors: readonly FormError[] }) {
  return (
    <>
      <p>撤回行政许可告知书（决定撤回的必须填写）</p>
      <TextField
        name="noticeNumber"
        label="告知书文号"
        value={typed('noticeNumber')}
        error={errorOf(errors, 'noticeNumber')}
      />
      <DayField
        name="noticeServedOn"
        label="送达日期"
        value={typed('noticeServedOn')}
        error={errorOf(errors, 'noticeServedOn') ?? errorOf(errors, 'notified.servedOn')}
      />
      <TextField
        name="noticeServedBy"
        label="送达方式"
        hint="如：邮政特快专递、直接送达。"
        value={typed('noticeServedBy')}
        error={errorOf(errors, 'noticeServedBy')}
      />
    </>
  );
}

const NOTICE_FIELDS = [
  ['noticeNumber', '请填写撤回告知书的文号。'],
  ['noticeServedOn', '请填写撤回告知书的送达日期。'],
  ['noticeServedBy', '请填写撤回告知书的送达方式。'],
] as const;

const decide: DraftForm = {
  brings: () => '用印后作出决定。撤回的，制发《撤回决定书》并送达；不予撤回的，取消标注并通知企业。',
  fields: (typed, errors, { noticeElsewhere }) => (
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
      <CheckboxField
        name="silent"
        value="yes"
        label="企业在期限内没有陈述申辩，也没有申请听证"
        checked={typed('silent') === 'yes'}
      />
      <TextAreaField name="statement" label="企业的陈述申辩（摘要）" value={typed('statement')} maxLength={4000} />
      <DayField
        name="hearingOn"
        label="听证日期"
        hint="举行了听证的填写。"
        value={typed('hearingOn')}
        error={errorOf(errors, 'heard.hearingOn')}
      />
      <TextAreaField
        name="assessment"
        label="对陈述申辩的审查意见"
        hint="企业陈述申辩或者听证的，须写明采纳与否及理由。"
        value={typed('assessment')}
        maxLength={4000}
        error={errorOf(errors, 'heard.assessment') ?? errorOf(errors, 'assessment')}
      />
      {noticeElsewhere ? <Notified typed={typed} errors={errors} /> : null}
    </>
  ),
  content: (typed, { noticeElsewhere }) => {
    const result = typed('result');
    if (result !== 'revoke' && result !== 'keep') return [{ field: 'result', text: '请选择撤回或者不予撤回。' }];
    const silent = typed('silent') === 'yes';
    if (!silent && typed('assessment') === '') {
      return [{ field: 'assessment', text: '请写明对陈述申辩的审查意见；企业没有陈述申辩的，请勾选相应一项。' }];
    }
    const noticed = result === 'revoke' && noticeElsewhere;
    const gaps = NOTICE_FIELDS.flatMap(([field, text]) => (typed(field) === '' ? [{ field, text }] : []));
    if (noticed && gaps.length > 0) return gaps;
    const [statement, hearingOn] = [typed('statement'), typed('hearingOn')];
    return {
      act: 'decide',
      result,
      ...(noticed
        ? {
            notified: {
              number: typed('noticeNumber'),
              servedOn: typed('noticeServedOn'),
              servedBy: typed('noticeServedBy'),
            },
          }
        : {}),
      heard: silent
        ? null
        : {
            assessment: typed('assessment'),
            ...(statement === '' ? {} : { statement }),
            ...(hearingOn === '' ? {} : { hearingOn }),
          },
    };
  },
};

function plain(act: 'notify-intent' | 'announce' | 'propose', brings: string): DraftForm {
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
      return plain(act, '用印后公告撤回决定，并在资质登记中撤回该项资质。');
    case 'propose':
      return plain(act, '用印后致函同级行政审批局，附撤回建议名单；省级核发的由省级办理。');
    case 'publish-notice':
      return {
        brings: ({ noticeDays }) =>
          noticeDays === null
            ? '用印后在本平台公告送达。'
            : `用印后在本平台公告送达，自公告之日起满 ${noticeDays} 日视为送达。`,
        fields: (typed) => (
          <TextAreaField
            name="reason"
            label="公告送达的原因"
            hint="如：邮件因地址不详退回。"
            value={typed('reason')}
            rows={2}
            maxLength={500}
          />
        ),
        content: (typed) => {
          const reason = typed('reason');
          return { act, document: document ?? 'order', ...(reason === '' ? {} : { reason }) };
        },
      };
    case 'enterprise-list':
      throw new Error('a list of enterprises is not drafted from a duty');
  }
}
