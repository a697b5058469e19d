import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Coverage } from '#features/intake/queries.ts';
import { kindsMissed } from '#law/standards/absence.ts';
import { dayNumber, NO_BEGINNING, UNKNOWN_DAY } from '#law/standards/days.ts';
import { Register } from '#law/standards/register.ts';
import { copyNumberRows, copyTextRows, type DayList, NULL_NUMBER } from './copy-rows.ts';
import { type Judges, judgesOn, type RecordedFinding } from './judges.ts';
import { KnownAbsences } from './known-absences.ts';

/** Which enterprises are evaluated: a stretch of ids with the offices' scope, or the few whose data changed. */
export type EnterpriseSelection =
  | { readonly kind: 'range'; readonly first: number; readonly end: number; readonly scope: string }
  | { readonly kind: 'list'; readonly ids: readonly number[] };

export interface EvaluationInput {
  readonly runId: number;
  readonly asOf: string;
  readonly instant: Date;
  readonly selection: EnterpriseSelection;
  /** other judges than those of the rules in force, and what their findings are compared with instead of what stands */
  readonly trial?: { readonly judges: Judges; readonly against: Judges } | undefined;
  /** sources that are taken as complete although nobody has written so yet: a trial run of a check that would say it */
  readonly assumed?: readonly Coverage[] | undefined;
}

/** One qualification whose finding differs from the standing verdict, ready for run_difference. */
export interface Difference {
  readonly qualificationId: number;
  readonly enterpriseId: number;
  readonly finding: RecordedFinding;
  readonly previous: string | null;
}

export interface EvaluationCounts {
  enterprises: number;
  qualifications: number;
  registrations: number;
  met: number;
  notMet: number;
  undetermined: number;
  notAssessed: number;
  unknown: number;
}

export const NOTHING_COUNTED: Readonly<EvaluationCounts> = {
  enterprises: 0,
  qualifications: 0,
  registrations: 0,
  met: 0,
  notMet: 0,
  undetermined: 0,
  notAssessed: 0,
  unknown: 0,
};

export function addCounts(sum: EvaluationCounts, more: Readonly<EvaluationCounts>): void {
  sum.enterprises += more.enterprises;
  sum.qualifications += more.qualifications;
  sum.registrations += more.registrations;
  sum.met += more.met;
  sum.notMet += more.notMet;
  sum.undetermined += more.undetermined;
  sum.notAssessed += more.notAssessed;
  sum.unknown += more.unknown;
}

export interface Evaluation {
  readonly counts: EvaluationCounts;
  /** SHA-256 over every qualification and its finding, in order: the same data under the same law give the same hash */
  readonly verdictHash: string;
}

interface AssessedQualification {
  readonly id: number;
  readonly divisionCode: string;
  readonly judge: ReturnType<Judges['of']>;
  readonly against: ReturnType<Judges['of']> | undefined;
  /** verdict|row|shortage|counts of the standing verdict; empty: none stands */
  readonly standing: string;
}

function condition(selection: EnterpriseSelection, column: string): string {
  switch (selection.kind) {
    case 'range':
      return `${column} >= ${selection.first} and ${column} < ${selection.end}`;
    case 'list':
      return `${column} = any('{${selection.ids.join(',')}}'::bigint[])`;
  }
}

function qualificationSelect(selection: EnterpriseSelection): string {
  const scope =
    selection.kind === 'range' && selection.scope !== '' ? ` and q.division_code like '${selection.scope}%'` : '';
  return `select q.enterprise_id, q.id,
      case when q.status <> 'in-force' then '-' else coalesce(q.standard_row, case when q.national_code ~ '^[DE]' then '?' else '' end) end,
      q.division_code,
      coalesce(v.verdict || '|' || coalesce(v.effective_row, '') || '|' || v.shortage || '|' || v.counts, '')
    from qualification q
    left join verdict v on v.enterprise_id = q.enterprise_id and v.qualification_id = q.id and v.known_to is null
      and ${condition(selection, 'v.enterprise_id')}
    where ${condition(selection, 'q.enterprise_id')}${scope} and (q.status = 'in-force' or v.id is not null)
    order by q.enterprise_id, q.id`;
}

/** The last one is an array: first days of the specialties, then last days; null for nearly all. */
const REGISTRATION_COLUMNS = `enterprise_id, practitioner_id, kind, specialties, valid_until - date '1970-01-01',
  birth_date - date '1970-01-01', insurance, specialty_from || specialty_until`;
const COLUMN_COUNT = 8;

function registrationSelect(input: EvaluationInput): string {
  const instant = input.instant.toISOString();
  return `select ${REGISTRATION_COLUMNS} from registration
    where ${condition(input.selection, 'enterprise_id')}
      and known_from <= '${instant}' and (known_to is null or known_to > '${instant}')
    order by enterprise_id, practitioner_id, kind, specialties`;
}

function signatureOf({ verdict, effectiveRow, shortage, counts }: RecordedFinding): string {
  return `${verdict}|${effectiveRow ?? ''}|${shortage}|${counts}`;
}

/** The day number of `20280501`. */
function dayOf(written: number): number {
  return dayNumber(Math.floor(written / 10_000), Math.floor(written / 100) % 100, written % 100);
}

/** The terms of the certificate added last; `list` holds the first days of its specialties, then the last ones. */
function addTerms(register: Register, mask: number, { days, length }: Readonly<DayList>): void {
  const count = length / 2;
  let left = mask;
  for (let at = 0; at < count && left !== 0; at += 1) {
    const bit = left & -left;
    left &= left - 1;
    const from = days[at] ?? NULL_NUMBER;
    const until = days[count + at] ?? NULL_NUMBER;
    if (from === NULL_NUMBER && until === NULL_NUMBER) continue;
    register.addTerm(
      bit,
      from === NULL_NUMBER ? NO_BEGINNING : dayOf(from),
      until === NULL_NUMBER ? UNKNOWN_DAY : dayOf(until),
    );
  }
}

