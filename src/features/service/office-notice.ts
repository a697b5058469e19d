import { z } from 'zod';
import type { Pool, Transaction } from '#platform/database/connections.ts';
import { positionInstant, positionNumber, readPosition } from '#platform/list-position.ts';
import { type OfficeLevel, officeOf } from './offices.ts';
import { StepRefused } from './step.ts';

/** What an office is told, without owing an act. */
export interface NewOfficeNotice {
  /** names the fact: told once */
  readonly key: string;
  /** six digits: place of registration of the enterprise */
  readonly divisionCode: string;
  readonly level: OfficeLevel;
  readonly kind:
    | 'contact-changed'
    | 'confirmation-signed'
    | 'confirmation-withdrawn'
    | 'credit-statement'
    | 'mail-returned'
    | 'rectification';
  readonly subject: string;
  readonly text: string;
  /** path in the portal */
  readonly link: string;
  readonly enterpriseId?: number;
  readonly caseId?: string;
  readonly at: Date;
}

async function officeAddress(transaction: Transaction, notice: NewOfficeNotice): Promise<string | undefined> {
  try {
    return (await officeOf(transaction, notice.divisionCode, notice.level)).email;
  } catch (error) {
    // An office that is not recorded yet reads the notice when it is: the enterprise's act does not wait for that.
    if (error instanceof StepRefused) return undefined;
    throw error;
  }
}

/** Tells an office in the transaction of the fact: a row of its list, and a mail where its address is recorded. */
export async function tellOffice(transaction: Transaction, notice: NewOfficeNotice): Promise<void> {
  const added = await transaction.query(
    `insert into office_notice (key, division_code, level, kind, subject, text, link, enterprise_id, case_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (key) do nothing`,
    [
      notice.key,
      notice.divisionCode,
      notice.level,
      notice.kind,
      notice.subject,
      notice.text,
      notice.link,
      notice.enterpriseId ?? null,
      notice.caseId ?? null,
      notice.at,
    ],
  );
  const address = added.rowCount === 1 ? await officeAddress(transaction, notice) : undefined;
  if (address === undefined) return;
  await writeLetter(transaction, `office-notice:${notice.key}`, address, notice, notice.at);
}

/** A plain letter whose words are fixed with the fact; the outbox sends it. */
export async function writeLetter(
  transaction: Transaction,
  key: string,
  recipient: string,
  letter: { readonly subject: string; readonly text: string },
  at: Date,
): Promise<void> {
  await transaction.query(
    `insert into outbox (key, channel, recipient, content, next_attempt, created_at) values ($1, 'mail', $2, $3, $4, $4)
     on conflict (key) do nothing`,
    [key, recipient, JSON.stringify({ template: 'letter', subject: letter.subject, text: letter.text }), at],
  );
}

export interface OfficeNotice {
  readonly id: number;
  readonly kind: string;
  readonly level: OfficeLevel;
  readonly divisionCode: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string;
  readonly enterpriseId: number | null;
  readonly caseId: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly readBy: string | null;
}

const POSITION = z.tuple([z.enum(['0', '1']), positionInstant, positionNumber]);

/** What the offices in a scope were told, unread first, then the newest. */
export async function officeNotices(
  pool: Pool,
  request: {
    readonly scope: string;
    readonly level?: OfficeLevel;
    readonly unread?: boolean;
    readonly limit: number;
    /** `1|instant|id` of the last row (1: unread); the next page begins behind it */
    readonly after?: string | undefined;
  },
): Promise<OfficeNotice[]> {
  const [unread, instant, id] = readPosition(request.after, POSITION) ?? [];
  const result = await pool.query<OfficeNotice>(
    `select id, kind, level, division_code as "divisionCode", subject, text, link, enterprise_id as "enterpriseId", case_id as "caseId",
       created_at as "createdAt", read_at as "readAt", read_by as "readBy"
     from office_notice
     where starts_with(division_code, $1) and ($2::text is null or level = $2) and (not $3 or read_at is null)
       and ($5::int is null or ((read_at is null)::int, created_at, id) < ($5::int, $6::timestamptz, $7::bigint))
     order by (read_at is null) desc, created_at desc, id desc limit $4`,
    [
      request.scope,
      request.level ?? null,
      request.unread ?? false,
      request.limit,
      unread ?? null,
      instant ?? null,
      id ?? null,
    ],
  );
  return result.rows;
}

/** Somebody of the office has read it; the first reader stands. @returns whether it was unread and in the scope */
export async function readOfficeNotice(
  pool: Pool,
  request: { readonly id: number; readonly scope: string; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const result = await pool.query(
    `update office_notice set read_at = $3, read_by = $4 where id = $1 and starts_with(division_code, $2) and read_at is null`,
    [request.id, request.scope, request.at, request.by],
  );
  return result.rowCount === 1;
}
