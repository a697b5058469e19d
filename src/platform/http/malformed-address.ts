import { ProblemError } from './problem.ts';

/** Said by the gate before the framework (src/web/gate.ts) and by nobody outside: the address could not be decoded. */
export const MALFORMED = 'x-qualwatch-malformed';

/** Refuses an address that cannot be decoded. `headers` of the request as the gate passed it on. */
export function refuseMalformed(headers: Headers): void {
  if (!headers.has(MALFORMED)) return;
  throw new ProblemError(
    'malformed-address',
    '地址写法有误：“%”后面应为两位十六进制数，合起来应为 UTF-8 文字。请核对地址，或者从首页重新查询。',
  );
}
