import {
  decideObjection,
  giveOpinion,
  holdHearing,
  markByHand,
  recheck,
  returnResult,
  startProcedure,
  withdrawCase,
} from '#features/service/commands.ts';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { type CaseStep, common, Officers, officersIn, Reason, tools } from './case-step.tsx';
import { EVIDENCE_BYTES, EVIDENCE_TYPES } from './evidence-in.ts';
import { PAPER_STEPS } from './paper-steps.tsx';
import { SERVICE_STEPS } from './service-steps.tsx';

/** The steps without a document of the office, by their place in the address. */
export const CASE_STEPS: Readonly<Record<string, CaseStep>> = {
  opinion: {
    title: '出具异议审查意见',
    what: '同意的，意见以书面形式报省级主管部门核实；不同意的，异议就此办结，企业可以凭新的材料再次提出。企业随即收到通知。',
    clause: { matter: 'objection' },
    button: '出具意见',
    evidence: { kind: 'other', label: '核查材料' },
    chosen: [['result', '请选择一项结论。']],
    fields: (typed, errors) => (
      <>
        <RadioGroup
          name="result"
          label="审查意见"
          value={typed('result')}
          required
          error={errorOf(errors, 'result')}
          options={[
            { value: 'agree', label: '同意修复' },
            { value: 'disagree', label: '不同意修复' },
          ]}
        />
        <Reason label="理由" typed={typed} errors={errors} />
      </>
    ),
    take: (taking) =>
      giveOpinion(tools(taking), {
        ...common(taking),
        result: taking.typed('result') === 'agree' ? 'agree' : 'disagree',
        reason: taking.typed('reason'),
      }),
    done: '审查意见已制发，并告知企业。',
  },
  'decide-objection': {
    title: '核实异议（信息修复）',
    what: '异议成立的，预警予以修复，已标注的取消标注；不成立的，案件继续办理。企业随即收到结论和理由。',
    clause: { matter: 'objection' },
    button: '作出核实结论',
    evidence: { kind: 'other', label: '核实材料' },
    chosen: [['result', '请选择一项结论。']],
    fields: (typed, errors) => (
      <>
        <RadioGroup
          name="result"
          label="核实结论"
          value={typed('result')}
          required
          error={errorOf(errors, 'result')}
          options={[
            { value: 'upheld', label: '异议成立，予以修复' },
            { value: 'rejected', label: '异议不成立' },
          ]}
        />
        <Reason label="理由" typed={typed} errors={errors} />
      </>
    ),
    take: (taking) =>
      decideObjection(tools(taking), {
        ...common(taking),
        result: taking.typed('result') === 'upheld' ? 'upheld' : 'rejected',
        reason: taking.typed('reason'),
      }),
    done: '核实结论已记录，并告知企业。',
  },
  'mark-by-hand': {
    title: '手动标注资质异常',
    what: '经核实仍不达标的，标注资质异常，按规定限制；企业随即收到通知。系统不自行标注，由本机关决定。',
    clause: { matter: 'mark' },
    button: '标注资质异常',
    evidence: { kind: 'finding', label: '核实材料' },
    fields: (typed, errors) => <Reason label="核实的经过和标注的理由" typed={typed} errors={errors} />,
    take: (taking) => markByHand(tools(taking), { ...common(taking), note: taking.typed('reason') }),
    done: '已标注资质异常，并告知企业。',
  },
  recheck: {
    title: '复查',
    what: '对照人员标准复查并制作资质复查表；未达标的须附全国平台当日截图。',
    clause: { matter: 'recheck-district' },
    button: '完成复查',
    evidence: { kind: 'capture', label: '全国平台截图（未达标时必须）' },
    chosen: [['result', '请选择一项结论。']],
    fields: (typed, errors) => (
      <>
        <RadioGroup
          name="result"
          label="复查结论"
          value={typed('result')}
          required
          error={errorOf(errors, 'result')}
          options={[
            { value: 'met', label: '已整改达标' },
            { value: 'not-met', label: '未达标' },
          ]}
        />
        <Officers typed={typed} errors={errors} />
        <TextAreaField
          name="reason"
          label="复查意见"
          value={typed('reason')}
          error={errorOf(errors, 'reason')}
          maxLength={2000}
        />
      </>
    ),
    take: (taking) => {
      const opinion = taking.typed('reason');
      return recheck(tools(taking), {
        ...common(taking),
        level: taking.role === 'district' ? 'district' : 'city',
        result: taking.typed('result') === 'met' ? 'met' : 'not-met',
        officers: officersIn(taking.typed),
        ...(opinion === '' ? {} : { opinion }),
      });
    },
    done: '复查已完成，复查表已制作。',
  },
  start: {
    title: '启动撤回程序',
    what: '行政审批局收到撤回建议后 3 个工作日内启动。部核发的资质，启动时制发报住房城乡建设部的请示。企业随即收到通知。其他资质随后由资质许可机关发出撤回告知书。',
    clause: { matter: 'withdrawal' },
    button: '启动程序',
    fields: (typed, _errors, { licensing }) => (
      <>
        <TextField name="reference" label="本机关受理文号" hint="没有的可以不填。" value={typed('reference')} />
        {licensing === 'ministry' ? (
          <TextField
            name="signer"
            label="请示签发人"
            hint="报住房城乡建设部的请示由其签发。"
            value={typed('signer')}
            required
          />
        ) : null}
      </>
    ),
    take: (taking) => {
      const [reference, signer] = [taking.typed('reference'), taking.typed('signer')];
      return startProcedure(tools(taking), {
        ...common(taking),
        ...(reference === '' ? {} : { reference }),
        ...(signer === '' ? {} : { signer }),
      });
    },
    done: '撤回程序已启动。',
  },
  'return-result': {
    title: '反馈撤回结果',
    what: '决定在其他系统作出的，在此反馈。撤回的须写明决定书送达企业的日期，随即公告并在资质登记中撤回；不予撤回的，取消标注并公告。企业随即收到通知。',
    clause: { matter: 'withdrawal' },
    button: '反馈结果',
    evidence: { kind: 'other', label: '决定书' },
    chosen: [['result', '请选择一项结论。']],
    fields: (typed, errors) => (
      <>
        <RadioGroup
          name="result"
          label="结果"
          value={typed('result')}
          required
          error={errorOf(errors, 'result')}
          options={[
            { value: 'revoke', label: '撤回该项资质' },
            { value: 'keep', label: '不予撤回' },
          ]}
        />
        <TextField
          name="number"
          label="决定文号"
          hint="撤回的必须填写。"
          value={typed('number')}
          error={errorOf(errors, 'number')}
        />
        <DayField name="decidedOn" label="决定日期" value={typed('decidedOn')} error={errorOf(errors, 'decidedOn')} />
        <DayField
          name="servedOn"
          label="决定书送达企业的日期"
          hint="撤回的必须填写；没有送达的，请待送达后再反馈。"
          value={typed('servedOn')}
          error={errorOf(errors, 'servedOn')}
        />
      </>
    ),
    take: (taking) => {
      const [number, on, servedOn] = [taking.typed('number'), taking.typed('decidedOn'), taking.typed('servedOn')];
      return returnResult(tools(taking), {
        ...common(taking),
        result: taking.typed('result') === 'revoke' ? 'revoke' : 'keep',
        ...(number === '' || on === '' ? {} : { decision: { number, on } }),
        ...(servedOn === '' ? {} : { servedOn }),
      });
    },
    done: '结果已反馈。',
  },
  'hold-hearing': {
    title: '举行听证',
    what: '登记听证已举行，并附听证笔录（由参加人确认无误后签字或者盖章）；决定应当根据听证笔录作出。',
    clause: { statute: '行政许可法-48' },
    button: '登记听证',
    evidence: { kind: 'hearing', label: '听证笔录', required: true },
    fields: (typed, errors) => (
      <TextField
        name="presider"
        label="听证主持人"
        hint="办理过本案的人员不能主持。"
        value={typed('presider')}
        required
        error={errorOf(errors, 'presider')}
      />
    ),
    take: (taking) => holdHearing(tools(taking), { ...common(taking), presider: taking.typed('presider') }),
    done: '听证已登记。',
  },
  withdraw: {
    title: '主动撤案',
    what: '撤案后案件终结，标注和限制随之取消。',
    clause: { matter: 'mark' },
    button: '撤案',
    fields: (typed, errors) => <Reason label="撤案理由" typed={typed} errors={errors} />,
    take: (taking) => {
      const { evidence: _evidence, ...rest } = common(taking);
      return withdrawCase(tools(taking), { ...rest, reason: taking.typed('reason') });
    },
    done: '案件已撤销。',
  },
  ...PAPER_STEPS,
  ...SERVICE_STEPS,
};

/** The upload field of a step that takes evidence. */
export function EvidenceField({ step, errors }: { readonly step: CaseStep; readonly errors: readonly FormError[] }) {
  if (step.evidence === undefined) return null;
  const { label, required } = step.evidence;
  return (
    <UploadField
      name="evidence"
      label={label}
      accept={EVIDENCE_TYPES}
      maxBytes={EVIDENCE_BYTES}
      required={required}
      error={errorOf(errors, 'evidence')}
    />
  );
}
