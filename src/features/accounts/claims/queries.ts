import { z } from 'zod';
import type { Pool } from '#platform/database/connections.ts';
import { positionNumber, positionUuid, readPosition } from '#platform/list-position.ts';
import type { ClaimProof, ClaimStatus } from './claim.ts';

export interface ClaimFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly handedInAt: Date;
}

export interface ClaimShown {
  readonly id: string;
  readonly accountId: string;
  readonly uscc: string;
  readonly enterprise: string;
  readonly kind: string;
  readonly representative: string;
  readonly method: 'real-name' | 'bank-transfer';
  readonly madeAt: Date;
  readonly status: ClaimStatus;
  readonly proof: ClaimProof | null;
  /** what the register has under the code, null where it has nothing */
  readonly registeredName: string | null;
  readonly registeredRepresentative: string | null;
  /** whether the register's identity number is the claimant's; null where it has none */
  readonly samePerson: boolean | null;
  readonly checkedBy: string | null;
  readonly checkedByName: string | null;
  readonly checkedReason: string | null;
  readonly decidedByName: string | null;
  readonly decidedReason: string | null;
  readonly objectUntil: Date | null;
  readonly objection: string | null;
  readonly endedAt: Date | null;
  readonly files: readonly ClaimFile[];
}

interface Row extends Omit<ClaimShown, 'files'> {
  readonly files: readonly {
    readonly id: string;
    readonly name: string;
    readonly sha256: string;
    readonly at: string;
  }[];
}

const SELECT = `select c.id, c.account_id as "accountId", c.uscc, c.enterprise, c.kind, c.representative, c.method, c.made_at as "madeAt", c.status, c.proof,
    e.name as "registeredName", e.legal_representative as "registeredRepresentative", r.id_hash = c.person_hash as "samePerson",
    c.checked_by as "checkedBy", c.checked_by_name as "checkedByName", c.checked_reason as "checkedReason",
    c.decided_by_name as "decidedByName", c.decided_reason as "decidedReason", c.object_until as "objectUntil", c.objection, c.ended_at as "endedAt",
    coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'sha256', encode(f.sha256, 'hex'), 'at', f.handed_in_at) order by f.handed_in_at, f.id)
      from enterprise_claim_file f where f.claim_id = c.id), '[]') as files
  from enterprise_claim c left join enterprise e on e.uscc = c.uscc and e.feed <> 'sign-up'
    left join enterprise_representative r on r.enterprise_id = e.id and fold_name(r.name) = fold_name(e.legal_representative)`;

function shown({ files, ...row }: Row): ClaimShown {
  return {
    ...row,
    files: files.map(({ id, name, sha256, at }) => ({ id, name, sha256, handedInAt: new Date(at) })),
  };
}

interface Placed extends Row {
  readonly rank: number;
  readonly place: number;
}

const PAGE = 50;
const RANK = "case c.status when 'objected' then 0 when 'waiting' then 1 when 'confirmed' then 2 else 3 end";
/** Milliseconds; what is done comes newest first. */
const PLACE = `case when c.ended_at is null then (extract(epoch from c.made_at) * 1000)::bigint
  else ${10 ** 14} - (extract(epoch from c.ended_at) * 1000)::bigint end`;
const POSITION = z.tuple([positionNumber, positionNumber, positionUuid]);

/**
 * Claims for the office, a page after a position: those that it has to decide first, then what runs by itself, then the newest that are
 * done. @returns the page, and where the next one begins
 */
export async function claimsOfOffice(
  pool: Pool,
  after: string | null,
): Promise<{ readonly claims: readonly ClaimShown[]; readonly next: string | null }> {
  const [rank = null, place = null, id = null] = readPosition(after, POSITION) ?? [];
  const found = await pool.query<Placed>(
    `select * from (${SELECT}) claim join lateral (select ${RANK} as rank, ${PLACE} as place from enterprise_claim c where c.id = claim.id) at on true
     where $1::bigint is null or (at.rank, at.place, claim.id) > ($1::bigint, $2::bigint, $3::uuid)
     order by at.rank, at.place, claim.id limit ${PAGE + 1}`,
    [rank, place, id],
  );
  const page = found.rows.slice(0, PAGE);
  return {
    claims: page.map(({ rank: _rank, place: _place, ...row }) => shown(row)),
    next:
      found.rows.length > PAGE
        ? page
            .slice(-1)
            .map(({ rank: at, place: when, id: last }) => `${at}|${when}|${last}`)
            .join()
        : null,
  };
}

export async function enterpriseClaim(pool: Pool, id: string): Promise<ClaimShown | undefined> {
  const found = await pool.query<Row>(`${SELECT} where c.id = $1`, [id]);
  const [row] = found.rows;
  return row === undefined ? undefined : shown(row);
}

/** What somebody has claimed. */
export async function claimsBy(pool: Pool, accountId: string): Promise<ClaimShown[]> {
  const found = await pool.query<Row>(`${SELECT} where c.account_id = $1 order by c.made_at desc, c.id`, [accountId]);
  return found.rows.map(shown);
}

/** Claims to enterprises for which somebody stands, while they may still be objected to or are being decided. */
export async function claimsAgainst(pool: Pool, accountId: string): Promise<ClaimShown[]> {
  const found = await pool.query<Row>(
    `${SELECT} where c.status in ('confirmed', 'objected') and exists (select 1 from account_role o where o.account_id = $1
       and o.enterprise_id = c.enterprise_id and o.role = 'legal-representative' and o.ended_at is null) order by c.made_at, c.id`,
    [accountId],
  );
  return found.rows.map(shown);
}

/** A document of exactly this claim. */
export async function claimFile(
  pool: Pool,
  of: { readonly claimId: string; readonly fileId: string },
): Promise<{ readonly mediaType: string; readonly bytes: Buffer } | undefined> {
  const found = await pool.query<{ mediaType: string; bytes: Buffer }>(
    'select media_type as "mediaType", bytes from enterprise_claim_file where id = $1 and claim_id = $2',
    [of.fileId, of.claimId],
  );
  return found.rows[0];
}
