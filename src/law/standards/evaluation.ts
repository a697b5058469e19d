/** One question of the contract's `evaluate`: one qualification and its certificates in, the explained verdict out. */
import { z } from 'zod';
import { currentQualification } from './assessment.ts';
import { parseDay, UNKNOWN_DAY } from './days.ts';
import { type Explanation, explain } from './explain.ts';
import { INSURANCE_ABNORMAL, INSURANCE_PAID, INSURANCE_UNKNOWN, NO_POLICY, Register } from './register.ts';
import { qualificationOn, resolveQualification } from './rows.ts';
import { type NamedSpecialty, parseDatedCertificate } from './specialty-terms.ts';

const text = (what: string) => z.string(`${what}应为文字`).trim().min(1, `${what}不能为空`);
const day = (what: string) =>
  z.string(`${what}应写成 YYYY-MM-DD 的文字`).refine((value) => parseDay(value) !== null, {
    error: (issue) => `${what}“${String(issue.input)}”不是存在的日期，应写成 YYYY-MM-DD`,
  });

const datedSpecialtySchema = z
  .object({
    specialty: text('专业 specialty '),
    validFrom: day('专业的起始日 validFrom ').nullish(),
    validUntil: day('专业的有效期 validUntil ').nullish(),
  })
  .refine(({ validFrom, validUntil }) => (validFrom ?? '') <= (validUntil ?? '9999-12-31'), {
    error: '专业的有效期 validUntil 早于起始日 validFrom，请核对两个日期',
  });

const specialtySchema = z.union([z.string(), datedSpecialtySchema], {
  error: (issue) => specialtyIssue(issue.code === 'invalid_union' ? issue.errors : []),
});

const registrationSchema = z.object(
  {
    // Not trimmed: the answer names people exactly as the question did.
    person: z.string('人员标识 person 应为文字').min(1, '人员标识 person 不能为空'),
    role: text('注册类型 role '),
    grade: z.string('级别 grade 应为文字或 null').nullish(),
    specialties: z.array(specialtySchema, '专业 specialties 应为列表').nullish(),
    validUntil: day('有效期 validUntil ').nullish(),
    birthDate: day('出生日期 birthDate ').nullish(),
    insurance: z.enum(['paid', 'abnormal', 'unknown'], '社保 insurance 应为 paid、abnormal 或 unknown').nullish(),
    elsewhere: z.boolean('elsewhere 应为 true 或 false').nullish(),
  },
  '每项注册应为一个对象',
);

const questionSchema = z.object(
  {
    asOf: day('核查日期 asOf '),
    code: text('资质代码 code '),
    level: z.enum(['own', 'current'], 'level 应为 own（按本级）或 current（按现行考核的等级）').nullish(),
    policy: z
      .object(
        {
          maximumAge: z
            .int('policy.maximumAge 应为周岁的整数或 null')
            .min(0, 'policy.maximumAge 应为 0 至 150')
            .max(150, 'policy.maximumAge 应为 0 至 150')
            .nullish(),
          insurance: z.enum(['ignore', 'required'], 'policy.insurance 应为 ignore 或 required').nullish(),
        },
        'policy 应为一个对象',
      )
      .nullish(),
    registrations: z.array(registrationSchema, '注册人员 registrations 应为列表'),
  },
  '每行应为一个 JSON 对象',
);

/** The explained verdict, or what must be corrected (Chinese, names the field). */
export type Evaluation =
  | { readonly ok: true; readonly explanation: Explanation }
  | { readonly ok: false; readonly reason: string };

/**
 * Evaluates one question in the shape of the contract (already parsed from JSON). Serves the command line, the
 * enterprise's what-if and the appeal file alike.
 */
export function evaluateQuestion(input: unknown): Evaluation {
  const parsed = questionSchema.safeParse(input);
  if (!parsed.success) return { ok: false, reason: firstIssue(parsed.error) };
  const { asOf, code, level, policy, registrations } = parsed.data;
  const resolved = resolveQualification(code);
  if (resolved.is !== 'row') return { ok: false, reason: resolved.reason };
  const on = parseDay(asOf) ?? 0;
  const qualification =
    level === 'current' ? currentQualification(resolved.code, on) : (qualificationOn(resolved.code, on) ?? null);
  const register = new Register();
  const names: string[] = [];
  const indexes = new Map<string, number>();
  for (const [at, each] of registrations.entries()) {
    const certificate = parseDatedCertificate(each.role, each.grade ?? null, (each.specialties ?? []).map(named));
    if (!certificate.ok) return { ok: false, reason: `第${at + 1}项注册：${certificate.reason}` };
    const id = indexes.get(each.person) ?? names.push(each.person) - 1;
    indexes.set(each.person, id);
    register.add(
      register.personIndex(id),
      certificate.value.kind,
      certificate.value.mask,
      dayOr(each.validUntil),
      dayOr(each.birthDate),
      each.insurance === 'paid'
        ? INSURANCE_PAID
        : each.insurance === 'abnormal'
          ? INSURANCE_ABNORMAL
          : INSURANCE_UNKNOWN,
      each.elsewhere === true,
    );
    for (const { mask, from, until } of certificate.value.terms) register.addTerm(mask, from, until);
  }
  const rule = {
    maximumAge: policy?.maximumAge ?? NO_POLICY.maximumAge,
    insurance: policy?.insurance ?? NO_POLICY.insurance,
  };
  return { ok: true, explanation: explain(qualification, register, on, rule, (person) => names[person] ?? '') };
}

function named(each: z.infer<typeof specialtySchema>): NamedSpecialty {
  return typeof each === 'string'
    ? { name: each }
    : { name: each.specialty, from: each.validFrom, until: each.validUntil };
}

/** What is wrong with an object is said of the object; whatever is neither is told what it may be. */
function specialtyIssue(errors: readonly (readonly z.core.$ZodIssue[])[]): string {
  const wrong = errors.flat().find((issue) => issue.path.length > 0 || issue.code === 'custom');
  return wrong?.message ?? '专业 specialties 的每一项应为文字，或者 {"specialty": 专业, "validUntil": 有效期}';
}

function dayOr(written: string | null | undefined): number {
  return typeof written === 'string' ? (parseDay(written) ?? UNKNOWN_DAY) : UNKNOWN_DAY;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return '这一行的格式不对';
  const [list, index] = issue.path;
  return list === 'registrations' && typeof index === 'number'
    ? `第${index + 1}项注册：${issue.message}`
    : issue.message;
}
