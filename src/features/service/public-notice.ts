import { z } from 'zod';
import { officeCalendar } from '#features/calendar/queries.ts';
import { regimesInForce } from '#features/casework/queries.ts';
import { DocumentRefused, type IssuedDocument, issueDocument, type Press } from '#features/documents/commands.ts';
import { DOCUMENT_KINDS } from '#features/documents/schema.ts';
import type { LegalDate } from '#law/periods/legal-date.ts';
import { legalDate } from '#law/regimes/command.ts';
import type { Refusal } from '#law/regimes/decision.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { CHANNELS, DIRECT_OUTCOMES, EMS_OUTCOMES, type ServedDocument } from '#law/regimes/words.ts';
import { inTransaction, type Pool, type Transaction } from '#platform/database/connections.ts';
import { changeAttempt, prepareAttempt } from './attempts.ts';
import { clauseFor, clauseOf } from './case-clause.ts';
import { type CaseFacts, caseFacts, documentIssued } from './case-facts.ts';
import { putCopyOfServed } from './inbox.ts';
import { officeForRole } from './issuing.ts';
import type { OfficeProfile } from './offices.ts';
import { type Remedies, remediesOn } from './remedies.ts';
import { actorSchema, given, type Outcome, refused, type ServiceTools, StepRefused, takeStep } from './step.ts';

/** A document of a case that a notice serves. */
export interface Noticed {
  readonly facts: CaseFacts;
  readonly document: { readonly id: string; readonly number: string; readonly office: string };
}

export interface Notice {
  readonly press: Press;
  readonly served: ServedDocument;
  readonly noticed: readonly Noticed[];
  readonly office: OfficeProfile;
  readonly divisionCode: string;
  readonly onDay: LegalDate;
  readonly at: Date;
  readonly actor: string;
  readonly reason?: string;
  readonly termMonths?: number;
}

/** Days to deemed service by the regime as it is read now (SY-2.5, GX24 reading `fallback`), never from here. */
function daysOf({ id, tracks }: Regime, served: ServedDocument): { readonly days: number; readonly dayAfter?: true } {
  for (const track of tracks) {
    const { days, deemed } = track.service[served]?.publicNotice ?? {};
    if (days !== undefined) return { days, ...(deemed === 'day-after' ? { dayAfter: true } : {}) };
  }
  throw new StepRefused(id, '该制度没有公告送达。');
}

/** SY-2.5: at the collation nothing had come back, neither receipt nor letter. */
const NO_RECEIPT = '经邮政特快专递邮寄，未收到签收回执';

/** No notice says that a letter was posted which still lies with the office. @throws StepRefused */
async function wasPosted(
  transaction: Transaction,
  facts: CaseFacts,
  { id, number }: Noticed['document'],
): Promise<void> {
  const found = await transaction.query(
    `select 1 from service_attempt where document_id = $1 and channel = 'ems' and batch_id is not null`,
    [id],
  );
  if (found.rows.length > 0) return;
  throw new StepRefused(
    clauseOf(facts, 'post'),
    `${facts.enterprise.name}的文书（${number}）没有交寄记录，不能以邮寄未收到回执为由公告；请先在“邮寄”中交寄并登记邮件号。`,
  );
}

/** 民诉法 95: the attempts that reached nobody, as the events of the case have them. */
async function triedInVain(transaction: Transaction, caseId: string, served: ServedDocument) {
  const found = await transaction.query<{ on_day: string; channel: 'ems' | 'direct'; outcome: string }>(
    `select on_day, content::jsonb->'event'->>'channel' as channel, content::jsonb->'event'->>'outcome' as outcome from case_event
     where case_id = $1 and act = 'arrived' and content::jsonb->'event'->>'document' = $2
       and content::jsonb->'event'->>'outcome' in ('refused', 'absent', 'address-unknown') order by sequence`,
    [caseId, served],
  );
  return found.rows.map(({ on_day: on, channel, outcome }) => ({
    on,
    how: CHANNELS[channel],
    outcome: OUTCOMES[outcome] ?? outcome,
  }));
}

const OUTCOMES: Readonly<Record<string, string>> = { ...EMS_OUTCOMES, ...DIRECT_OUTCOMES };

/** 复议法 20: the remedies that the document itself names, against the office whose act it is. */
async function ownRemedies(transaction: Transaction, documentId: string): Promise<{ readonly remedies?: Remedies }> {
  const found = await transaction.query<{ remedies: Remedies | null }>(
    `select data->'remedies' as remedies from official_document where id = $1`,
    [documentId],
  );
  const remedies = found.rows[0]?.remedies ?? undefined;
  return remedies === undefined ? {} : { remedies };
}

