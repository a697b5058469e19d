import type { Pool } from '#platform/database/connections.ts';

/** A confirmation as the enterprise and its bureau see it; the ID number stays in the sealed form. */
export interface ConfirmationShown {
  readonly id: number;
  readonly signedOn: string;
  readonly email: string;
  readonly signedBy: string;
  readonly legalRepresentative: string | null;
  /** the signed form; null where it was signed on paper and taken over */
  readonly documentId: string | null;
  readonly signatureKind: 'pad' | 'seal-page' | null;
  /** by which the signer was made sure of once more; null on paper */
  readonly secondFactor: 'totp' | 'passkey' | 'sms' | null;
  readonly knownFrom: Date;
  readonly knownTo: Date | null;
  readonly endedBecause: string | null;
}

const COLUMNS = `id, signed_on as "signedOn", email, signed_by as "signedBy", legal_representative as "legalRepresentative",
  document_id as "documentId", signature_kind as "signatureKind", second_factor->>'method' as "secondFactor", known_from as "knownFrom", known_to as "knownTo", ended_because as "endedBecause"`;

/** The confirmation that stood at an instant (GX24-5.1b: what was agreed then must be provable); undefined: none. */
export async function confirmationOf(
  pool: Pool,
  enterpriseId: number,
  at: Date,
): Promise<ConfirmationShown | undefined> {
  const result = await pool.query<ConfirmationShown>(
    `select ${COLUMNS} from service_confirmation where enterprise_id = $1 and known_from <= $2 and (known_to is null or known_to > $2)`,
    [enterpriseId, at],
  );
  return result.rows[0];
}

/** All confirmations of an enterprise, the newest first. */
export async function confirmationHistory(pool: Pool, enterpriseId: number): Promise<ConfirmationShown[]> {
  const result = await pool.query<ConfirmationShown>(
    `select ${COLUMNS} from service_confirmation where enterprise_id = $1 order by known_from desc, id desc`,
    [enterpriseId],
  );
  return result.rows;
}

/** The e-mail check that is under way, for the page that waits for it: never the secrets. */
export interface EmailCheckShown {
  readonly id: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly confirmedAt: Date | null;
}

export async function emailCheckOf(pool: Pool, enterpriseId: number, at: Date): Promise<EmailCheckShown | undefined> {
  const result = await pool.query<EmailCheckShown>(
    `select id, email, expires_at as "expiresAt", confirmed_at as "confirmedAt" from email_check
     where enterprise_id = $1 and used_at is null
       and (confirmed_at > $2::timestamptz - interval '24 hours' or confirmed_at is null and expires_at > $2)
     order by requested_at desc limit 1`,
    [enterpriseId, at],
  );
  return result.rows[0];
}