/** The standing verdict of a signature, where it is one that a source once bore out. */
function standingFinding(signature: string): RecordedFinding | undefined {
  const [verdict = '', effectiveRow = '', shortage = '0', counts = ''] = signature.split('|');
  switch (verdict) {
    case 'met':
    case 'not-met':
    case 'undetermined':
      return { verdict, effectiveRow: effectiveRow === '' ? null : effectiveRow, shortage: Number(shortage), counts };
    default:
      return undefined;
  }
}

/**
 * Evaluates every qualification of the selected enterprises, streaming the registrations in enterprise order, and hands
 * over what differs from the standing verdict. Reads only; the result depends on the data instant, the day and the law.
 */
export async function evaluateEnterprises(
  client: pg.Client,
  input: EvaluationInput,
  difference: (found: Difference) => void,
): Promise<Evaluation> {
  const doubles = new Set<number>();
  const doubleRows = await client.query<{ practitioner_id: number }>(
    'select practitioner_id from run_double_registration where run_id = $1',
    [input.runId],
  );
  for (const row of doubleRows.rows) doubles.add(row.practitioner_id);

  const absences = await KnownAbsences.read(client, {
    enterprises: condition(input.selection, 'e.id'),
    instant: input.instant,
    extra: input.assumed,
  });
  const { judges, against } = input.trial ?? { judges: judgesOn(input.asOf), against: undefined };
  const byEnterprise: { enterprise: number; qualifications: AssessedQualification[] }[] = [];
  await copyTextRows(client, qualificationSelect(input.selection), (fields) => {
    const [enterprise = '', id = '', row = '', division = '', standing = ''] = fields;
    const enterpriseId = Number(enterprise);
    const qualification = {
      id: Number(id),
      divisionCode: division,
      judge: judges.of(row, division),
      against: against?.of(row, division),
      standing,
    };
    const last = byEnterprise.at(-1);
    if (last !== undefined && last.enterprise === enterpriseId) last.qualifications.push(qualification);
    else byEnterprise.push({ enterprise: enterpriseId, qualifications: [qualification] });
  });

  const counts: EvaluationCounts = { ...NOTHING_COUNTED, enterprises: byEnterprise.length };
  const hash = createHash('sha256');
  let hashed = '';
  const register = new Register();
  let next = 0;

  const recorded = (
    enterprise: number,
    { divisionCode, standing }: AssessedQualification,
    judge: AssessedQualification['judge'],
  ): RecordedFinding => {
    const finding = judge(register);
    if (finding.shortage === 0 || judge.qualification === undefined) return finding;
    const doubt = absences.doubt(enterprise, divisionCode, kindsMissed(judge.qualification, finding.counts));
    if (doubt === undefined) return finding;
    // A source that has run dry takes nothing back: the last good verdict stands, with its age.
    const last = doubt === 'source-stale' ? standingFinding(standing) : undefined;
    return last ?? { verdict: 'unknown', effectiveRow: finding.effectiveRow, shortage: 0, counts: doubt };
  };

  const evaluateNext = () => {
    const entry = byEnterprise[next++];
    if (entry === undefined) return;
    for (const qualification of entry.qualifications) {
      const finding = recorded(entry.enterprise, qualification, qualification.judge);
      counts.qualifications++;
      switch (finding.verdict) {
        case 'met':
          counts.met++;
          break;
        case 'not-met':
          counts.notMet++;
          break;
        case 'undetermined':
          counts.undetermined++;
          break;
        case 'not-assessed':
          counts.notAssessed++;
          break;
        case 'unknown':
          counts.unknown++;
          break;
      }
      const signature = signatureOf(finding);
      hashed += `${qualification.id}:${signature}\n`;
      if (hashed.length > 65_536) {
        hash.update(hashed);
        hashed = '';
      }
      const standing =
        qualification.against === undefined
          ? qualification.standing
          : signatureOf(recorded(entry.enterprise, qualification, qualification.against));
      if (signature === standing) continue;
      const bar = standing.indexOf('|');
      difference({
        qualificationId: qualification.id,
        enterpriseId: entry.enterprise,
        finding,
        previous: bar === -1 ? null : standing.slice(0, bar),
      });
    }
    register.clear();
  };

  counts.registrations = await copyNumberRows(client, registrationSelect(input), COLUMN_COUNT, (values, list) => {
    const enterprise = values[0] ?? 0;
    // Enterprises before this one have all their registrations (perhaps none): judge them.
    let waiting = byEnterprise[next];
    while (waiting !== undefined && waiting.enterprise < enterprise) {
      evaluateNext();
      waiting = byEnterprise[next];
    }
    if (waiting === undefined || waiting.enterprise !== enterprise) return;
    const practitioner = values[1] ?? 0;
    register.add(
      register.personIndex(practitioner),
      values[2] ?? 0,
      values[3] ?? 0,
      values[4] ?? NULL_NUMBER,
      values[5] ?? NULL_NUMBER,
      values[6] ?? 0,
      doubles.has(practitioner),
    );
    if (list.length > 0) addTerms(register, values[3] ?? 0, list);
  });
  while (next < byEnterprise.length) evaluateNext();
  hash.update(hashed);
  return { counts, verdictHash: hash.digest('hex') };
}