/** Whose documents they are, where another office gives notice. */
function issuersOf({ noticed, office }: Notice): { readonly issuedBy?: string } {
  const names = [...new Set(noticed.map(({ document }) => document.office))];
  if (names.length === 1 && names[0] === office.office.name) return {};
  return { issuedBy: `${names.join('、')}${names.length > 1 ? '分别' : ''}` };
}

/** Publishes a document with its page; both are one row and one file, written with the act. */
export async function publishDocument(
  transaction: Transaction,
  document: IssuedDocument,
  publication: {
    readonly kind: 'public-notice' | 'announcement';
    readonly title: string;
    readonly divisionCode: string;
    readonly office: string;
    readonly onDay: string;
    readonly at: Date;
    readonly actor: string;
  },
): Promise<string> {
  const { kind, title, divisionCode, office, onDay, at, actor } = publication;
  await transaction.query(
    `insert into publication (id, kind, division_code, office, document_id, title, published_on, published_at, published_by)
     values ($1, $2, $3, $4, $1, $5, $6, $7, $8)`,
    [document.id, kind, divisionCode, office, title, onDay, at, actor],
  );
  return document.id;
}

/**
 * Issues and publishes one notice for documents of any number of cases and puts an attempt beside each; the engine reckons the
 * day of deemed service from the case's own event.
 */
export async function publishNoticeOf(transaction: Transaction, notice: Notice): Promise<IssuedDocument> {
  const [first] = notice.noticed;
  if (first === undefined) throw new Error('a notice without documents');
  const { regime } = first.facts;
  // One after the other: a transaction has one connection.
  const enterprises = [];
  for (const { facts, document } of notice.noticed) {
    const attempts = await triedInVain(transaction, facts.caseId, notice.served);
    if (attempts.length === 0 && notice.reason === undefined) await wasPosted(transaction, facts, document);
    enterprises.push({
      enterprise: facts.enterprise,
      qualification: facts.qualification.name,
      number: document.number,
      attempts,
      ...(await ownRemedies(transaction, document.id)),
    });
  }
  const untried = enterprises.some(({ attempts }) => attempts.length === 0);
  const reason = notice.reason ?? (untried ? NO_RECEIPT : undefined);
  const data = {
    regime,
    served: notice.served,
    publishedOn: notice.onDay,
    ...daysOf((await regimesInForce(transaction))(regime), notice.served),
    ...(reason === undefined ? {} : { reason }),
    ...issuersOf(notice),
    ...(notice.termMonths === undefined ? {} : { termMonths: notice.termMonths }),
    enterprises: enterprises,
    pickUp: notice.office.office.name,
    contact: notice.office.contact,
    ...(notice.served === 'intent' ? {} : { remedies: await remediesOn(transaction, notice.office, notice.onDay) }),
  };
  const document = await issueDocument(transaction, notice.press, 'public-notice', data, {
    factId: `public-notice:${notice.noticed.map((each) => each.document.id).join(',')}:${notice.onDay}`,
    office: notice.office.office,
    divisionCode: notice.divisionCode,
    ...(notice.noticed.length === 1 ? { caseId: first.facts.caseId, enterpriseId: first.facts.enterpriseId } : {}),
    issuedOn: notice.onDay,
    issuedBy: notice.actor,
    recordedAt: notice.at,
    calendar: await officeCalendar(transaction),
  });
  const noticeId = await publishDocument(transaction, document, {
    kind: 'public-notice',
    title: `关于送达《${DOCUMENT_KINDS[notice.served].title}》的公告`,
    divisionCode: notice.divisionCode,
    office: notice.office.office.name,
    onDay: notice.onDay,
    at: notice.at,
    actor: notice.actor,
  });
  for (const { facts, document: served } of notice.noticed) {
    const attempt = await prepareAttempt(transaction, {
      caseId: facts.caseId,
      enterpriseId: facts.enterpriseId,
      divisionCode: facts.divisionCode,
      documentKind: notice.served,
      documentId: served.id,
      recipient: facts.enterprise.uscc,
      channel: 'public-notice',
      address: { text: `/notices/${noticeId}`, source: 'publication', confirmationId: null },
      actor: notice.actor,
      at: notice.at,
      noticeId,
    });
    await changeAttempt(transaction, attempt, {
      status: 'sent',
      what: 'published',
      actor: notice.actor,
      at: notice.at,
      content: {
        notice: noticeId,
        page: `/notices/${noticeId}`,
        publishedOn: notice.onDay,
        sha256: document.sha256.toString('hex'),
      },
    });
  }
  return document;
}

const publishSchema = z.object({
  caseIds: z.array(z.guid()).min(1, '请选择要公告送达的案件。'),
  document: z.enum(['order', 'intent', 'decision']),
  actor: actorSchema,
  onDay: legalDate,
  recordedAt: z.date(),
});

