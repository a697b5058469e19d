import { readUscc } from '#features/codes/queries.ts';
import { type AsOf, readAsOf } from '#features/registry/queries.ts';
import { firstInstant } from '#features/verification/queries.ts';
import type { Uscc } from '#law/identifiers/uscc.ts';
import { legalDayOf } from '#platform/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { meant } from './address.ts';
import type { Redirect } from './answer.ts';
import type { Site } from './site.ts';

/** The USCC of an address, or the address with the USCC in its normal form where it was written otherwise. */
export async function usccOf(site: Site, written: string, url: URL): Promise<Uscc | Redirect> {
  const text = meant(written);
  const parsed = await readUscc(site.pool, text);
  if (!parsed.ok) throw new ProblemError('invalid-uscc', parsed.reason, 'uscc');
  if (written === parsed.value) return parsed.value;
  const segments = url.pathname.split('/').map((segment) => (meant(segment) === text ? parsed.value : segment));
  return { to: `${segments.join('/')}${url.search}` };
}

/** The point in time asked for, with the limits that the switch of a page shows. */
export interface AskedDay {
  readonly today: string;
  readonly firstDay: string | undefined;
  readonly read: ReturnType<typeof readAsOf>;
}

/** The first run never changes once there is one; asked for again until then. */
const firstInstants = new WeakMap<Site, Date>();

async function firstInstantOf(site: Site): Promise<Date | undefined> {
  const known = firstInstants.get(site);
  if (known !== undefined) return known;
  const first = await firstInstant(site.pool);
  if (first !== undefined) firstInstants.set(site, first);
  return first;
}

export async function askedDay(site: Site, url: URL, now: Date): Promise<AskedDay> {
  const first = await firstInstantOf(site);
  return {
    today: legalDayOf(now),
    firstDay: first === undefined ? undefined : legalDayOf(first),
    read: readAsOf(url.searchParams.get('asOf'), now, first),
  };
}

/** The point in time for the interface: a refusal is a problem. */
export async function requiredDay(site: Site, url: URL, now: Date): Promise<AsOf> {
  const { read } = await askedDay(site, url, now);
  if (!read.ok) throw new ProblemError('invalid-date', read.reason, 'asOf');
  return read.asOf;
}

/** The problem of a USCC that is right in itself and that the register does not hold. */
export function unknownEnterprise(uscc: string): ProblemError {
  return new ProblemError('enterprise-not-found', `登记中没有统一社会信用代码为 ${uscc} 的企业。`, 'uscc');
}
