import { z } from 'zod';
import { PROBLEMS, type ProblemName } from '#platform/http/problem.ts';
import { enterpriseListSchema, enterpriseSchema, problemSchema, statusSchema } from './interface-schemas.ts';

const SCHEMAS = {
  EnterpriseList: enterpriseListSchema,
  Enterprise: enterpriseSchema,
  EnterpriseStatus: statusSchema,
  Problem: problemSchema,
};

function reference(name: keyof typeof SCHEMAS) {
  return { $ref: `#/components/schemas/${name}` };
}

const CONDITIONAL = [
  { name: 'If-None-Match', in: 'header', required: false, schema: { type: 'string' }, description: '上次答复的 ETag' },
];

const USCC = {
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

const RATE_FIELDS = {
  'RateLimit-Policy': { description: '配额，如 "public";q=240;w=60', schema: { type: 'string' } },
  RateLimit: { description: '余额与恢复秒数，如 "public";r=239;t=1', schema: { type: 'string' } },
};

function responses(schema: keyof typeof SCHEMAS, problems: readonly ProblemName[]) {
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

function components() {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}

/** OpenAPI 3.1 of /api/v1, from the schemas that the answers are written to. */
export function openApi(baseUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: '资质哨开放接口',
      version: '1.0.0',
      description:
        '企业资质核查结果的公开读取。无须登记；只读；人员信息不在接口内。请求频率按来源地址限制，余额见 RateLimit。答复带强 ETag，请用 If-None-Match 避免重复传输。只增不改：字段只会增加，不认识的字段请忽略。',
    },
    servers: [{ url: baseUrl }],
    paths: {
      '/api/v1/enterprises': {
        get: {
          operationId: 'searchEnterprises',
          summary: '检索企业',
          parameters: [
            {
              name: 'q',
              in: 'query',
              required: true,
              schema: { type: 'string', minLength: 2, maxLength: 100 },
              description: '名称中连续的两个字以上，或完整的统一社会信用代码、资质证书编号',
              example: '建工',
            },
            {
              name: 'cursor',
              in: 'query',
              required: false,
              schema: { type: 'string' },
              description: '取自上一页的 next',
            },
            ...CONDITIONAL,
          ],
          responses: responses('EnterpriseList', ['search-term-too-short', 'invalid-cursor']),
        },
      },
      '/api/v1/enterprises/{uscc}': {
        get: {
          operationId: 'getEnterprise',
          summary: '企业、证书和资质',
          parameters: [USCC, ...CONDITIONAL],
          responses: responses('Enterprise', ['invalid-uscc', 'enterprise-not-found']),
        },
      },
      '/api/v1/enterprises/{uscc}/status': {
        get: {
          operationId: 'getEnterpriseStatus',
          summary: '各项资质在某一天的核查结论与标注',
          parameters: [
            USCC,
            {
              name: 'asOf',
              in: 'query',
              required: false,
              schema: { type: 'string', format: 'date' },
              description: '北京时间的日期；缺省为现在。过去的日期按当日终了时已知的记录作答',
              example: '2026-10-01',
            },
            ...CONDITIONAL,
          ],
          responses: responses('EnterpriseStatus', ['invalid-uscc', 'invalid-date', 'enterprise-not-found']),
        },
      },
    },
    components: { schemas: components() },
  };
}
