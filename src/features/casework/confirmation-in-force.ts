import type { LegalDate } from '#law/periods/legal-date.ts';
import type { CaseState } from '#law/regimes/case.ts';
import { legalDay } from './opening.ts';

/** A service confirmation with the instants between which it was known to stand; `knownTo` null: it stands. */
export interface ConfirmationSpan {
  readonly signedOn: string;
  readonly knownFrom: string;
  readonly knownTo: string | null;
}

/** The confirmations of an enterprise, and when the newest document of its case was sent, as a select on cases `c` reads them. */
export interface Confirmed {
  readonly confirmations: readonly ConfirmationSpan[];
  readonly sentAt: Date | null;
}

export const CONFIRMED_COLUMNS = `(select coalesce(json_agg(json_build_object('signedOn', k.signed_on, 'knownFrom', k.known_from, 'knownTo', k.known_to)
    order by k.known_from, k.id), '[]') from service_confirmation k where k.enterprise_id = c.enterprise_id) as confirmations,
  (select max(v.recorded_at) from case_event v where v.case_id = c.id
     and (v.content::jsonb->'event'->>'what' in ('order-issued', 'intent-sent', 'intent-sent-and-published', 'decided')
       or v.content::jsonb->'event'->'documents' ? 'order')) as "sentAt"`;

function stoodAt({ knownFrom, knownTo }: ConfirmationSpan, at: Date): boolean {
  return new Date(knownFrom) <= at && (knownTo === null || new Date(knownTo) > at);
}

function isUnderService({ documents }: CaseState): boolean {
  return Object.values(documents).some((document) => document.servedOn === undefined);
}

/**
 * The day of the confirmation that counts in a case (GX24-5.1a): for a document that is on its way the one that stood when it was
 * sent, whatever was signed or withdrawn since; otherwise the one that stands now, by which the next document goes.
 */
export function confirmationFor(state: CaseState, { confirmations, sentAt }: Confirmed): LegalDate | null {
  const counts =
    isUnderService(state) && sentAt !== null
      ? confirmations.find((span) => stoodAt(span, sentAt))
      : confirmations.find(({ knownTo }) => knownTo === null);
  return counts === undefined ? null : legalDay(counts.signedOn);
}
