import { z } from 'zod';
import { DocumentRefused, type IssuedDocument, issueList } from '#features/documents/commands.ts';
import { latestSettledRun } from '#features/verification/queries.ts';
import { clauseIn, clauseOn } from '#law/regimes/citing.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { caseFacts, day, documentIssued, servedBy } from './case-facts.ts';
import { comparedData, comparedNow } from './comparison.ts';
import type { StoredEvidence } from './evidence.ts';
import { issueOnCase, officeForRole } from './issuing.ts';
import { officeOf } from './offices.ts';
import { type EvidencedResult, evidencedFields, evidencedStep } from './plain-step.ts';
import { actorSchema, given, type Issued, type Outcome, refused, type ServiceTools, StepRefused } from './step.ts';

const officer = z.object({ name: z.string().trim().min(1), certificate: z.string().trim().min(1) });
const officers = z.tuple([officer, officer], { error: '须由两名执法人员签字。' });

const recheckSchema = z.object({
  ...evidencedFields,
  level: z.enum(['district', 'city']),
  result: z.enum(['met', 'not-met']),
  officers,
  opinion: z.string().trim().min(1).optional(),
});

const foundSchema = z.object({
  officers,
  opinion: z.string().optional(),
  evidence: z.array(z.object({ name: z.string(), takenOn: z.string(), sha256: z.string() })).min(1),
});

/** What the district found and captured before, from its own event (SY-3.1); undefined where none looked before. */
async function districtFinding(transaction: Transaction, caseId: string) {
  const result = await transaction.query<{ on_day: string; content: string }>(
    `select on_day, content from case_event where case_id = $1 and act = 'rechecked-district' order by sequence desc limit 1`,
    [caseId],
  );
  const row = result.rows[0];
  return row === undefined ? undefined : { on: day(row.on_day), ...foundSchema.parse(JSON.parse(row.content)) };
}

/** SY-3.2: the second re-check is the city's own: by officers of its own, on what it captured itself. @throws StepRefused */
function ownRecheck(
  before: NonNullable<Awaited<ReturnType<typeof districtFinding>>>,
  mine: { readonly officers: z.output<typeof officers>; readonly evidence: readonly StoredEvidence[] },
  clause: string,
): void {
  const again = mine.officers.find((each) =>
    before.officers.some(({ name, certificate }) => name === each.name || certificate === each.certificate),
  );
  if (again !== undefined) {
    throw new StepRefused(
      clause,
      `${again.name}（${again.certificate}）已在区县复查中签字；二次复查须由市级的两名执法人员进行，请改填实际复查的人员。`,
    );
  }
  const same = mine.evidence.find(({ sha256 }) => before.evidence.some((each) => each.sha256 === sha256));
  if (same !== undefined) {
    throw new StepRefused(
      clause,
      `“${same.name}”与区县复查（${before.on}）的截图是同一文件；二次复查须重新截取全国平台页面，请附本次的截图。`,
    );
  }
}

/**
 * SY-3.1, 3.2: a re-check by two officers. Not met, it needs evidence captured on its day (raw bytes, SHA-256) and makes the form;
 * the city's sheet carries the district's finding above its own.
 */
