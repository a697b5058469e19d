import { z } from 'zod';
import { WAYS_OF_SERVICE } from '#features/documents/queries.ts';
import { type ExplainedVerdict, explainQualification } from '#features/verification/queries.ts';
import { type LegalDate, parseLegalDate } from '#law/periods/legal-date.ts';
import { documentServedInto, trackFor } from '#law/regimes/law.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import type { EnterpriseKind, Licensing } from '#law/regimes/words.ts';
import { type CompiledQualification, standardCitation } from '#law/standards/index.ts';
import type { Pool, Queries, Transaction } from '#platform/database/connections.ts';
import { clauseOf as clauseOfRegime } from './case-clause.ts';
import { StepRefused } from './step-refused.ts';

const subjectSchema = z.object({
  enterprise: z.object({ kind: z.enum(['construction', 'supervision']), inRegion: z.boolean() }),
  qualification: z.object({ licensing: z.enum(['city', 'province', 'ministry']) }),
});

interface Counted {
  readonly text: string;
  readonly needed: number;
  readonly counted: number;
  readonly short: number;
}

interface Clause extends Counted {
  readonly unit: '人' | '人次';
}

type Place = CompiledQualification['places'][number];

/** What the documents on a case are written from. */
export interface CaseFacts {
  readonly caseId: string;
  readonly regime: string;
  readonly divisionCode: string;
  readonly enterpriseId: number;
  readonly qualificationId: number;
  readonly kind: EnterpriseKind;
  readonly inRegion: boolean;
  readonly licensing: Licensing;
  readonly enterprise: {
    readonly name: string;
    readonly uscc: string;
    readonly legalRepresentative?: string;
    readonly address?: string;
  };
  readonly legalRepresentative: string | null;
  readonly qualification: { readonly name: string; readonly certificateNumber: string | null };
  readonly openedOn: LegalDate;
  readonly stage: string;
  readonly marked: boolean;
  /** day on which the mark was set, or the case opened */
  readonly markedOn: LegalDate;
  /** SX23-2.2: since when the card is red */
  readonly redSince: LegalDate | null;
  readonly deadline: LegalDate | null;
  readonly termEndedOn: LegalDate | null;
  readonly servedOn: Readonly<Record<string, LegalDate>>;
  readonly restrictions: readonly string[];
  /** day of the comparison that is the ground, and the run */
  readonly verifiedOn: LegalDate;
  readonly runId: number;
  readonly shortage: number;
  /** the explanation, counted anew, comes to the verdict that was recorded */
  readonly borneOut: boolean;
  readonly clauses: readonly (Clause & { readonly subset: Clause[] })[];
  /** row of the standards that the qualification is of */
  readonly standardRow: string;
  /** the verdict that stands */
  readonly verdict: string;
  /** the standard with its article (建市〔2014〕159号 第1.3.2条), by which the clauses are counted */
  readonly standard: string | null;
}

interface Row {
  readonly regime: string;
  readonly division_code: string;
  readonly enterprise_id: number;
  readonly qualification_id: number;
  readonly subject: unknown;
  readonly name: string;
  readonly uscc: string;
  readonly legal_representative: string | null;
  readonly address: string | null;
  readonly qualification: string;
  readonly certificate_number: string | null;
  readonly standard_row: string;
  readonly opened_on: string;
  readonly stage: string;
  readonly marked: boolean;
  readonly red_since: string | null;
  /** stages with the day of the event that led to them, the newest of each, in their order */
  readonly stages: readonly { readonly stage: string; readonly on: string }[];
  readonly deadline: string | null;
  readonly term_ended_on: string | null;
  readonly served_on: Readonly<Record<string, string>>;
  readonly restrictions: readonly string[];
  readonly as_of: string;
  readonly instant: Date;
  readonly run_id: number;
  readonly shortage: number;
  readonly verdict: string;
  readonly counts: string;
}

