import { ProblemError } from '#platform/http/problem.ts';

/** No address of ours has this character, and PostgreSQL takes no text with it: asked for, it would come to light as a failure of ours. */
export function refuseNul(url: URL): void {
  if (/%00/.test(`${url.pathname}${url.search}`)) {
    throw new ProblemError('bad-form', '地址中含有不能使用的控制字符，请核对地址。');
  }
}

/** A part of an address as it was meant; what cannot be decoded is taken as it stands. */
export function meant(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
