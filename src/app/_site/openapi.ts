import { CONDITIONAL, components, RATE_FIELDS, responses, USCC } from './openapi-pieces.ts';

const OPEN_DATA_PATHS = {
  '/api/v1/changes': {
    get: {
      operationId: 'listChanges',
      summary: '公开变更，可以从上次读到的位置继续',
      description:
        '标注的设立、变更和解除，公开的结论变化，资质和证书的失效，公告的发布。位置连续递增，读过的位置之前不会再插入；变更保留四百天以上。每条变更都带结果状态，重复读取没有妨碍。',
      parameters: [
        {
          name: 'since',
          in: 'query',
          required: false,
          schema: { type: 'integer', minimum: 0 },
          description: '上一次答复或月度数据中的 position；省略时从保留的最早一条开始',
        },
        {
          name: 'limit',
          in: 'query',
          required: false,
          schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
        },
        ...CONDITIONAL,
      ],
      responses: responses('Changes', ['invalid-position', 'position-expired']),
    },
  },
  '/api/v1/snapshot': {
    get: {
      operationId: 'getSnapshot',
      summary: '月度开放数据（NDJSON）',
      description:
        '第一行为 {"kind":"snapshot","month","takenAt","position","next"}，其后每行一家企业及其资质的公开状态。要得到此后的变更，从 next 读取 /api/v1/changes。',
      parameters: [
        {
          name: 'month',
          in: 'query',
          required: false,
          schema: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
          description: '省略时为最近一个月',
          example: '2026-11',
        },
        {
          name: 'format',
          in: 'query',
          required: false,
          schema: { type: 'string', enum: ['gzip'] },
          description: '写 gzip 时得到压缩的文件（.ndjson.gz）',
        },
        ...CONDITIONAL,
      ],
      responses: {
        ...responses('Changes', ['invalid-month', 'snapshot-not-found']),
        200: {
          description: '成功',
          headers: { ETag: { description: '强校验值', schema: { type: 'string' } }, ...RATE_FIELDS },
          content: {
            'application/x-ndjson': { schema: { type: 'string' } },
            'application/gzip': { schema: { type: 'string' } },
          },
        },
      },
    },
  },
};

/** OpenAPI 3.1 of /api/v1, from the schemas that the answers are written to. */
export function openApi(baseUrl: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: '资质哨开放接口',
      version: '1.0.0',
      description:
        '企业资质核查结果的公开读取。无须登记；只读；人员信息不在接口内。请求频率按来源地址限制，余额见 RateLimit。答复带强 ETag，请用 If-None-Match 避免重复传输。只增不改：字段只会增加，不认识的字段请忽略。',
      license: { name: '公共数据，注明来源和数据时点即可使用', url: `${baseUrl}/about#data-use` },
    },
    servers: [{ url: baseUrl, description: '本平台' }],
    // No sign-in, no key.
    security: [],
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
      '/api/v1/enterprises/{uscc}/restrictions': {
        get: {
          operationId: 'getRestrictions',
          summary: '正在生效的限制，供审批、招标投标、施工许可和评优系统查询',
          parameters: [USCC, ...CONDITIONAL],
          responses: responses('Restrictions', ['invalid-uscc', 'enterprise-not-found']),
        },
      },
      ...OPEN_DATA_PATHS,
    },
    components: { schemas: components() },
  };
}
