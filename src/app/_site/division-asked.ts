import { ProblemError } from '#platform/http/problem.ts';

/** The place that a public list is filtered by: 2, 4 or 6 digits, or none. @throws ProblemError in words for anything else */
export function divisionAsked(url: URL): string {
  const division = (url.searchParams.get('division') ?? '').trim();
  if (/^(\d{2}(\d{2}){0,2})?$/.test(division)) return division;
  throw new ProblemError('invalid-form', '注册地应为 2、4 或 6 位行政区划代码，请从名单页的注册地中选择。', 'division');
}
