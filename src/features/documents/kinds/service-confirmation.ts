import { z } from 'zod';
import { maskIdNumber } from '#law/identifiers/masking.ts';
import { parseResidentId } from '#law/identifiers/resident-id.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { legalDay, text, uscc } from '../facts.ts';
import type { Block, Run } from '../sheet.ts';
import { printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

/** The annex belongs to the regime that has a clause of its own on it. */
const annexPlatform =
  [...REGIMES.values()].find(({ clauses }) => clauses.confirmation !== undefined)?.naming.platform ?? '政务服务平台';

/** A picture as a data address, drawn by the template; SVG because the template takes no other text form of a picture. */
const picture = z.string().regex(/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]+$/);

/** What the enterprise signed with: on the pad, or a page that it printed, signed, sealed and scanned. */
const signedSchema = z.strictObject({
  on: legalDay,
  /** the signature of the legal representative, drawn on the pad */
  signature: picture.optional(),
  /** the scanned page with signature and seal */
  sealPage: z.strictObject({ picture: picture.optional(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  /** how the round trip and the second factor were done, in words */
  proof: z.array(text).default([]),
});

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
  /** the platform of the place, as its regime calls it; the annex's own where none is said */
  platform: text.default(annexPlatform),
  /** absent: a blank or a preview */
  signed: signedSchema.optional(),
});
type Signed = z.output<typeof signedSchema>;

function field(value: string | undefined, width: number): Run {
  return value === undefined ? { blank: width } : { filled: value };
}

function svgOf(data: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><image href="${data}" width="300" height="100" preserveAspectRatio="xMidYMid meet"/></svg>`;
}

function pageSvg(data: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1560 2200"><image href="${data}" width="1560" height="2200" preserveAspectRatio="xMidYMid meet"/></svg>`;
}

function signatureBlocks(signed: Signed | undefined): Block[] {
  const line = { kind: 'sign-line', left: '单位法定代表人：（签字）', right: '单位公章：' } as const;
  if (signed === undefined) {
    return [{ kind: 'gap', lines: 2 }, line, { kind: 'gap', lines: 1 }, { kind: 'right', text: '年　　月　　日　　' }];
  }
  const { sealPage } = signed;
  const attached = sealPage === undefined ? [] : [`签字、盖章见所附签章页（SHA-256：${sealPage.sha256}）。`];
  // One page: the proofs take the room that a form filled in by hand leaves.
  return [
    { kind: 'gap', lines: 1.5 },
    signed.signature === undefined ? line : { ...line, picture: svgOf(signed.signature) },
    { kind: 'gap', lines: 0.5 },
    { kind: 'right', text: `${printedDate(signed.on)}　　` },
    ...[...attached, ...signed.proof].map((words) => ({ kind: 'small' as const, text: words })),
    ...(sealPage?.picture === undefined ? [] : [{ kind: 'page-picture' as const, picture: pageSvg(sealPage.picture) }]),
  ];
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
            text: `）同意住房城乡建设主管部门在企业资质动态核查中，通过${facts.platform}和电子邮件发送《责令限期整改通知书》等电子文书，平台推送和电子邮件均到达之日视为送达之日。我单位保证电子邮箱真实、准确、有效。上述信息发生变更的，我单位将在五日内更新本确认书。收到《责令限期整改通知书》后逾期不整改的，本单位自愿承担全部法律责任，接受有关部门依据企业资质管理规定给予的行政处理。`,
          },
        ],
      },
      ...signatureBlocks(facts.signed),
    ],
    signed: false,
    imprint: false,
    subject: facts.enterprise ?? '（空白确认书）',
  }),
  // The ID number and the signature stand in the sealed file alone.
  ({ signed, ...facts }) => ({
    ...facts,
    idNumber: facts.idNumber === undefined ? undefined : maskIdNumber(facts.idNumber),
    ...(signed === undefined ? {} : { signed: { on: signed.on, sealPage: signed.sealPage?.sha256 } }),
  }),
);
