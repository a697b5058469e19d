import { type EnterpriseFacts, enterpriseById } from '#features/registry/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { PortalVisit } from '../_portal/portal-route.tsx';

/** The enterprise that the signed-in person acts for. */
export async function ownEnterprise({ pool, person }: PortalVisit<unknown>): Promise<EnterpriseFacts> {
  const { enterpriseId } = person.held;
  const enterprise = enterpriseId === null ? undefined : await enterpriseById(pool, enterpriseId);
  if (enterprise === undefined) {
    throw new ProblemError('not-found', '登记中没有贵单位的信息，请向企业注册地住房城乡建设主管部门询问。');
  }
  return enterprise;
}

/** The text of a field as it was typed. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id of an address; anything else is nothing that could be found. */
export function idOf(text: string, missing: string): string {
  if (!UUID.test(text)) throw new ProblemError('not-found', missing);
  return text;
}
