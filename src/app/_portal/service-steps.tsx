import {
  answerReturnedMail,
  correctServiceDay,
  type Outcome,
  recordPhoneCall,
  sendByEms,
  serveDirectly,
} from '#features/service/commands.ts';
import { RadioGroup } from '#ui/portal/choices.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { type CaseStep, common, Officers, officersIn, Reason, type Taking, type Typed, tools } from './case-step.tsx';

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
  clause: { matter: 'post' },
  button: '转为邮寄送达',
  fields: () => null,
  take: (taking) => {
    const { evidence: _evidence, ...rest } = common(taking);
    return sendByEms(tools(taking), { ...rest, document });
  },
  done: '已转为邮寄送达，列入待寄邮件。',
});

/** The steps that are about the service of documents. */
export const SERVICE_STEPS: Readonly<Record<string, CaseStep>> = {
  'correct-service': {
    title: '更正送达日期',
    what: '凭证据更正送达日期，整改期限等由此推算的日期随之更正。',
    clause: { matter: 'email' },
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
    clause: { matter: 'email' },
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
    clause: { matter: 'email' },
    button: '认定未送达',
    evidence: { kind: 'other', label: '核实材料' },
    chosen: [['document', '请选择文书。']],
    fields: (typed, errors) => <ReturnedMail typed={typed} errors={errors} />,
    take: (taking) => answerReturn(taking, 'not-served'),
    done: '已认定未送达，请改以邮政特快专递送达。',
  },
  direct: {
    title: '登记直接送达',
    what: '由两名人员直接送交的，按送达回证登记。签收和留置送达自当日起即为送达；受送达人不在的，计为一次未果的送达。',
    clause: { statute: '民事诉讼法-88' },
    button: '登记送达结果',
    evidence: { kind: 'receipt', label: '送达回证（留置送达的，附见证人签名的回证或者照片、录像截图）' },
    chosen: [
      ['document', '请选择文书。'],
      ['outcome', '请选择送达的结果。'],
    ],
    fields: (typed, errors) => (
      <>
        <RadioGroup
          name="document"
          label="文书"
          value={typed('document')}
          required
          options={SERVED}
          error={errorOf(errors, 'document')}
        />
        <RadioGroup
          name="outcome"
          label="结果"
          value={typed('outcome')}
          required
          error={errorOf(errors, 'outcome')}
          options={[
            { value: 'signed', label: '签收' },
            { value: 'left', label: '拒收，留置送达' },
            { value: 'absent', label: '受送达人不在' },
          ]}
        />
        <DayField
          name="broughtOn"
          label="送达日期"
          value={typed('broughtOn')}
          required
          error={errorOf(errors, 'broughtOn')}
        />
        <TextField
          name="place"
          label="送达地点"
          value={typed('place')}
          width="full"
          required
          error={errorOf(errors, 'place')}
        />
        <TextField
          name="placeReason"
          label="在其他地点送达的理由"
          hint="送达地点与登记、确认的地址不同的必须填写。"
          value={typed('placeReason')}
          width="full"
        />
        <TextField name="signer" label="签收人" hint="签收的必须填写；受送达人不在的不填。" value={typed('signer')} />
        <TextField
          name="relation"
          label="签收人与受送达人的关系"
          hint="如：法定代表人、办公室、负责收件的人。"
          value={typed('relation')}
        />
        <TextAreaField
          name="reason"
          label="送达的经过"
          hint="留置送达或者受送达人不在的必须填写。"
          value={typed('reason')}
          maxLength={2000}
          error={errorOf(errors, 'reason')}
        />
        <Officers typed={typed} errors={errors} />
      </>
    ),
    take: (taking) => {
      const { typed } = taking;
      const [document, outcome] = [typed('document'), typed('outcome')];
      const placeReason = typed('placeReason');
      const [signer, relation, account] = [typed('signer'), typed('relation'), typed('reason')];
      return serveDirectly(tools(taking), {
        ...common(taking),
        document: document === 'intent' || document === 'decision' ? document : 'order',
        outcome: outcome === 'left' || outcome === 'absent' ? outcome : 'signed',
        broughtOn: typed('broughtOn'),
        place: typed('place'),
        officers: officersIn(typed),
        ...(placeReason === '' ? {} : { placeReason }),
        ...(signer === '' ? {} : { signer }),
        ...(relation === '' ? {} : { relation }),
        ...(account === '' ? {} : { account }),
      });
    },
    done: '送达结果已登记。',
  },
  phone: {
    title: '登记电话核对',
    what: '电话告知企业并核对通信地址。核对的地址用于待寄邮件；无人接听、号码有误的也须登记。',
    clause: { matter: 'phone-check' },
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
          hint="地址属实或者有变的须填写；已按登记的地址填入，有变的请改写。"
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
