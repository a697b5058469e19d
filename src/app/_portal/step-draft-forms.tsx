import { RadioGroup } from '#ui/portal/choices.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { officersIn, Reason, type Typed } from './case-step.tsx';
import type { DraftForm } from './draft-forms.tsx';
import { OfficerFields } from './officer-fields.tsx';

/** Nothing is decided by a default. */
const NOT_CHOSEN: readonly FormError[] = [{ field: 'result', text: '请选择一项结论。' }];

interface ResultProps {
  readonly label: string;
  readonly typed: Typed;
  readonly errors: readonly FormError[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Result({ label, typed, errors, options }: ResultProps) {
  return (
    <RadioGroup
      name="result"
      label={label}
      value={typed('result')}
      required
      error={errorOf(errors, 'result')}
      options={options}
    />
  );
}

const opinion: DraftForm = {
  brings: () =>
    '用印后制发《信息修复审查意见》，企业随即收到通知。同意的，意见报省级主管部门核实；不同意的，异议就此办结，企业可以凭新的材料再次提出。',
  evidence: { kind: 'other', label: '核查材料' },
  fields: (typed, errors) => (
    <>
      <Result
        label="审查意见"
        typed={typed}
        errors={errors}
        options={[
          { value: 'agree', label: '同意修复' },
          { value: 'disagree', label: '不同意修复' },
        ]}
      />
      <Reason label="理由" typed={typed} errors={errors} />
    </>
  ),
  content: (typed) => {
    const result = typed('result');
    if (result !== 'agree' && result !== 'disagree') return NOT_CHOSEN;
    return { act: 'opinion', result, reason: typed('reason') };
  },
};

const decideObjection: DraftForm = {
  brings: () =>
    '用印后作出核实结论，企业随即收到结论和理由。异议成立的，预警予以修复，已标注的取消标注；不成立的，案件继续办理。',
  evidence: { kind: 'other', label: '核实材料' },
  fields: (typed, errors) => (
    <>
      <Result
        label="核实结论"
        typed={typed}
        errors={errors}
        options={[
          { value: 'upheld', label: '异议成立，予以修复' },
          { value: 'rejected', label: '异议不成立' },
        ]}
      />
      <Reason label="理由" typed={typed} errors={errors} />
    </>
  ),
  content: (typed) => {
    const result = typed('result');
    if (result !== 'upheld' && result !== 'rejected') return NOT_CHOSEN;
    return { act: 'decide-objection', result, reason: typed('reason') };
  },
};

const markByHand: DraftForm = {
  brings: () => '用印后标注资质异常，按规定限制，企业随即收到通知。系统不自行标注，由本机关决定。',
  evidence: { kind: 'finding', label: '核实材料' },
  fields: (typed, errors) => <Reason label="核实的经过和标注的理由" typed={typed} errors={errors} />,
  content: (typed) => ({ act: 'mark-by-hand', reason: typed('reason') }),
};

const recheck: DraftForm = {
  brings: () =>
    '用印后复查结论生效，未达标的制发资质复查表；未达标的须附全国平台截图。复查日期为用印之日，截图日期为拟稿之日。',
  evidence: { kind: 'capture', label: '全国平台截图（未达标时必须）' },
  fields: (typed, errors, { knownOfficers }) => (
    <>
      <Result
        label="复查结论"
        typed={typed}
        errors={errors}
        options={[
          { value: 'met', label: '已整改达标' },
          { value: 'not-met', label: '未达标' },
        ]}
      />
      <OfficerFields typed={typed} errors={errors} required known={knownOfficers} />
      <TextAreaField
        name="reason"
        label="复查意见"
        value={typed('reason')}
        error={errorOf(errors, 'opinion')}
        maxLength={2000}
      />
    </>
  ),
  content: (typed) => {
    const result = typed('result');
    if (result !== 'met' && result !== 'not-met') return NOT_CHOSEN;
    const said = typed('reason');
    return { act: 'recheck', result, officers: officersIn(typed), ...(said === '' ? {} : { opinion: said }) };
  },
};

const start: DraftForm = {
  brings: ({ ministry }) =>
    ministry
      ? '用印后启动撤回程序，制发报住房城乡建设部的请示；企业随即收到通知。'
      : '用印后启动撤回程序，企业随即收到通知；行政审批局收到撤回建议后 3 个工作日内启动。随后由资质许可机关发出撤回告知书。',
  fields: (typed, errors, { ministry }) => (
    <>
      <TextField name="reference" label="本机关受理文号" hint="没有的可以不填。" value={typed('reference')} />
      {ministry ? (
        <TextField
          name="signer"
          label="请示签发人"
          hint="报住房城乡建设部的请示由其签发。"
          value={typed('signer')}
          required
          error={errorOf(errors, 'signer')}
        />
      ) : null}
    </>
  ),
  content: (typed, { ministry }) => {
    const [reference, signer] = [typed('reference'), typed('signer')];
    if (ministry && signer === '') return [{ field: 'signer', text: '报部的请示须写明签发人，请补充。' }];
    return {
      act: 'start',
      ...(reference === '' ? {} : { reference }),
      ...(signer === '' ? {} : { signer }),
    };
  },
};

const returnResult: DraftForm = {
  brings: () =>
    '决定在其他系统作出的，在此反馈；用印后生效，企业随即收到通知。撤回的，随即公告并在资质登记中撤回；不予撤回的，取消标注并公告。',
  evidence: { kind: 'other', label: '决定书' },
  fields: (typed, errors) => (
    <>
      <Result
        label="结果"
        typed={typed}
        errors={errors}
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
  content: (typed) => {
    const result = typed('result');
    if (result !== 'revoke' && result !== 'keep') return NOT_CHOSEN;
    const [number, on, servedOn] = [typed('number'), typed('decidedOn'), typed('servedOn')];
    const wanted = result === 'revoke' || number !== '' || on !== '';
    if (wanted && number === '') return [{ field: 'number', text: '请填写决定文号。' }];
    if (wanted && on === '') return [{ field: 'decidedOn', text: '请填写决定日期。' }];
    if (result === 'revoke' && servedOn === '')
      return [{ field: 'servedOn', text: '请填写决定书送达企业的日期；没有送达的，请待送达后再反馈。' }];
    return {
      act: 'return-result',
      result,
      ...(wanted ? { decision: { number, on } } : {}),
      ...(servedOn === '' ? {} : { servedOn }),
    };
  },
};

const withdraw: DraftForm = {
  brings: () => '用印后制发《撤案通知书》，案件终结，标注和限制随之取消，已制发的通知书一并撤销。',
  fields: (typed, errors) => <Reason label="撤案理由" typed={typed} errors={errors} />,
  content: (typed) => ({ act: 'withdraw', reason: typed('reason') }),
};

/** Forms of the acts that are said for one case alone. */
export const STEP_DRAFT_FORMS = {
  opinion,
  'decide-objection': decideObjection,
  'mark-by-hand': markByHand,
  recheck,
  start,
  'return-result': returnResult,
  withdraw,
} satisfies Readonly<Record<string, DraftForm>>;
