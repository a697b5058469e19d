import { ProblemError } from '#platform/http/problem.ts';

/** Classes and codes of PostgreSQL, and of the connection to it, that say “not now” and not “wrong”. */
const NOT_NOW = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57014',
]);

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** The problem that an error amounts to for the caller; what went wrong inside stays in the log. */
export function failureOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const code = codeOf(error);
  const ended =
    error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
  if (NOT_NOW.has(code) || code.startsWith('08') || ended) {
    return new ProblemError('unavailable', '数据库暂时没有应答，请稍后再试。');
  }
  return new ProblemError('internal-error', '系统出现差错，已记入日志，请稍后再试。');
}
