import type { Origin } from '#features/accounts/commands.ts';
import { clientOf } from '#platform/http/client-address.ts';
import { site } from '../_site/site.ts';

/** Where a request comes from, for the list of sessions and the trail. */
export function originOf(headers: Headers): Origin {
  return { address: clientOf(headers, site().trustedProxies), device: headers.get('user-agent') ?? '未知设备' };
}
