import { z } from 'zod';
import { maskIdNumber } from '#law/identifiers/masking.ts';
import { parseResidentId } from '#law/identifiers/resident-id.ts';
import { text, uscc } from '../facts.ts';
import type { Run } from '../sheet.ts';
import { defineKind } from './define.ts';

/** GX24-A.1. What is not given stays a blank line that the enterprise fills in by hand. */
export const serviceConfirmationSchema = z.strictObject({
  enterprise: text.optional(),
  uscc: uscc.optional(),
  legalRepresentative: text.optional(),
  idNumber: z
    .string()
    .refine((number) => parseResidentId(number).ok, '身份证号码有误，请核对后重新填写。')
    .optional(),
  email: z.email('电子邮箱有误，请核对后重新填写。').optional(),
  addressee: text.default('自治区住房城乡建设厅'),
});

function field(value: string | undefined, width: number): Run {
  return value === undefined ? { blank: width } : { filled: value };
}

/** The annex of 桂建管〔2024〕8号, word for word (GX24-A.1, A.2). */
export const serviceConfirmation = defineKind(
  serviceConfirmationSchema,
  (facts) => ({
    layout: 'form',
    annexMark: '附件',
    title: ['资质动态核查结果送达确认书'],
    addressee: facts.addressee,
    blocks: [
      {
        kind: 'runs',
        runs: [
          { text: '我单位' },
          field(facts.enterprise, 14),
          { text: '（统一社会信用代码：' },
          field(facts.uscc, 10),
          { text: '，法定代表人：' },
          field(facts.legalRepresentative, 5),
          { text: '，法定代表人身份证号码：' },
          field(facts.idNumber, 10),
          { text: '，电子邮箱：' },
          field(facts.email, 10),
          {
            text: '）同意住房城乡建设主管部门在企业资质动态核查中，通过广西建筑市场监管云平台和电子邮件发送《责令限期整改通知书》等电子文书，平台推送和电子邮件均到达之日视为送达之日。我单位保证电子邮箱真实、准确、有效。上述信息发生变更的，我单位将在五日内更新本确认书。收到《责令限期整改通知书》后逾期不整改的，本单位自愿承担全部法律责任，接受有关部门依据企业资质管理规定给予的行政处理。',
          },
        ],
      },
      { kind: 'gap', lines: 2 },
      { kind: 'sign-line', left: '单位法定代表人：（签字）', right: '单位公章：' },
      { kind: 'gap', lines: 1 },
      { kind: 'right', text: '年　　月　　日　　' },
    ],
    signed: false,
    imprint: false,
    subject: facts.enterprise ?? '（空白确认书）',
  }),
  // The ID number stands in the sealed file alone.
  (facts) => ({ ...facts, idNumber: facts.idNumber === undefined ? undefined : maskIdNumber(facts.idNumber) }),
);
