import type { ReactNode } from 'react';
import {
  answerReturnedMail,
  confirmCard,
  correctServiceDay,
  decideObjection,
  giveOpinion,
  holdHearing,
  type Outcome,
  recheck,
  recordPhoneCall,
  returnResult,
  sendByEms,
  startProcedure,
  withdrawCase,
} from '#features/service/commands.ts';
import type { Role } from '#law/regimes/words.ts';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { EVIDENCE_BYTES, EVIDENCE_TYPES, type EvidenceIn } from './evidence-in.ts';
import type { PortalVisit } from './portal-route.tsx';

/** What was typed, given back where something is wrong. */
export type Typed = (field: string) => string;

/** What a step is given: its case, who takes it, when, the fields and files of its form. */
export interface Taking {
  readonly visit: PortalVisit<unknown>;
  readonly caseId: string;
  readonly role: Role;
  readonly typed: Typed;
  readonly evidence: readonly EvidenceIn[];
}

/** A step without a document of the office, as a form. */
export interface CaseStep {
  readonly title: string;
  readonly what: string;
  readonly clause: string;
  readonly button: string;
  readonly evidence?: { readonly kind: EvidenceIn['kind']; readonly label: string; readonly required?: boolean };
  /** what must be chosen, and what is said where it was not: nothing is decided by a default */
  readonly chosen?: readonly (readonly [field: string, text: string])[];
  readonly fields: (typed: Typed, errors: readonly FormError[], today: string) => ReactNode;
  readonly take: (taking: Taking) => Promise<Outcome>;
  readonly done: string;
}

/** A provincial official who stands in for a city that has not switched on is named as that (decision 0019). */
function actorOf({ visit, role }: Taking) {
  const { name, held } = visit.person;
  return { name: role === 'city' && held.level === 'province' ? `${name}（省级代办）` : name, role };
}

function common(taking: Taking) {
  const { visit, caseId, evidence } = taking;
  return {
    caseId,
    actor: actorOf(taking),
    onDay: visit.today,
    recordedAt: visit.now,
    evidence: [...evidence],
  };
}

const tools = ({ visit }: Taking) => ({ pool: visit.pool, press: visit.press });

function Reason(props: { label: string; typed: Typed; errors: readonly FormError[]; hint?: string }) {
  return (
    <TextAreaField
      name="reason"
      label={props.label}
      hint={props.hint}
      value={props.typed('reason')}
      required
      error={errorOf(props.errors, 'reason')}
      maxLength={2000}
    />
  );
}

function Officers({ typed, errors }: { typed: Typed; errors: readonly FormError[] }) {
  return (
    <>
      {['1', '2'].map((at) => (
        <div key={at} className="side-by-side">
          <TextField
            name={`officer${at}`}
            label={`执法人员${at === '1' ? '一' : '二'}`}
            value={typed(`officer${at}`)}
            required
            error={errorOf(errors, `officer${at}`)}
          />
          <TextField
            name={`certificate${at}`}
            label="执法证号"
            value={typed(`certificate${at}`)}
            required
            error={errorOf(errors, `certificate${at}`)}
          />
        </div>
      ))}
    </>
  );
}

/** Two officers of a form; the command refuses where one is missing or both are one. */
export function officersIn(
  typed: Typed,
): [{ name: string; certificate: string }, { name: string; certificate: string }] {
  return [
    { name: typed('officer1'), certificate: typed('certificate1') },
    { name: typed('officer2'), certificate: typed('certificate2') },
  ];
}

const SERVED = [
  { value: 'order', label: '责令限期整改通知书' },
  { value: 'intent', label: '撤回告知书' },
  { value: 'decision', label: '撤回决定书' },
];

function ReturnedMail({ typed, errors }: { typed: Typed; errors: readonly FormError[] }) {
  return (
    <>
      <RadioGroup
        name="document"
        label="文书"
        value={typed('document')}
        required
        options={SERVED}
        error={errorOf(errors, 'document')}
      />
      <Reason label="核实的经过和理由" typed={typed} errors={errors} />
    </>
  );
}