export async function recheck(
  tools: ServiceTools,
  input: z.input<typeof recheckSchema>,
): Promise<Outcome<Issued & EvidencedResult>> {
  const read = given(recheckSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'recheck-district'), read.reason);
  const { caseId, actor, onDay, recordedAt, level, result, opinion, evidence } = read.value;
  const signing = read.value.officers;
  if (actor.role !== level) {
    return refused(await clauseFor(tools.pool, input, `recheck-${level}`), '复查由相应一级的主管部门办理。');
  }
  const captured = evidence.filter(({ kind, takenOn }) => kind === 'capture' && takenOn <= onDay);
  if (result === 'not-met' && level === 'district' && captured.length === 0) {
    return refused(
      await clauseFor(tools.pool, input, 'recheck-district'),
      '未整改达标的，须附全国平台的截图并注明截取日期，请补充后再提交。',
    );
  }
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  const grounds = { officers: signing, opinion, run: facts.runId };
  return evidencedStep(
    tools,
    read.value,
    { do: 'recheck', level, result },
    grounds,
    async (transaction, taken, stored) => {
      const before = level === 'city' ? await districtFinding(transaction, caseId) : undefined;
      if (before !== undefined) {
        ownRecheck(before, { officers: signing, evidence: stored }, clauseOf(facts, 'recheck-city'));
      }
      if (!taken.events.some((event) => event.documents?.includes('recheck-form'))) return { documents: [] };
      if (level === 'city' && before === undefined) {
        throw new StepRefused(clauseOf(facts, 'recheck-city'), '没有区县的复查记录。');
      }
      const office = await officeForRole(transaction, facts, actor.role);
      const order = await documentIssued(transaction, caseId, 'order');
      const servedOn = facts.servedOn.order;
      if (order === undefined || servedOn === undefined)
        throw new StepRefused(clauseOf(facts, 'recheck-district'), '案件没有已送达的责令限期整改通知书。');
      const mine = {
        on: onDay,
        result,
        office: office.office.name,
        officers: signing,
        ...(opinion === undefined ? {} : { opinion }),
      };
      const district = await officeOf(transaction, facts.divisionCode, 'district');
      const proof = before?.evidence[0] ?? captureOf(stored, clauseOf(facts, 'recheck-district'));
      const issue = { press: tools.press, facts, office, onDay, at: recordedAt, actor: actor.name, taken };
      // Each level compares anew: what was found by the other, or by the run of the month, is not what it found.
      const compared = await comparedNow(transaction, facts, { onDay, at: recordedAt, actor: actor.name });
      const form = await issueOnCase(transaction, issue, 'recheck-form', {
        ...comparedData(compared),
        ...(facts.legalRepresentative === null ? {} : { legalRepresentative: facts.legalRepresentative }),
        orderNumber: order.number,
        servedOn,
        servedBy: await servedBy(transaction, caseId, 'order'),
        termMonths: 3,
        evidence: { capturedOn: proof.takenOn, description: proof.name, sha256: proof.sha256 },
        district:
          before === undefined
            ? mine
            : {
                on: before.on,
                result: 'not-met',
                office: district.office.name,
                officers: before.officers,
                ...(before.opinion === undefined ? {} : { opinion: before.opinion }),
              },
        ...(before === undefined ? {} : { city: mine }),
      });
      return { documents: [form] };
    },
  );
}

function captureOf(stored: readonly StoredEvidence[], clause: string): StoredEvidence {
  const found = stored.find(({ kind }) => kind === 'capture');
  if (found === undefined) throw new StepRefused(clause, '没有截图。');
  return found;
}

const listSchema = z.object({
  kind: z.enum(['abnormal-list', 'overdue-list']),
  /** six digits: the district */
  division: z.string().regex(/^\d{6}$/),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
  officers,
});

/**
 * SY-2.4, 3.1: the district's sealed list of abnormal or overdue enterprises that goes up to the city. Its rows come from the system
 * alone and cannot be handed in (SY-5).
 */
export async function issueEnterpriseList(
  tools: ServiceTools,
  input: z.input<typeof listSchema>,
): Promise<Outcome<{ readonly document: IssuedDocument }>> {
  const read = given(listSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'lists'), read.reason);
  const { kind, division, actor, onDay, recordedAt } = read.value;
  const clause = clauseIn(division, 'lists');
  if (actor.role !== 'district') return refused(clause, '清单由区县主管部门盖章上报。');
  const run = await latestSettledRun(tools.pool, recordedAt);
  if (run === undefined) return refused(clause, '尚无已完成的核查，不能生成清单。');
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<{ document: IssuedDocument }>> => {
      if ((await tools.sealed?.forAct(transaction, 'enterprise-list', null)) === undefined)
        return refused(clause, '清单须拟稿，由他人审核、再由他人用印后上报，一个人不能办理。');
      const { office } = await officeOf(transaction, division, 'district');
      const source =
        kind === 'abnormal-list'
          ? ({ of: 'failing', runId: run.id, scope: division } as const)
          : ({ of: 'overdue', runId: run.id, scope: division, instant: recordedAt.toISOString() } as const);
      const document = await issueList(
        transaction,
        tools.press,
        kind,
        source,
        {
          area: office.name.replace(/住房和城乡建设局$/u, ''),
          verifiedOn: day(kind === 'abnormal-list' ? run.asOf : onDay),
          officers: read.value.officers,
        },
        {
          factId: `${kind}:${division}:${run.id}:${onDay}`,
          office,
          divisionCode: division,
          issuedOn: onDay,
          issuedBy: actor.name,
          recordedAt,
        },
      );
      await transaction.query(
        `insert into audit_entry (recorded_at, actor, action, subject, content) values ($1, $2, $3, $4, $5)`,
        [recordedAt, actor.name, `list:${kind}`, `document:${document.id}`, JSON.stringify({ division, run: run.id })],
      );
      return { outcome: 'done', events: [], document };
    });
  } catch (error) {
    if (error instanceof DocumentRefused) return refused(clause, error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
