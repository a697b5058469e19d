import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { issueList } from '#features/documents/commands.ts';
import { latestSettledRun } from '#features/verification/queries.ts';
import { clauseIn, clauseOn } from '#law/regimes/citing.ts';
import { legalDate } from '#law/regimes/command.ts';
import { inTransaction, type Transaction } from '#platform/database/connections.ts';
import { type Address, changeAttempt, lockAttempts, prepareAttempt } from './attempts.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import type { CaseFacts } from './case-facts.ts';
import { caseFacts, documentIssued } from './case-facts.ts';
import type { Sending } from './electronic.ts';
import { officeOf } from './offices.ts';
import { actorSchema, given, type Outcome, refused, type ServiceTools, StepRefused, stepFields } from './step.ts';

/** The addresses of an enterprise, best known first: confirmed by telephone in this case (SY-2.3), its present contact data, the registered one. */
export async function addressesKnown(
  transaction: Transaction,
  facts: CaseFacts,
): Promise<readonly { readonly text: string; readonly source: string }[]> {
  const found = await transaction.query<{ text: string; source: string }>(
    `select text, source from (
       select 1 as rank, p.address as text, 'phone-log:' || p.id as source, p.called_at as at from phone_log p
         where p.case_id = $1 and p.outcome in ('address-confirmed', 'address-changed') and p.address is not null
       union all
       select 2, k.address, 'enterprise-contact:' || k.id, k.known_from from enterprise_contact k
         where k.enterprise_id = $2 and k.known_to is null and k.address is not null
       union all
       select 3, e.address, 'registered-address', e.recorded_at from enterprise e where e.id = $2 and e.address is not null) known
     order by rank, at desc`,
    [facts.caseId, facts.enterpriseId],
  );
  return found.rows;
}

/** The address for the post. @throws StepRefused where none is known */
async function postalAddress(transaction: Transaction, facts: CaseFacts): Promise<Address> {
  const [row] = await addressesKnown(transaction, facts);
  if (row === undefined) {
    throw new StepRefused(
      clauseOf(facts, 'phone-check'),
      `${facts.enterprise.name}没有登记通信地址或者注册地址，请先电话核对并登记地址。`,
    );
  }
  return { ...row, confirmationId: null };
}

/** Prepares a letter by EMS; it waits for the next batch to the post. */
export async function prepareEms(
  transaction: Transaction,
  facts: CaseFacts,
  sending: Sending & { readonly enclosures?: readonly string[] },
): Promise<string> {
  return prepareAttempt(transaction, {
    caseId: facts.caseId,
    enterpriseId: facts.enterpriseId,
    divisionCode: facts.divisionCode,
    documentKind: sending.documentKind,
    documentId: sending.documentId,
    enclosures: sending.enclosures ?? [],
    recipient: facts.enterprise.uscc,
    channel: 'ems',
    address: await postalAddress(transaction, facts),
    actor: sending.actor,
    at: sending.at,
  });
}

const sendByEmsSchema = z.object({ ...stepFields, document: z.enum(['order', 'intent', 'decision']) });