/** GX24-A.2: an official answers for a mail that came back after service. */
function answerReturn(taking: Taking, answer: 'stands' | 'not-served'): Promise<Outcome> {
  const document = taking.typed('document');
  return answerReturnedMail(tools(taking), {
    ...common(taking),
    document: document === 'intent' || document === 'decision' ? document : 'order',
    answer,
    note: taking.typed('reason'),
  });
}

const sendEms = (document: 'order' | 'intent' | 'decision', title: string): CaseStep => ({
  title: `邮寄送达《${title}》`,
  what: '电子送达不能进行或者未成功。确认后生成一件待寄邮件，列入“邮寄”中的下一批次。',
  clause: 'GX24-5.1a',
  button: '转为邮寄送达',
  fields: () => null,
  take: (taking) => {
    const { evidence: _evidence, ...rest } = common(taking);
    return sendByEms(tools(taking), { ...rest, document });
  },
  done: '已转为邮寄送达，列入待寄邮件。',
});

export const CASE_STEPS: Readonly<Record<string, CaseStep>> = {
  confirm: {
    title: '认定不达标（红牌）',
    what: '认定后该项资质转为红牌，即日起向社会公布，并按规定限制其业务。',
    clause: 'SX23-2.2',
    button: '认定，转为红牌',
    evidence: { kind: 'finding', label: '核实材料' },
    fields: (typed, errors) => <Reason label="认定意见" typed={typed} errors={errors} />,
    take: (taking) => confirmCard(tools(taking), { ...common(taking), note: taking.typed('reason') }),
    done: '已认定，该项资质转为红牌。',
  },
  opinion: {
    title: '出具异议审查意见',
    what: '意见以书面形式报省级主管部门核实。',
    clause: 'SX23-4.5',
    button: '出具意见并上报',
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
    done: '审查意见已制发并上报。',
  },
  'decide-objection': {
    title: '核实异议（信息修复）',
    what: '异议成立的，预警予以修复，已标注的取消标注；不成立的，案件继续办理。',
    clause: 'SX23-4.5',
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
    done: '核实结论已记录。',
  },
  recheck: {
    title: '复查',
    what: '对照人员标准复查并制作资质复查表；未达标的须附全国平台当日截图。',
    clause: 'SY-3.1',
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
    what: '收到撤回建议后 3 个工作日内启动。部核发的资质，启动时制发报国务院主管部门的审查报告。',
    clause: 'SX23-4.2',
    button: '启动程序',
    fields: (typed) => (
      <>
        <TextField name="reference" label="本机关受理文号" hint="没有的可以不填。" value={typed('reference')} />
        <TextField name="signer" label="报告签发人" hint="部核发的资质必须填写。" value={typed('signer')} />
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
    what: '撤回的，随即公告并在资质登记中撤回；不予撤回的，取消标注。',
    clause: 'SX23-4.2',
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
      </>
    ),
    take: (taking) => {
      const [number, on] = [taking.typed('number'), taking.typed('decidedOn')];
      return returnResult(tools(taking), {
        ...common(taking),
        result: taking.typed('result') === 'revoke' ? 'revoke' : 'keep',
        ...(number === '' || on === '' ? {} : { decision: { number, on } }),
      });
    },
    done: '结果已反馈。',
  },
  'hold-hearing': {
    title: '举行听证',
    what: '登记听证已举行，并附听证笔录；听证笔录是作出决定的依据。',
    clause: '行政许可法-48',
    button: '登记听证',
    evidence: { kind: 'hearing', label: '听证笔录', required: true },
    fields: () => null,
    take: (taking) => holdHearing(tools(taking), common(taking)),
    done: '听证已登记。',
  },
  'correct-service': {
    title: '更正送达日期',
    what: '凭证据更正送达日期，整改期限等由此推算的日期随之更正。',
    clause: 'GX24-A.2',
    button: '更正送达日期',
    evidence: { kind: 'receipt', label: '证据（签收回执等）', required: true },
    fields: (typed, errors) => (
      <>
        <RadioGroup name="document" label="文书" value={typed('document') || 'order'} required options={SERVED} />
        <DayField
          name="servedOn"
          label="实际送达日期"
          value={typed('servedOn')}
          required
          error={errorOf(errors, 'servedOn')}
        />
        <Reason label="更正的依据" typed={typed} errors={errors} />
      </>
    ),
    take: (taking) => {
      const document = taking.typed('document');
      return correctServiceDay(tools(taking), {
        ...common(taking),
        document: document === 'intent' || document === 'decision' ? document : 'order',
        servedOn: taking.typed('servedOn'),
        ground: taking.typed('reason'),
      });
    },
    done: '送达日期已更正，各项期限已重新计算。',
  },
  'affirm-service': {
    title: '认定送达有效',
    what: '邮件在送达后退回，经核实确已到达：送达日期不变，各项期限照常计算。',
    clause: 'GX24-A.2',
    button: '认定送达有效',
    evidence: { kind: 'other', label: '核实材料' },
    chosen: [['document', '请选择文书。']],
    fields: (typed, errors) => <ReturnedMail typed={typed} errors={errors} />,
    take: (taking) => answerReturn(taking, 'stands'),
    done: '已认定送达有效。',
  },
  'void-service': {
    title: '认定未送达',
    what: '经核实文书确未到达：由该次送达推算的期限和后续文书失效，案件回到送达之前，改以邮政特快专递送达。',
    clause: 'GX24-A.2',
    button: '认定未送达',
    evidence: { kind: 'other', label: '核实材料' },
    chosen: [['document', '请选择文书。']],
    fields: (typed, errors) => <ReturnedMail typed={typed} errors={errors} />,
    take: (taking) => answerReturn(taking, 'not-served'),
    done: '已认定未送达，请改以邮政特快专递送达。',
  },
  withdraw: {
    title: '主动撤案',
    what: '撤案后案件终结，标注和限制随之取消。',
    clause: 'GX24-4.1',
    button: '撤案',
    fields: (typed, errors) => <Reason label="撤案理由" typed={typed} errors={errors} />,
    take: (taking) => {
      const { evidence: _evidence, ...rest } = common(taking);
      return withdrawCase(tools(taking), { ...rest, reason: taking.typed('reason') });
    },
    done: '案件已撤销。',
  },
  phone: {
    title: '登记电话核对',
    what: '核对的通信地址用于待寄邮件。',
    clause: 'SY-2.3',
    button: '登记通话',
    chosen: [['result', '请选择一项结论。']],
    fields: (typed, errors) => (
      <>
        <TextField name="phone" label="所拨电话" value={typed('phone')} required error={errorOf(errors, 'phone')} />
        <TextField name="spokenTo" label="接听人" value={typed('spokenTo')} />
        <RadioGroup
          name="result"
          label="核对结果"
          value={typed('result')}
          required
          error={errorOf(errors, 'result')}
          options={[
            { value: 'address-confirmed', label: '通信地址属实' },
            { value: 'address-changed', label: '通信地址有变' },
            { value: 'not-reached', label: '无人接听' },
            { value: 'number-wrong', label: '号码有误' },
          ]}
        />
        <TextField
          name="address"
          label="核对后的通信地址"
          hint="属实或者有变的须填写。"
          value={typed('address')}
          width="full"
          error={errorOf(errors, 'address')}
        />
        <TextAreaField name="reason" label="备注" value={typed('reason')} rows={2} />
      </>
    ),
    take: ({ visit, caseId, role, typed }) => {
      const outcome = typed('result');
      const [spokenTo, address, note] = [typed('spokenTo'), typed('address'), typed('reason')];
      return recordPhoneCall(visit.pool, {
        caseId,
        actor: { name: visit.person.name, role },
        calledAt: visit.now,
        recordedAt: visit.now,
        phone: typed('phone'),
        outcome:
          outcome === 'address-confirmed' || outcome === 'address-changed' || outcome === 'number-wrong'
            ? outcome
            : 'not-reached',
        ...(spokenTo === '' ? {} : { spokenTo }),
        ...(address === '' ? {} : { address }),
        ...(note === '' ? {} : { note }),
      });
    },
    done: '通话已登记。',
  },
  'send-ems-order': sendEms('order', '责令限期整改通知书'),
  'send-ems-intent': sendEms('intent', '撤回告知书'),
  'send-ems-decision': sendEms('decision', '撤回决定书'),
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
