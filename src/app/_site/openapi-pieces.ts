import { z } from 'zod';
import { PROBLEMS, type ProblemName } from '#platform/http/problem.ts';
import {
  certificateSchema,
  checkSchema,
  enterpriseHitSchema,
  enterpriseListSchema,
  enterpriseSchema,
  markSchema,
  problemSchema,
  qualificationSchema,
  qualificationStatusSchema,
  statusSchema,
} from './interface-schemas.ts';
import { changesSchema, restrictionsSchema } from './open-data-schemas.ts';

const SCHEMAS = {
  EnterpriseList: enterpriseListSchema,
  Enterprise: enterpriseSchema,
  EnterpriseStatus: statusSchema,
  Restrictions: restrictionsSchema,
  Changes: changesSchema,
  Problem: problemSchema,
};

/** What stands within the others under a name of its own: each has to be among the components, or its references lead nowhere. */
const PARTS = {
  EnterpriseHit: enterpriseHitSchema,
  Certificate: certificateSchema,
  Qualification: qualificationSchema,
  QualificationStatus: qualificationStatusSchema,
  Mark: markSchema,
  Check: checkSchema,
};

function reference(name: keyof typeof SCHEMAS) {
  return { $ref: `#/components/schemas/${name}` };
}

/** Parameter of every read. */
export const CONDITIONAL = [
  { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' }, description: '上次答复的 ETag' },
];

/** Parameter of everything about one enterprise. */
export const USCC = {
  name: 'uscc',
  in: 'path',
  required: true,
  schema: { type: 'string', minLength: 18, maxLength: 18 },
  description: '统一社会信用代码。小写、全角写法以 308 转到规范写法',
  example: '91990000000003113T',
};

function problemResponse(names: readonly ProblemName[]) {
  return {
    description: names.map((name) => PROBLEMS[name].title).join('；'),
    content: {
      'application/problem+json': {
        schema: reference('Problem'),
        examples: Object.fromEntries(
          names.map((name) => {
            const { title, status, remedy } = PROBLEMS[name];
            return [name, { value: { type: `/problems/${name}`, title, status, detail: remedy } }];
          }),
        ),
      },
    },
  };
}

/** Header fields of every answer that is counted. */
export const RATE_FIELDS = {
  'RateLimit-Policy': { description: '配额，如 "public";q=240;w=60', schema: { type: 'string' } },
  RateLimit: { description: '余额与恢复秒数，如 "public";r=239;t=1', schema: { type: 'string' } },
};

/** The answers of a read: its schema, the conditional ones, and its problems. */
export function responses(schema: keyof typeof SCHEMAS, problems: readonly ProblemName[]) {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of [...problems, 'too-many-requests', 'internal-error', 'unavailable'] as const) {
    const { status } = PROBLEMS[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  return {
    200: {
      description: '成功',
      headers: { ETag: { description: '强校验值', schema: { type: 'string' } }, ...RATE_FIELDS },
      content: { 'application/json': { schema: reference(schema) } },
    },
    304: { description: '与 If-None-Match 所示相同' },
    308: { description: '地址中的代码不是规范写法，转到规范写法' },
    ...Object.fromEntries([...byStatus].map(([status, names]) => [status, problemResponse(names)])),
  };
}

/** The schemas that the paths refer to. */
export function components() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ ...SCHEMAS, ...PARTS })) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}
