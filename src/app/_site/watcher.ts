import { isFromHere } from '#platform/http/client-address.ts';
import { sameText } from '#platform/installation-secret.ts';
import type { Site } from './site.ts';

/** Whether somebody may see how the installation is doing inside: who bears the token, or asks on the machine itself. */
export function mayWatch({ metricsToken }: Pick<Site, 'metricsToken'>, headers: Headers): boolean {
  if (metricsToken !== undefined && sameText(headers.get('authorization') ?? '', `Bearer ${metricsToken}`)) return true;
  return isFromHere(headers);
}
