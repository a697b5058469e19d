import { type Paper, registerPaper } from '#features/service/commands.ts';
import { errorOf } from '#ui/portal/error-summary.tsx';
import { DayField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { type CaseStep, common, tools } from './case-step.tsx';

const COUNTS = '与企业在平台上提交的效力相同，期限按柜台收到之日计算。';

const paperStep = (
  paper: Paper,
  { name, words, ...rest }: Pick<CaseStep, 'clause' | 'evidence'> & { name: string; words: string | null },
): CaseStep => ({
  ...rest,
  title: `登记纸质${name}`,
  what: `企业当面递交或者邮寄到本机关的纸质${name}，附原件扫描件在此登记。${COUNTS}`,
  button: '登记',
  paper,
  fields: (typed, errors) => (
    <>
      <DayField
        name="arrivedOn"
        label="柜台收到日期"
        hint="以收件登记或者收件章为准，不是录入的日期。"
        value={typed('arrivedOn')}
        required
        error={errorOf(errors, 'arrivedOn')}
      />
      <TextField
        name="handedInBy"
        label="递交人"
        hint="姓名和身份，如：张某（法定代表人）；邮寄的，写明寄件人。"
        value={typed('handedInBy')}
        required
        error={errorOf(errors, 'handedInBy')}
      />
      {words === null ? null : (
        <TextAreaField
          name="words"
          label={words}
          hint="按原件录入，不作改动。"
          value={typed('words')}
          required
          error={errorOf(errors, 'words')}
          maxLength={8000}
        />
      )}
    </>
  ),
  take: (taking) =>
    registerPaper(tools(taking), {
      ...common(taking),
      paper,
      arrivedOn: taking.typed('arrivedOn'),
      handedInBy: taking.typed('handedInBy'),
      words: taking.typed('words'),
    }),
  done: `纸质${name}已登记，列入案件记录。`,
});

/** What an enterprise handed to the office on paper. */
export const PAPER_STEPS: Readonly<Record<string, CaseStep>> = {
  'paper-statement': paperStep('statement', {
    name: '陈述申辩意见',
    words: '陈述、申辩意见',
    clause: { statute: '行政许可法-7' },
    evidence: { kind: 'statement', label: '原件扫描件', required: true },
  }),
  'paper-request-hearing': paperStep('request-hearing', {
    name: '听证申请',
    words: null,
    clause: { statute: '行政许可法-47' },
    evidence: { kind: 'hearing', label: '原件扫描件', required: true },
  }),
  'paper-object': paperStep('object', {
    name: '异议申请',
    words: '异议内容',
    clause: { matter: 'objection' },
    evidence: { kind: 'objection', label: '原件扫描件（连同印证资料）', required: true },
  }),
};
