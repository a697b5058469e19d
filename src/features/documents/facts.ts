import { z } from 'zod';
import { hasUsccForm } from '#law/identifiers/uscc.ts';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { RESTRICTIONS, type Restriction } from '#law/regimes/words.ts';

/** The pieces that the data of the documents are made of. */

export const legalDay = z.string().transform((text, context): LegalDate => {
  const parsed = parseLegalDate(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.reason });
  return z.NEVER;
});

const words = z.string().trim().min(1);

/** The register has read the code before: by its check character, or as officials confirmed it against the licence. */
export const uscc = z.string().refine(hasUsccForm, '统一社会信用代码有误，请核对营业执照。');

export const officeSchema = z.strictObject({
  /** one office, one id: its numbers run in sequences of its own */
  id: words,
  name: words,
  /** GB/T 2260 prefix of its scope: 4501 */
  divisionCode: z.string().regex(/^\d{2}(\d{2}){0,2}$/),
  /** 发文机关代字: 桂建 */
  mark: words,
  /** 印发机关, where it is not the office's 办公室 */
  printer: words.optional(),
});
export type Office = z.output<typeof officeSchema>;

export const officerSchema = z.strictObject({ name: words, certificate: words });

/** SY-2.2: two different enforcement officers. */
export const twoOfficers = z
  .tuple([officerSchema, officerSchema])
  .refine(
    ([one, other]) => one.certificate !== other.certificate && one.name !== other.name,
    '文书须由两名不同的执法人员签字，请补正。',
  );

export const contactSchema = z.strictObject({
  person: words.optional(),
  phone: words,
  address: words.optional(),
});

const clauseFields = {
  /** words of the standard */
  text: words,
  unit: z.enum(['人', '人次']).default('人'),
  needed: z.int().nonnegative(),
  counted: z.int().nonnegative(),
  short: z.int().nonnegative(),
};
export const clauseSchema = z.strictObject({
  ...clauseFields,
  subset: z.array(z.strictObject(clauseFields)).default([]),
});
export type ClauseFacts = z.output<typeof clauseSchema>;

export const enterpriseSchema = z.strictObject({
  name: words,
  uscc,
  legalRepresentative: words.optional(),
  address: words.optional(),
});
export const qualificationSchema = z.strictObject({ name: words, certificateNumber: words.nullable() });

function isRestriction(text: string): text is Restriction {
  return Object.hasOwn(RESTRICTIONS, text);
}
export const restrictionSchema = z.string().transform((text, context): Restriction => {
  if (isRestriction(text)) return text;
  context.addIssue({ code: 'custom', message: `没有“${text}”这种限制。` });
  return z.NEVER;
});

export const regimeSchema = z.string().refine((id) => REGIMES.has(id), '没有这项制度。');
export type RegimeId = z.output<typeof regimeSchema>;

export const enterpriseKindSchema = z.enum(['construction', 'supervision']);

/** What every document on one failing qualification is written from. */
export const failingFields = {
  regime: regimeSchema,
  enterpriseKind: enterpriseKindSchema,
  enterprise: enterpriseSchema,
  qualification: qualificationSchema,
  /** day of the comparison that is the ground */
  verifiedOn: legalDay,
  /** 《建筑业企业资质标准》（建市〔2014〕159号） */
  standard: words.default('《建筑业企业资质标准》（建市〔2014〕159号）'),
  clauses: z.array(clauseSchema).min(1),
};

/** 部令22号 §28: the comparison made for the act on its day, with everybody registered; names masked as in every list of persons. */
export const comparisonSchema = z.strictObject({
  /** counted within the case */
  number: z.int().positive(),
  /** run of the standing verdict that it bears out */
  runId: z.int().positive(),
  persons: z.array(z.strictObject({ name: words, certificates: z.string(), counted: z.boolean(), note: words })),
});

/** What an act against the enterprise is written from: it rests on a comparison of its own day. */
export const comparedFields = { ...failingFields, comparison: comparisonSchema };

/** 许可法 §7, 复议法 §20, 诉讼法 §46: before whom the act can be challenged. */
export const remediesSchema = z.strictObject({ reviewBody: words, court: words });

export const text = words;