/** The way on where electronic service failed or is not open (GX24-5.1a), and a second letter after a failed one. */
export async function sendByEms(
  tools: ServiceTools,
  input: z.input<typeof sendByEmsSchema>,
): Promise<Outcome<{ readonly attempt: string }>> {
  const read = given(sendByEmsSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'post'), read.reason);
  const { caseId, document, actor, onDay, recordedAt } = read.value;
  const facts = await caseFacts(tools.pool, caseId);
  if (facts === undefined) return { outcome: 'unknown-case' };
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<{ attempt: string }>> => {
      await transaction.query('select 1 from cases where id = $1 for update', [caseId]);
      const issued = await documentIssued(transaction, caseId, document);
      if (issued === undefined) return refused(clauseOf(facts, 'post'), '文书尚未制发，不能邮寄；请先制发。');
      const open = await transaction.query<{ channel: string }>(
        `select channel from service_attempt where document_id = $1
           and (channel = 'ems' and status in ('prepared', 'sent', 'uncertain') or channel = 'email' and status in ('prepared', 'sent', 'uncertain', 'arrived'))`,
        [issued.id],
      );
      if (open.rows.some(({ channel }) => channel === 'ems'))
        return refused(clauseOf(facts, 'post'), '已有一件邮寄在途，请等待结果。');
      if (open.rows.length > 0)
        return refused(clauseOf(facts, 'email'), '电子邮件尚未退回，请按送达确认书以平台和电子邮件送达。');
      const attempt = await prepareEms(transaction, facts, {
        documentKind: document,
        documentId: issued.id,
        actor: actor.name,
        onDay,
        at: recordedAt,
      });
      return { outcome: 'done', events: [], attempt };
    });
  } catch (error) {
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}

const batchSchema = z.object({
  /** division whose letters are posted together: a city */
  scope: z.string().regex(/^\d{4}$/, '请写明寄件的市（4 位行政区划代码）。'),
  actor: actorSchema,
  postedOn: legalDate,
  recordedAt: z.date(),
});

export interface EmsBatch {
  readonly batch: string;
  readonly document: string;
  readonly letters: readonly { readonly attempt: string; readonly address: string }[];
}

/**
 * SY-2.4: the city posts what waits, with a posting list whose rows the system derives (SY-5). From here on the letters are sent;
 * waybill numbers follow when the post has given them.
 */
export async function postEmsBatch(
  tools: ServiceTools,
  input: z.input<typeof batchSchema>,
): Promise<Outcome<EmsBatch>> {
  const read = given(batchSchema, input);
  if (!read.ok) return refused(clauseOn(undefined, 'central-posting'), read.reason);
  const { scope, actor, postedOn, recordedAt } = read.value;
  const clause = clauseIn(scope, 'central-posting');
  if (actor.role !== 'city') return refused(clause, '由市级主管部门统一邮寄，请由市级经办人办理。');
  const run = await latestSettledRun(tools.pool, recordedAt);
  if (run === undefined) return refused(clauseIn(scope, 'lists'), '尚无已完成的核查，不能生成邮寄清单。');
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<EmsBatch>> => {
      const letters = await lockAttempts(
        transaction,
        "channel = 'ems' and status = 'prepared' and batch_id is null and starts_with(division_code, $1)",
        [scope],
      );
      if (letters.length === 0) return refused(clause, '没有待邮寄的文书。');
      const { office } = await officeOf(transaction, scope.padEnd(6, '0'), 'city');
      const batch = randomUUID();
      const list = await issueList(
        transaction,
        tools.press,
        'posting-list',
        {
          of: 'posted',
          runId: run.id,
          documents: letters.flatMap(({ documentId, enclosures }) => [...enclosures, documentId]),
          instant: recordedAt.toISOString(),
        },
        { postedOn, sender: office.name },
        {
          factId: `posting-list:${batch}`,
          office,
          divisionCode: scope.padEnd(6, '0'),
          issuedOn: postedOn,
          issuedBy: actor.name,
          recordedAt,
        },
      );
      await transaction.query(
        `insert into ems_batch (id, division_code, office, document_id, posted_on, recorded_at, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
        [batch, scope.padEnd(6, '0'), office.id, list.id, postedOn, recordedAt, actor.name],
      );
      for (const letter of letters) {
        await transaction.query('update service_attempt set batch_id = $2 where id = $1', [letter.id, batch]);
        await changeAttempt(transaction, letter.id, {
          status: 'sent',
          what: 'posted',
          actor: actor.name,
          at: recordedAt,
          content: { batch, postedOn, postingList: list.id },
        });
      }
      return {
        outcome: 'done',
        events: [],
        batch,
        document: list.id,
        letters: letters.map(({ id, address }) => ({ attempt: id, address })),
      };
    });
  } catch (error) {
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}
