import { z } from 'zod';
import { citationOf, publishesFirstWarning } from '#features/casework/queries.ts';
import type { Transaction } from '#platform/database/connections.ts';
import type { NewChange } from './change.ts';

/** An act that noted itself (triggers of the open-data migration). */
export interface DueChange {
  readonly id: number;
  readonly kind: string;
  readonly subject: string;
  readonly content: unknown;
}

type Resolved = ReadonlyMap<number, NewChange>;

function ofKinds(due: readonly DueChange[], ...kinds: readonly string[]): string {
  const chosen = due.filter((each) => kinds.includes(each.kind));
  return JSON.stringify(chosen.map(({ id, kind, subject, content }) => ({ id, kind, subject, content })));
}

const GIVEN = 'jsonb_to_recordset($1::jsonb) as g(id bigint, kind text, subject text, content jsonb)';

async function marks(transaction: Transaction, due: readonly DueChange[]): Promise<Resolved> {
  const result = await transaction.query<{
    id: number;
    kind: 'mark-set' | 'mark-changed' | 'mark-lifted';
    uscc: string;
    name: string;
    qualificationId: number;
    qualification: string;
    onDay: string;
    clause: string;
    act: string;
    restrictions: string[];
  }>(
    `select g.id, g.kind, e.uscc, e.name, q.id as "qualificationId", q.name as qualification, v.on_day as "onDay", v.clause, v.act,
       g.content->'restrictions' as restrictions
     from ${GIVEN} join cases c on c.id = g.subject::uuid join enterprise e on e.id = c.enterprise_id
     join qualification q on q.id = c.qualification_id
     join lateral (
       -- What was recorded with the change of stage (a document that could not be served at once) is not the act that brought it.
       select e.on_day, e.clause, e.act from case_event e
       where e.case_id = c.id and e.sequence <= (g.content->>'sequence')::int and e.content::jsonb->'event' ? 'move'
       order by e.sequence desc limit 1) v on true`,
    [ofKinds(due, 'mark-set', 'mark-changed', 'mark-lifted')],
  );
  return new Map(
    result.rows.map((row) => [
      row.id,
      {
        kind: row.kind,
        enterprise: { uscc: row.uscc, name: row.name },
        qualification: { id: row.qualificationId, name: row.qualification },
        onDay: row.onDay,
        clause: { id: row.clause, citation: citationOf(row.clause) },
        act: row.act,
        restrictions: row.restrictions,
      },
    ]),
  );
}

const verdictWord = z.enum(['met', 'not-met', 'undetermined', 'not-assessed', 'unknown']);

/**
 * SX23-2.1: where the first warning is not public no verdict is told at all, `met` as little as `not-met`; elsewhere `not-met` is told
 * with its public case, as on the page of the enterprise.
 */
async function verdicts(transaction: Transaction, due: readonly DueChange[], province: string): Promise<Resolved> {
  const result = await transaction.query<{
    id: number;
    uscc: string;
    name: string;
    qualificationId: number;
    qualification: string;
    divisionCode: string;
    series: string;
    verdict: string;
    shortage: number;
    asOf: string;
    openCase: boolean;
    publicCase: boolean;
  }>(
    `select g.id, e.uscc, e.name, q.id as "qualificationId", q.name as qualification, q.division_code as "divisionCode", q.series, v.verdict,
       v.shortage, v.as_of as "asOf", c.id is not null as "openCase", coalesce(c.public, false) as "publicCase"
     from ${GIVEN} join qualification q on q.id = g.subject::bigint join enterprise e on e.id = q.enterprise_id
     join verdict v on v.qualification_id = q.id and v.known_from = (g.content->>'at')::timestamptz
     left join cases c on c.qualification_id = q.id and c.closed_on is null
     where v.verdict <> g.content->>'before'`,
    [ofKinds(due, 'verdict')],
  );
  const told = result.rows.filter(
    (row) => publishesFirstWarning(row, province) && (row.publicCase || (!row.openCase && row.verdict !== 'not-met')),
  );
  return new Map(
    told.map((row) => [
      row.id,
      {
        kind: 'verdict',
        enterprise: { uscc: row.uscc, name: row.name },
        qualification: { id: row.qualificationId, name: row.qualification },
        verdict: verdictWord.parse(row.verdict),
        shortage: row.shortage,
        asOf: row.asOf,
      },
    ]),
  );
}

async function endings(transaction: Transaction, due: readonly DueChange[]): Promise<Resolved> {
  const qualifications = await transaction.query<{
    id: number;
    uscc: string;
    name: string;
    qualificationId: number;
    qualification: string;
    status: string;
    endedOn: string | null;
  }>(
    `select g.id, e.uscc, e.name, q.id as "qualificationId", q.name as qualification, g.content->>'status' as status,
       g.content->>'endedOn' as "endedOn"
     from ${GIVEN} join qualification q on q.id = g.subject::bigint join enterprise e on e.id = q.enterprise_id`,
    [ofKinds(due, 'qualification-ended')],
  );
  const certificates = await transaction.query<{
    id: number;
    uscc: string;
    name: string;
    certificate: string;
    status: string;
  }>(
    `select g.id, e.uscc, e.name, t.number as certificate, g.content->>'status' as status
     from ${GIVEN} join certificate t on t.id = g.subject::bigint join enterprise e on e.id = t.enterprise_id`,
    [ofKinds(due, 'certificate-ended')],
  );
  return new Map<number, NewChange>([
    ...qualifications.rows.map((row): [number, NewChange] => [
      row.id,
      {
        kind: 'qualification-ended',
        enterprise: { uscc: row.uscc, name: row.name },
        qualification: { id: row.qualificationId, name: row.qualification },
        status: row.status === 'revoked' ? 'revoked' : 'ended',
        endedOn: row.endedOn,
      },
    ]),
    ...certificates.rows.map(({ id, uscc, name, certificate, status }): [number, NewChange] => [
      id,
      { kind: 'certificate-ended', enterprise: { uscc, name }, certificate, status },
    ]),
  ]);
}

const revokedSchema = z.array(
  z.object({ enterprise: z.object({ uscc: z.string(), name: z.string() }), qualification: z.string() }),
);

async function notices(transaction: Transaction, due: readonly DueChange[]): Promise<Resolved> {
  const result = await transaction.query<{
    id: number;
    notice: string;
    kind: 'public-notice' | 'announcement';
    title: string;
    office: string;
    publishedOn: string;
    revoked: unknown;
  }>(
    `select g.id, p.id as notice, p.kind, p.title, p.office, p.published_on as "publishedOn", coalesce(d.data->'revoked', '[]') as revoked
     from ${GIVEN} join publication p on p.id = g.subject::uuid join official_document d on d.id = p.document_id`,
    [ofKinds(due, 'notice')],
  );
  return new Map(
    result.rows.map(({ id, notice, revoked, ...row }) => [
      id,
      {
        kind: 'notice',
        notice: { id: notice, ...row, href: `/notices/${notice}` },
        revoked: revokedSchema
          .parse(revoked)
          .map((each) => ({ ...each.enterprise, qualification: each.qualification })),
      },
    ]),
  );
}

/** The public side of acts, by their id; an act without one is not in the answer. */
export async function publicSides(
  transaction: Transaction,
  due: readonly DueChange[],
  province: string,
): Promise<Resolved> {
  return new Map([
    ...(await marks(transaction, due)),
    ...(await verdicts(transaction, due, province)),
    ...(await endings(transaction, due)),
    ...(await notices(transaction, due)),
  ]);
}