/** @throws Error for what the database cannot hold */
export function day(text: string): LegalDate {
  const parsed = parseLegalDate(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/** GX24-4.1a marks with the warning, SX23-2.2 with the red card, SY-2.6 with the term: where that began with a service, on its day. */
function markedOn(row: Row, inRegion: boolean): string {
  const track = trackFor(regimeNamed(row.regime), inRegion);
  const marking = row.stages.find(({ stage }) => track?.stages[stage]?.marked === true);
  if (marking === undefined) return row.opened_on;
  const byService = documentServedInto(track, marking.stage);
  return (byService === undefined ? undefined : row.served_on[byService]) ?? marking.on;
}

function regimeNamed(id: string): Regime {
  const regime = REGIMES.get(id);
  if (regime === undefined) throw new Error(`there is no regime ${id}`);
  return regime;
}

function clauseOf({ text, needed, counted, short }: Counted, place: Place | undefined): Clause {
  return { text, unit: (place?.countsPersons ?? true) ? '人' : '人次', needed, counted, short };
}

/** What the documents print of an explained verdict: the clauses with their units (人 or 人次), and the standard with its article. */
export function clausesOf({ explanation, assessment }: ExplainedVerdict): Pick<CaseFacts, 'clauses' | 'standard'> {
  const compiled = assessment?.qualification;
  return {
    clauses: explanation.requirements.map((requirement, at) => {
      const places = compiled?.requirements[at];
      return {
        ...clauseOf(requirement, compiled?.places[places?.total ?? -1]),
        subset: requirement.subset.map((each, within) =>
          clauseOf(each, compiled?.places[places?.subsets[within] ?? -1]),
        ),
      };
    }),
    standard: standardCitation(compiled?.row.source ?? '') ?? null,
  };
}

/**
 * The facts of a case as of its qualification's standing verdict; undefined for an unknown case. Read before the step's
 * transaction, verdicts and the register are history and the step itself is judged on the locked case; within it, where the step
 * itself brings what the document says (a card that turns red).
 */
export async function caseFacts(database: Queries, caseId: string): Promise<CaseFacts | undefined> {
  const result = await database.query<Row>(
    `select c.regime, c.division_code, c.enterprise_id, c.qualification_id, c.subject, e.name, e.uscc, e.legal_representative,
       (select t.address from enterprise_contact t where t.enterprise_id = e.id and t.known_to is null) as address,
       q.name as qualification, k.number as certificate_number, coalesce(q.standard_row, '') as standard_row, c.opened_on, c.stage, c.marked,
       (select max(red.on_day) from case_event red where red.case_id = c.id and red.act = 'red') as red_since,
       (select coalesce(json_agg(json_build_object('stage', moved.to, 'on', moved.on_day) order by moved.sequence), '[]'::json) from (
          select v.content::jsonb->'event'->'move'->>'to' as to, max(v.on_day) as on_day, min(v.sequence) as sequence from case_event v
          where v.case_id = c.id and v.content::jsonb->'event'->'move'->>'to' is not null group by 1) moved) as stages, c.deadline, c.served_on, c.restrictions, v.as_of, r.instant, v.run_id, v.shortage, v.verdict, v.counts,
       (select ended.content::jsonb->'event'->>'last' from case_event ended where ended.case_id = c.id
          and ended.content::jsonb->'event'->>'clock' in ('rectification-term', 'order-term') order by ended.sequence desc limit 1) as term_ended_on
     from cases c join enterprise e on e.id = c.enterprise_id join qualification q on q.id = c.qualification_id
     left join certificate k on k.id = q.certificate_id
     join verdict v on v.qualification_id = c.qualification_id and v.known_to is null
     join verification_run r on r.id = v.run_id
     where c.id = $1`,
    [caseId],
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  const { enterprise, qualification } = subjectSchema.parse(row.subject);
  const explained = await explainQualification(
    database,
    { enterpriseId: row.enterprise_id, standardRow: row.standard_row, divisionCode: row.division_code },
    { asOf: row.as_of, instant: row.instant },
  );
  const { explanation } = explained;
  return {
    caseId,
    regime: row.regime,
    divisionCode: row.division_code,
    enterpriseId: row.enterprise_id,
    qualificationId: row.qualification_id,
    kind: enterprise.kind,
    inRegion: enterprise.inRegion,
    licensing: qualification.licensing,
    enterprise: {
      name: row.name,
      uscc: row.uscc,
      ...(row.legal_representative === null ? {} : { legalRepresentative: row.legal_representative }),
      ...(row.address === null ? {} : { address: row.address }),
    },
    legalRepresentative: row.legal_representative,
    qualification: { name: row.qualification, certificateNumber: row.certificate_number },
    openedOn: day(row.opened_on),
    stage: row.stage,
    marked: row.marked,
    markedOn: day(markedOn(row, enterprise.inRegion)),
    redSince: row.red_since === null ? null : day(row.red_since),
    deadline: row.deadline === null ? null : day(row.deadline),
    termEndedOn: row.term_ended_on === null ? null : day(row.term_ended_on),
    servedOn: Object.fromEntries(Object.entries(row.served_on).map(([name, on]) => [name, day(on)])),
    restrictions: row.restrictions,
    verifiedOn: day(row.as_of),
    runId: row.run_id,
    shortage: row.shortage,
    borneOut: explanation.verdict === row.verdict && explanation.counts === row.counts,
    standardRow: row.standard_row,
    verdict: row.verdict,
    ...clausesOf(explained),
  };
}

/**
 * The part of the data that every document on one failing qualification has.
 * @throws StepRefused where the reasons, counted anew, do not bear the recorded verdict out: no document states what its own
 * reasons contradict
 */
export function failingData(facts: CaseFacts) {
  if (!facts.borneOut) {
    throw new StepRefused(
      clauseOfRegime(facts, 'comparison'),
      '按当时数据重新比对的结果与记录的核查结论不一致，不能据以制发文书。请联系平台运行单位核对。',
    );
  }
  return {
    regime: facts.regime,
    enterpriseKind: facts.kind,
    enterprise: facts.enterprise,
    qualification: facts.qualification,
    verifiedOn: facts.verifiedOn,
    ...(facts.standard === null ? {} : { standard: facts.standard }),
    clauses: facts.clauses.map((clause) => ({ ...clause, subset: [...clause.subset] })),
  };
}

/** An earlier document of the case by its kind, the newest first: later documents cite it. */
export async function documentIssued(
  database: Pool | Transaction,
  caseId: string,
  kind: string,
): Promise<{ id: string; number: string; issuedOn: LegalDate; office: string } | undefined> {
  const result = await database.query<{ id: string; number: string | null; issued_on: string; office_name: string }>(
    `select id, number, issued_on, office_name from official_document where case_id = $1 and kind = $2 and status = 'stands'
     order by recorded_at desc, id limit 1`,
    [caseId, kind],
  );
  const row = result.rows[0];
  return row === undefined
    ? undefined
    : { id: row.id, number: row.number ?? '', issuedOn: day(row.issued_on), office: row.office_name };
}

/** By which way a document was served in the end, in words. @throws where it was not: no document says that it was */
export async function servedBy(database: Pool | Transaction, caseId: string, document: string): Promise<string> {
  const result = await database.query<{ by: keyof typeof WAYS_OF_SERVICE }>(
    `select content::jsonb->'event'->>'by' as by from case_event
     where case_id = $1 and content::jsonb->'event'->>'what' = 'served' and content::jsonb->'event'->>'document' = $2
     order by sequence desc limit 1`,
    [caseId, document],
  );
  const by = result.rows[0]?.by;
  if (by === undefined) throw new Error(`the case ${caseId} has no service of its ${document}`);
  return WAYS_OF_SERVICE[by];
}
