import type { Pool, Transaction } from '#platform/database/connections.ts';

/** How an enterprise can be reached. */
export interface Contact {
  readonly person: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
}

/** A contact as it was known between two instants (GX24-5.1b: what it was at a time must be provable). */
export interface KnownContact extends Contact {
  readonly id: number;
  /** `feed:…` or `enterprise:…`: who said so */
  readonly source: string;
  readonly changedOn: string | null;
  readonly note: string | null;
  readonly recordedBy: string | null;
  readonly knownFrom: Date;
  readonly knownTo: Date | null;
}

const COLUMNS = `id, person, phone, email, address, source, changed_on as "changedOn", note, recorded_by as "recordedBy",
  known_from as "knownFrom", known_to as "knownTo"`;

/** What the record said at an instant; undefined where nothing was known. */
export async function contactAt(
  database: Pool | Transaction,
  enterpriseId: number,
  at: Date,
): Promise<KnownContact | undefined> {
  const result = await database.query<KnownContact>(
    `select ${COLUMNS} from enterprise_contact where enterprise_id = $1 and known_from <= $2 and (known_to is null or known_to > $2)
     order by known_from desc limit 1`,
    [enterpriseId, at],
  );
  return result.rows[0];
}

/** All that the record ever said, the newest first. */
export async function contactHistory(pool: Pool, enterpriseId: number): Promise<KnownContact[]> {
  const result = await pool.query<KnownContact>(
    `select ${COLUMNS} from enterprise_contact where enterprise_id = $1 order by known_from desc, id desc`,
    [enterpriseId],
  );
  return result.rows;
}

export interface ContactChange {
  readonly enterpriseId: number;
  readonly contact: Contact;
  /** `enterprise:…`: feeds leave such a contact alone (GX21-A2.1) */
  readonly source: string;
  readonly changedOn: string;
  readonly note: string | null;
  readonly by: string;
  readonly at: Date;
}

/** Closes the contact that stood and writes the next: nothing is overwritten. @returns the id of the new row */
export async function replaceContact(transaction: Transaction, change: ContactChange): Promise<number> {
  await transaction.query('update enterprise_contact set known_to = $2 where enterprise_id = $1 and known_to is null', [
    change.enterpriseId,
    change.at,
  ]);
  const { person, phone, email, address } = change.contact;
  const inserted = await transaction.query<{ id: number }>(
    `insert into enterprise_contact (enterprise_id, person, phone, email, address, source, changed_on, note, recorded_by, known_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      change.enterpriseId,
      person,
      phone,
      email,
      address,
      change.source,
      change.changedOn,
      change.note,
      change.by,
      change.at,
    ],
  );
  return inserted.rows[0]?.id ?? 0;
}
