import { SIGNED_FIELDS } from '#ui/portal-pages/enterprise/confirmation-form.tsx';
import type { PortalVisit } from '../../_portal/portal-route.tsx';
import type { Proving } from '../../_portal/second-proof.ts';

/** Signing holds for this enterprise, on this proof of the address, and for everything that the signed form says. */
export function signing({ person }: PortalVisit<unknown>, emailCheckId: string): Proving {
  return {
    act: 'sign-confirmation',
    subject: `enterprise:${person.held.enterpriseId} email-check:${emailCheckId}`,
    signed: SIGNED_FIELDS,
  };
}
