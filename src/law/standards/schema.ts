/** The shape of the standards' data files (fields: data of 建市〔2014〕159号 and 建设部令第158号 as read for this project). */
import { z } from 'zod';

export const confidences = ['quoted', 'paraphrased', 'recalled', 'uncertain'] as const;
const confidence = z.enum(confidences);

const roleDemandSchema = z.strictObject({
  role: z.string(),
  minGrade: z.enum(['一级', '二级']).optional(),
  specialties: z.array(z.string()).min(1).optional(),
  gradeNote: z.string().optional(),
  /** false: not a registration (职称), so the register never shows it. */
  registered: z.literal(false).optional(),
});

const demandFields = {
  text: z.string().optional(),
  role: z.string().optional(),
  minGrade: z.enum(['一级', '二级']).optional(),
  specialties: z.array(z.string()).min(1).optional(),
  anyOfRoles: z.array(roleDemandSchema).min(1).optional(),
  count: z.int().min(1),
};

const subsetSchema = z.strictObject({
  ...demandFields,
  unit: z.enum(['人', '人次']).optional(),
  source: z.string().optional(),
});

const requirementSchema = z.strictObject({
  ...demandFields,
  text: z.string(),
  mode: z.literal('total'),
  unit: z.enum(['人', '人次']),
  subset: z.array(subsetSchema).optional(),
  subsetDistinctPersons: z.boolean().optional(),
  determinableFromRegistrationData: z.boolean().optional(),
  restriction: z.string().optional(),
});

const currentAssessmentSchema = z.strictObject({
  comparesWith: z.enum(['own', 'lowest', 'none', '乙级']),
  effectiveCode: z.string().nullable(),
  since: z.iso.date().optional(),
  basis: z.array(z.string()),
  confidence: z.string(),
  provinceConfigurable: z.boolean().optional(),
});

export const rowSchema = z.strictObject({
  code: z.string(),
  series: z.string(),
  category: z.string(),
  item: z.string().optional(),
  type: z.string().optional(),
  level: z.string(),
  isLowestLevel: z.boolean(),
  requirements: z.array(requirementSchema),
  combine: z
    .strictObject({
      op: z.literal('AND'),
      distinctPersonsAcrossRequirements: z.boolean(),
      appliesTo: z.string().optional(),
    })
    .optional(),
  otherPersonnel: z.array(z.string()).optional(),
  otherConditions: z.array(z.string()).optional(),
  source: z.string(),
  source_confidence: confidence,
  needsVerification: z.boolean().optional(),
  evidence: z.array(z.string()).optional(),
  note: z.string().optional(),
  currentAssessment: currentAssessmentSchema,
  abolished: z
    .strictObject({
      by: z.string(),
      what: z.string(),
      transition: z.string().optional(),
      confidence: z.string(),
    })
    .optional(),
});

const gradeSchema = z.looseObject({
  grade: z.string().nullable(),
  rank: z.int(),
  specialties: z.array(z.string()).optional(),
});

export const specialtiesSchema = z.looseObject({
  registrationTypes: z.array(
    z.looseObject({
      code: z.string(),
      name: z.string(),
      grades: z.array(gradeSchema).min(1),
      specialties: z.array(z.looseObject({ key: z.string(), name: z.string(), aliases: z.array(z.string()) })),
      umbrella: z.boolean().optional(),
      otherNames: z.array(z.string()).optional(),
      mergedFrom: z.looseObject({}).optional(),
      examSpecialtiesSince2020: z.looseObject({ list: z.array(z.string()) }).optional(),
    }),
  ),
});

export const encodingSchema = z.looseObject({
  kinds: z.array(z.strictObject({ number: z.int().min(1).max(63), role: z.string(), grade: z.string().nullable() })),
  otherNames: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  specialties: z.record(z.string(), z.record(z.string(), z.int().min(0).max(30))),
  sameSpecialties: z.record(z.string(), z.string()),
  specialtiesNotRead: z.looseObject({ roles: z.array(z.string()) }),
});

export const qualificationCodesSchema = z.looseObject({
  entries: z.array(
    z.looseObject({
      code: z.string().nullable(),
      name: z.string(),
      kind: z.string(),
      standardRow: z.string().nullable().optional(),
      candidates: z.array(z.string()).optional(),
      why: z.string().optional(),
    }),
  ),
});

export const assessmentRulesSchema = z.strictObject({
  about: z.string(),
  currentAssessmentReadOn: z.iso.date(),
  currentAssessmentReadOnNote: z.string(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      division: z.string().optional(),
      from: z.iso.date(),
      to: z.iso.date().optional(),
      match: z.strictObject({
        series: z.array(z.string()),
        types: z.array(z.string()).optional(),
        levels: z.array(z.string()).optional(),
        lowest: z.boolean().optional(),
        categories: z.array(z.string()).optional(),
        exceptCategories: z.array(z.string()).optional(),
      }),
      comparesWith: z.enum(['own', 'lowest', 'none', '乙级']),
      document: z.string(),
      basis: z.array(z.string()).min(1),
      confidence: z.string(),
      note: z.string().optional(),
    }),
  ),
});

export const verificationPoliciesSchema = z.strictObject({
  about: z.string(),
  policies: z.array(
    z.strictObject({
      id: z.string(),
      division: z.string(),
      from: z.iso.date(),
      to: z.iso.date().optional(),
      maximumAge: z.int().min(0).nullable(),
      insurance: z.enum(['ignore', 'required']),
      ledger: z.array(z.string()),
      basis: z.array(z.string()).min(1),
      reason: z.string(),
    }),
  ),
});

export const standardsSchema = z.strictObject({
  about: z.string(),
  standards: z.array(z.strictObject({ id: z.string(), from: z.iso.date(), title: z.string() })),
});

export type Row = z.infer<typeof rowSchema>;
export type Requirement = z.infer<typeof requirementSchema>;
export type Subset = z.infer<typeof subsetSchema>;
export type RoleDemand = z.infer<typeof roleDemandSchema>;
export type Specialties = z.infer<typeof specialtiesSchema>;
export type Encoding = z.infer<typeof encodingSchema>;
export type QualificationCodes = z.infer<typeof qualificationCodesSchema>;
export type AssessmentRules = z.infer<typeof assessmentRulesSchema>;
export type VerificationPolicies = z.infer<typeof verificationPoliciesSchema>;
/** Which level's counts a row is compared with: its own, the category's lowest, its 乙级, or nothing. */
export type ComparesWith = Row['currentAssessment']['comparesWith'];
/** How surely a row's count is known; only `quoted` may end in 不达标 (standards README §1). */
export type Confidence = (typeof confidences)[number];
