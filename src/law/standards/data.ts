/** The data files, read once and typed. Their consistency is proved in prove.ts, which index.ts runs at load. */
import type { z } from 'zod';
import assessmentRulesFile from './data/assessment-rules.json' with { type: 'json' };
import constructionFile from './data/construction-2014.json' with { type: 'json' };
import encodingFile from './data/encoding.json' with { type: 'json' };
import qualificationCodesFile from './data/qualification-codes.json' with { type: 'json' };
import specialtiesFile from './data/specialties.json' with { type: 'json' };
import standardsFile from './data/standards.json' with { type: 'json' };
import supervisionFile from './data/supervision-2007.json' with { type: 'json' };
import verificationPolicyFile from './data/verification-policy.json' with { type: 'json' };
import { parseDay } from './days.ts';
import { fingerprint } from './fingerprint.ts';
import {
  type AssessmentRules,
  assessmentRulesSchema,
  type Encoding,
  encodingSchema,
  type QualificationCodes,
  qualificationCodesSchema,
  type Row,
  rowSchema,
  type Specialties,
  specialtiesSchema,
  standardsSchema,
  type VerificationPolicies,
  verificationPoliciesSchema,
} from './schema.ts';

function read<S extends z.ZodType>(name: string, schema: S, content: unknown): z.output<S> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.map((issue) => `${name}: ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`standards data cannot be read:\n${findings.join('\n')}`);
}

/** One standard: its rows stand from its day until another standard carries the same code. */
export interface Standard {
  readonly id: string;
  /** Day number of the day it came into force. */
  readonly from: number;
  readonly title: string;
  readonly rows: readonly Row[];
}

const rowFiles: Readonly<Record<string, unknown>> = {
  'construction-2014': constructionFile,
  'supervision-2007': supervisionFile,
};

export const standards: readonly Standard[] = read('standards.json', standardsSchema, standardsFile).standards.map(
  ({ id, from, title }) => ({
    id,
    from: parseDay(from) ?? 0,
    title,
    rows: read(`${id}.json`, rowSchema.array(), rowFiles[id]),
  }),
);

export const specialties: Specialties = read('specialties.json', specialtiesSchema, specialtiesFile);
export const encoding: Encoding = read('encoding.json', encodingSchema, encodingFile);
export const qualificationCodes: QualificationCodes = read(
  'qualification-codes.json',
  qualificationCodesSchema,
  qualificationCodesFile,
);
export const assessmentRules: AssessmentRules = read(
  'assessment-rules.json',
  assessmentRulesSchema,
  assessmentRulesFile,
);
export const verificationPolicies: VerificationPolicies = read(
  'verification-policy.json',
  verificationPoliciesSchema,
  verificationPolicyFile,
);

/** Names the content of the rows, kinds, specialties and codes: changes when and only when one of them does. */
export const standardsVersion: string = `standards-${fingerprint([
  standardsFile,
  constructionFile,
  supervisionFile,
  specialtiesFile,
  encodingFile,
  qualificationCodesFile,
])}`;

/** Names the content of the assessment rules and verification policies: changes when and only when one of them does. */
export const policyVersion: string = `policy-${fingerprint([assessmentRulesFile, verificationPolicyFile])}`;