/** What a notice did: one document for those whom it serves, and why others are not in it. */
export interface PublishedNotice {
  readonly document: IssuedDocument | null;
  readonly served: readonly string[];
  readonly refusals: readonly { readonly caseId: string; readonly refusal: Refusal }[];
}

/**
 * SY-2.5, GX24-5.1a: one public notice for all that could not be reached. A case for which the regime does not allow it yet is
 * left out and named; nobody is left out silently (SY-5).
 */
export async function publishNotice(
  tools: ServiceTools,
  input: z.input<typeof publishSchema>,
): Promise<Outcome<PublishedNotice>> {
  const read = given(publishSchema, input);
  if (!read.ok) return refused(await clauseFor(tools.pool, input, 'public-notice'), read.reason);
  const { document, actor, onDay, recordedAt } = read.value;
  // In one order for everybody, so that two notices over the same cases cannot wait for each other.
  const ids = [...new Set(read.value.caseIds)].sort();
  // One after the other: a rehearsal has one connection only.
  const facts: CaseFacts[] = [];
  for (const id of ids) {
    const found = await caseFacts(tools.pool, id);
    if (found !== undefined) facts.push(found);
  }
  const [first] = facts;
  if (first === undefined || facts.length !== ids.length) return { outcome: 'unknown-case' };
  try {
    return await inTransaction(tools.pool, async (transaction): Promise<Outcome<PublishedNotice>> => {
      const refusals: { caseId: string; refusal: Refusal }[] = [];
      const noticed: Noticed[] = [];
      for (const each of facts) {
        const issued = await documentIssued(transaction, each.caseId, document);
        const step = await takeStep(transaction, {
          caseId: each.caseId,
          command: { do: 'publish', document },
          actor: actor.name,
          role: actor.role,
          onDay,
          recordedAt,
          grounds: issued === undefined ? {} : { document: issued.id },
          sealed: tools.sealed,
        });
        if (step.outcome === 'refused') refusals.push({ caseId: each.caseId, refusal: step.refusal });
        if (step.outcome !== 'done') continue;
        if (issued === undefined)
          throw new StepRefused(clauseOf(each, 'public-notice'), `${each.enterprise.name}的文书没有制发，不能公告。`);
        noticed.push({ facts: each, document: issued });
      }
      if (noticed.length === 0) {
        return { outcome: 'done', events: [], document: null, served: [], refusals };
      }
      const office = await officeForRole(transaction, first, actor.role);
      const termMonths = await commonTerm(transaction, noticed);
      const issued = await publishNoticeOf(transaction, {
        press: tools.press,
        served: document,
        noticed,
        office,
        divisionCode: office.office.divisionCode.padEnd(6, '0'),
        onDay,
        at: recordedAt,
        actor: actor.name,
        ...(document === 'order' ? { termMonths } : {}),
      });
      return {
        outcome: 'done',
        events: [],
        document: issued,
        served: noticed.map((each) => each.facts.caseId),
        refusals,
      };
    });
  } catch (error) {
    if (error instanceof DocumentRefused) return refused(clauseOf(first, 'public-notice'), error.message);
    if (error instanceof StepRefused) return refused(error.clause, error.message);
    throw error;
  }
}

/** A notice says one term, so all its orders must have the same. @throws StepRefused where they differ */
async function commonTerm(transaction: Transaction, noticed: readonly Noticed[]): Promise<number> {
  const result = await transaction.query<{ months: number }>(
    `select distinct (data->>'termMonths')::int as months from official_document where id = any($1) and kind = 'order'`,
    [noticed.map((each) => each.document.id)],
  );
  const [row, other] = result.rows;
  const [one] = noticed;
  if (one !== undefined && other !== undefined)
    throw new StepRefused(clauseOf(one.facts, 'order'), '所选案件的整改期限不同，请按期限分别公告。');
  return row?.months ?? 3;
}

/** Days of deemed service that time has brought are carried into the attempts by notice: set work, any number of times. */
export async function settleNotices(pool: Pool, now: Date): Promise<number> {
  return inTransaction(pool, async (transaction) => {
    const due = await transaction.query<{ id: string; day: string }>(
      `select a.id, c.served_on->>a.document_kind as day from service_attempt a join cases c on c.id = a.case_id
       where a.channel = 'public-notice' and a.status = 'sent' and c.served_on ? a.document_kind
       order by a.case_id, a.id limit 500 for update of a skip locked`,
    );
    for (const { id, day } of due.rows) {
      await changeAttempt(transaction, id, {
        status: 'arrived',
        what: 'deemed-served',
        actor: 'platform',
        at: now,
        legalDay: day,
        content: { servedOn: day },
      });
      await putCopyOfServed(transaction, id, now);
    }
    return due.rows.length;
  });
}
