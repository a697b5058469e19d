import { z } from 'zod';
import { DocumentRefused, proofDocument } from '#features/documents/commands.ts';
import { parseResidentId } from '#law/identifiers/resident-id.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { clauseOn, regimesOver } from '#law/regimes/citing.ts';
import { legalDayOf } from '#platform/clock.ts';
import type { Pool, Transaction } from '#platform/database/connections.ts';
import { clauseForEnterprise } from '../case-clause.ts';
import { day } from '../case-facts.ts';
import { officeOf } from '../offices.ts';
import { given, type Outcome, refused, StepRefused } from '../step.ts';

/** What the enterprise fills in; name and code are the register's and cannot be typed. */
export const formSchema = z.object({
  legalRepresentative: z.string().trim().min(1, '请填写法定代表人姓名。').max(50, '法定代表人姓名过长，请核对。'),
  idNumber: z.string().transform((text, context) => {
    const read = parseResidentId(text);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: read.reason });
    return z.NEVER;
  }),
  email: z.email('电子邮箱有误，请核对后重新填写。').max(254, '电子邮箱过长，请核对。'),
});

export interface Signer {
  readonly id: number;
  readonly name: string;
  readonly uscc: string;
  readonly divisionCode: string;
  readonly legalRepresentative: string | null;
}

/** The enterprise that signs, locked where it is about to; undefined for an unknown one. */
export async function signerOf(
  database: Pool | Transaction,
  enterpriseId: number,
  lock: boolean,
): Promise<Signer | undefined> {
  const result = await database.query<Signer>(
    `select id, name, uscc, division_code as "divisionCode", legal_representative as "legalRepresentative"
     from enterprise where id = $1 and status = 'active'${lock ? ' for update' : ''}`,
    [enterpriseId],
  );
  return result.rows[0];
}

export function today(at: Date): LegalDate {
  return day(legalDayOf(at));
}

/** Where the documents will be put: the platform of the place's regime. */
function platformOf(division: string): { platform?: string } {
  const [regime] = regimesOver(division);
  return regime === undefined ? {} : { platform: regime.naming.platform };
}

/** The data of the form, before or with its signature; addressed to the province's office (GX24-A.1: 自治区住房城乡建设厅). */
export async function formData(
  database: Pool | Transaction,
  signer: Signer,
  filled: { readonly legalRepresentative?: string; readonly idNumber?: string; readonly email?: string },
) {
  const province = await officeOf(database, signer.divisionCode, 'province');
  return {
    province,
    data: {
      enterprise: signer.name,
      uscc: signer.uscc,
      addressee: province.office.name,
      ...platformOf(signer.divisionCode),
      ...filled,
    },
  };
}

const previewSchema = z.object({
  enterpriseId: z.int().positive(),
  form: z.object({
    legalRepresentative: z.string().trim().optional(),
    idNumber: z.string().trim().optional(),
    email: z.string().trim().optional(),
  }),
  at: z.date(),
});

/** What of a half-filled form can be printed; the rest stays a blank line, as on paper. */
function printable(form: z.output<typeof previewSchema>['form']) {
  const { shape } = formSchema;
  const kept = Object.entries(form).flatMap(([name, value]) => {
    if (value === undefined || value === '') return [];
    const field = name === 'idNumber' ? shape.idNumber : name === 'email' ? shape.email : shape.legalRepresentative;
    const read = field.safeParse(value);
    return read.success ? [[name, read.data] as const] : [];
  });
  return Object.fromEntries(kept);
}

/** The form as it will be signed, with what has been filled in so far. Nothing is stored, signed or numbered. */
export async function previewConfirmation(
  pool: Pool,
  input: z.input<typeof previewSchema>,
): Promise<Outcome<{ readonly pdf: Buffer }>> {
  const read = given(previewSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'confirmation'), read.reason);
  const { enterpriseId, form, at } = read.value;
  const clause = await clauseForEnterprise(pool, read.value, 'confirmation');
  const signer = await signerOf(pool, enterpriseId, false);
  if (signer === undefined) return refused(clause, '系统中没有这家企业，或者企业已经注销。');
  try {
    const { province, data } = await formData(pool, signer, printable(form));
    const pdf = proofDocument('service-confirmation', data, { office: province.office, onDay: today(at), at });
    return { outcome: 'done', events: [], pdf };
  } catch (error) {
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    if (error instanceof DocumentRefused) return refused(clause, error.message);
    throw error;
  }
}
