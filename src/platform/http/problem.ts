/** Problems of the public interface: RFC 9457 documents with a stable type and a Chinese detail. */

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What the caller can do about it; shown at the type's own address. */
  readonly remedy: string;
}

export const PROBLEMS = {
  'search-term-too-short': {
    status: 400,
    title: '检索词过短',
    remedy: '请用 q 参数给出企业名称中连续的两个字以上，或者完整的统一社会信用代码、资质证书编号。',
  },
  'invalid-cursor': {
    status: 400,
    title: '翻页标记无效',
    remedy: '翻页标记只能取自上一页的 next，不能自行编写；请从第一页重新开始。',
  },
  'invalid-uscc': {
    status: 400,
    title: '统一社会信用代码有误',
    remedy: '请对照营业执照核对 18 位代码；代码不使用字母 I、O、S、V、Z，第 18 位是校验码。',
  },
  'invalid-date': {
    status: 400,
    title: '查询日期有误',
    remedy: 'asOf 写成 YYYY-MM-DD，不早于本平台开始核查之日，不晚于今天（北京时间）。',
  },
  'enterprise-not-found': {
    status: 404,
    title: '没有这家企业',
    remedy: '代码本身有效，但不在核查范围内：请核对代码，或者向企业注册地住房城乡建设主管部门询问。',
  },
  'invalid-position': {
    status: 400,
    title: '变更位置有误',
    remedy: 'since 应为上一次答复中的 position，或月度数据中的 position；第一次读取可以省略。',
  },
  'position-expired': {
    status: 410,
    title: '变更位置已过保留期',
    remedy: '变更保留四百天以上。请先读取 /api/v1/snapshot 的月度数据，再从其中的 position 继续。',
  },
  'invalid-month': {
    status: 400,
    title: '月份有误',
    remedy: 'month 写成 YYYY-MM；省略时为最近一个月。',
  },
  'snapshot-not-found': {
    status: 404,
    title: '没有这个月的数据',
    remedy: '月度数据在当月核查完成后生成；省略 month 可以取得最近一个月的数据。',
  },
  'not-found': {
    status: 404,
    title: '没有这个地址',
    remedy: '请对照接口说明 /api/v1/openapi.json 核对地址。',
  },
  'malformed-address': {
    status: 400,
    title: '地址写法有误',
    remedy: '地址中的“%”后面应为两位十六进制数，合起来应为 UTF-8 文字；中文请按 UTF-8 编码。',
  },
  'invalid-form': {
    status: 400,
    title: '提交的内容有误',
    remedy: '请按页面上的说明改正后重新提交。',
  },
  'too-large': {
    status: 413,
    title: '文件过大',
    remedy: '请将文件缩小到页面所示的大小以内后重新提交。',
  },
  'document-not-found': {
    status: 404,
    title: '没有这份文书',
    remedy: '请对照文书上的网址逐字核对；仍然没有的，请向文书上的发文机关核实。',
  },
  'not-permitted': {
    status: 403,
    title: '没有权限',
    remedy: '请换用有权办理的身份登录，或者请安全管理员授予相应角色。',
  },
  'bad-form': {
    status: 400,
    title: '提交的内容有误',
    remedy: '请返回上一页刷新后重新提交。',
  },
  'method-not-allowed': {
    status: 405,
    title: '不支持这种请求方法',
    remedy: '公开接口只供读取，请用 GET 或 HEAD。',
  },
  'too-many-requests': {
    status: 429,
    title: '请求过于频繁',
    remedy: '请等待 Retry-After 所示的秒数后再试；余额见每次答复的 RateLimit。',
  },
  'internal-error': {
    status: 500,
    title: '系统出现差错',
    remedy: '差错已记入日志。请稍后再试；仍不行的，请将答复中的 instance 告知平台运行单位。',
  },
  unavailable: {
    status: 503,
    title: '暂时不能提供服务',
    remedy: '请稍后再试；一直如此的，请告知平台管理单位。',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemName = keyof typeof PROBLEMS;

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** one sentence in Chinese about this occurrence: what is wrong and what to do */
  readonly detail: string;
  /** the request's id, for the log */
  readonly instance?: string;
  /** the parameter concerned */
  readonly parameter?: string;
}

/** Whether a text names a kind of problem. */
export function isProblemName(text: string): text is ProblemName {
  return Object.hasOwn(PROBLEMS, text);
}

/** The document of one occurrence. */
export function problem(
  name: ProblemName,
  detail: string,
  more: { readonly instance?: string; readonly parameter?: string } = {},
): ProblemDocument {
  const { status, title } = PROBLEMS[name];
  return { type: `/problems/${name}`, title, status, detail, ...more };
}

/** A problem on its way to the caller: thrown where it is found, written as a document or as a page at the edge. */
export class ProblemError extends Error {
  readonly problemName: ProblemName;
  readonly parameter: string | undefined;

  constructor(name: ProblemName, detail: string, parameter?: string) {
    super(detail);
    this.name = 'ProblemError';
    this.problemName = name;
    this.parameter = parameter;
  }
}
