import type { SignedIn } from '#features/accounts/queries.ts';
import {
  type CaseHead,
  caseFile,
  caseForLetter,
  caseHead,
  caseOptions,
  citationOf,
  clauseOf,
} from '#features/casework/queries.ts';
import { documentsOfCase } from '#features/documents/queries.ts';
import { draftsOfCase } from '#features/drafts/queries.ts';
import { contactHistory } from '#features/registry/queries.ts';
import {
  attemptStep,
  attemptsOfCase,
  CHANNEL_WORDS,
  callsOfCase,
  confirmationHistory,
  evidenceOfCase,
  factWords,
  papersToRegister,
  STATUS_WORDS,
  saidWith,
  sourceWords,
  stageName,
} from '#features/service/queries.ts';
import { explainQualification } from '#features/verification/queries.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { programmeOf } from '#law/regimes/citing.ts';
import { dutyName } from '#law/regimes/duties.ts';
import { dutyHandler } from '#law/regimes/duty-handler.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { restrictionWord } from '#law/regimes/restriction-words.ts';
import { COMMANDS, SERVED_DOCUMENTS } from '#law/regimes/words.ts';
import type { Pool } from '#platform/database/connections.ts';
import { minuteOf } from '#ui/dates.tsx';
import { ExplainedVerdictPanel } from '#ui/portal-pages/explained-verdict.tsx';
import type { AttemptRow, CasePageProps, StepShown } from '#ui/portal-pages/office/case-page.tsx';
import { withoutCommands } from './case-words.ts';
import { draftForDuty } from './duty-acts.ts';
import { PAPER_STEPS } from './paper-steps.tsx';

const CALL_OUTCOMES = {
  'address-confirmed': '通信地址属实',
  'address-changed': '通信地址有变',
  'not-reached': '无人接听',
  'number-wrong': '号码有误',
} as const;

const EVIDENCE_KINDS: Readonly<Record<string, string>> = {
  capture: '平台截图',
  objection: '异议材料',
  statement: '陈述申辩材料',
  hearing: '听证材料',
  receipt: '邮寄回执',
  finding: '监管发现',
  other: '其他材料',
};

/** A mail that came back after service is answered by one of these (GX24-A.2, decision 0018). */
const BOUNCE_ANSWERS = ['affirm-service', 'void-service', 'correct-service'] as const;

function words<K extends string>(table: Readonly<Record<K, string>>, key: string): string {
  return Object.entries<string>(table).find(([name]) => name === key)?.[1] ?? key;
}

/** The address where a step is taken: a draft for what issues a document, else the step's own form. */
function addressOf({ caseId, uscc, qualificationId }: CaseHead, step: string): string {
  // SX23-2.2: a finding is made on the enterprise's qualification, with a case or without.
  if (step === 'find') return `/office/find?uscc=${uscc}&qualification=${qualificationId}`;
  const draft = draftForDuty(step === 'publish' ? 'publish-order' : step);
  return draft === undefined || step === 'publish'
    ? `/office/cases/${caseId}/steps/${step}`
    : `/office/drafts/new?what=${step}&case=${caseId}`;
}

async function explained(pool: Pool, head: CaseHead, at: { asOf: string; instant: Date }) {
  if (head.standardRow === null) return <p className="muted">该项资质没有可比对的标准条款。</p>;
  const { enterpriseId, standardRow, divisionCode } = head;
  return (
    <ExplainedVerdictPanel
      explained={await explainQualification(pool, { enterpriseId, standardRow, divisionCode }, at)}
      asOf={at.asOf}
    />
  );
}

async function stepsOf(
  pool: Pool,
  head: CaseHead,
  level: 'district' | 'city' | 'province' | 'approval-bureau',
  today: string,
): Promise<{ steps: StepShown[]; duties: { name: string; by: string | null }[] }> {
  const found = await caseOptions(pool, head.caseId, level, today);
  const regime = REGIMES.get(head.regime);
  if (found === undefined || regime === undefined) return { steps: [], duties: [] };
  const handlerOf = (what: string) => {
    const handler = dutyHandler(regime, what, found.licensing);
    return handler === 'city' && found.forCity ? 'province' : handler;
  };
  const own = found.status.due.filter(({ what }) => handlerOf(what) === level);
  const returned = own.flatMap(({ what }) => (what.startsWith('answer-bounce-') ? [what.slice(14)] : []));
  const publishing = own.map(({ what }) => what).filter((what) => what.startsWith('publish-'));
  const posting = own.map(({ what }) => what).filter((what) => what.startsWith('send-ems-'));
  // What may still be taken in a closed case is owed by somebody; nothing else is offered there.
  const steps = found.options
    .filter(({ do: step }) => head.closedOn === null || own.some(({ what }) => what.startsWith(step)))
    .filter(({ do: step }) => step !== 'publish' || publishing.length === 0)
    .filter(({ do: step }) => returned.length === 0 || !BOUNCE_ANSWERS.some((answer) => answer === step))
    .map(
      (option): StepShown => ({
        name: option.name,
        address: option.refusal === null && option.do !== 'publish' ? addressOf(head, option.do) : null,
        due: own.some(({ what }) => what.replace(/-overdue$/, '').startsWith(option.do)),
        reason: option.refusal === null ? null : withoutCommands(option.refusal.reason),
        citation: option.refusal === null ? null : citationOf(option.refusal.clause),
      }),
    );
  const served = [...publishing, ...posting].map(
    (what): StepShown => ({
      name: dutyName(what),
      address: what.startsWith('publish-')
        ? `/office/drafts/new?what=${what}&case=${head.caseId}`
        : `/office/cases/${head.caseId}/steps/${what}`,
      due: true,
      reason: null,
      citation: null,
    }),
  );
  const bringing = found.bringable.map(
    (document): StepShown => ({
      name: `登记直接送达（${SERVED_DOCUMENTS[document]}）`,
      address: `/office/cases/${head.caseId}/steps/direct?document=${document}`,
      due: own.some(({ what }) => what === `serve-${document}`),
      reason: null,
      citation: null,
    }),
  );
  const answers = returned.flatMap((document) =>
    BOUNCE_ANSWERS.map(
      (answer): StepShown => ({
        name: `${COMMANDS[answer]}（${words(SERVED_DOCUMENTS, document)}）`,
        address: `/office/cases/${head.caseId}/steps/${answer}?document=${document}`,
        due: true,
        reason: null,
        citation: null,
      }),
    ),
  );
  // SY-2.3: where the regime has it, the district checks the postal address by telephone.
  const phone: StepShown[] =
    level === 'district' && programmeOf(REGIMES.get(head.regime), 'phone-check') !== undefined && head.closedOn === null
      ? [
          {
            name: '登记电话核对',
            address: `/office/cases/${head.caseId}/steps/phone`,
            due: false,
            reason: null,
            citation: null,
          },
        ]
      : [];
  const papers = (await papersToRegister(pool, head.caseId, { level, today })).map(
    (paper): StepShown => ({
      name: PAPER_STEPS[`paper-${paper}`]?.title ?? '',
      address: `/office/cases/${head.caseId}/steps/paper-${paper}`,
      due: false,
      reason: null,
      citation: null,
    }),
  );
  return {
    // What is owed stands first.
    steps: [...answers, ...served, ...steps, ...bringing, ...papers, ...phone].toSorted(
      (a, b) => Number(b.due) - Number(a.due),
    ),
    duties: own.map(({ what, by }) => ({ name: dutyName(what), by })),
  };
}

interface Stretch {
  readonly knownFrom: Date;
  readonly knownTo: Date | null;
}

function stoodAt<R extends Stretch>(rows: readonly R[], at: Date): R | undefined {
  return rows.find(({ knownFrom, knownTo }) => knownFrom <= at && (knownTo === null || knownTo > at));
}

/** GX24-5.1b: what was agreed and known when a document was sent, whatever was changed since. */
async function knownThen(pool: Pool, enterpriseId: number): Promise<(at: Date) => readonly string[]> {
  const [confirmations, contacts] = await Promise.all([
    confirmationHistory(pool, enterpriseId),
    contactHistory(pool, enterpriseId),
  ]);
  return (at) => {
    const confirmation = stoodAt(confirmations, at);
    const contact = stoodAt(contacts, at);
    const reached = [contact?.person, contact?.phone, contact?.email, contact?.address].filter(
      (each) => each !== null && each !== undefined,
    );
    return [
      confirmation === undefined
        ? '当时没有有效的送达确认书'
        : `当时的送达确认书：${confirmation.signedOn} 签署，${confirmation.email}`,
      reached.length === 0 ? '当时没有登记联系信息' : `当时的联系信息：${reached.join('　')}`,
    ];
  };
}

/** Everything that the page of a case shows to somebody of an office; undefined where the case is not in the scope. */
export async function casePageData(
  pool: Pool,
  caseId: string,
  person: SignedIn,
  at: { readonly today: string; readonly now: Date },
): Promise<CasePageProps | undefined> {
  const head = await caseHead(pool, caseId);
  if (head === undefined) return undefined;
  const [file, documents, attempts, evidence, calls, opened, options] = await Promise.all([
    caseFile(pool, caseId),
    documentsOfCase(pool, caseId),
    attemptsOfCase(pool, caseId),
    evidenceOfCase(pool, caseId),
    callsOfCase(pool, caseId),
    caseForLetter(pool, caseId, 'warned'),
    person.held.level === null || person.held.role !== 'handler'
      ? { steps: [], duties: [] }
      : stepsOf(pool, head, person.held.level, at.today),
  ]);
  const known = await knownThen(pool, head.enterpriseId);
  // Drafts are the offices' own: whoever audits sees what came of them in the case.
  const drafts = person.held.level === null ? [] : await draftsOfCase(pool, caseId);
  const today = await explained(pool, head, { asOf: at.today, instant: at.now });
  const then =
    opened === undefined ? null : await explained(pool, head, { asOf: opened.onDay, instant: opened.instant });
  const { contact, confirmation } = head;
  return {
    caseId,
    today: at.today,
    enterprise: head.enterprise,
    uscc: head.uscc,
    qualification: head.qualification,
    stage: stageName(head.regime, head.stage),
    closed: head.closedOn !== null,
    marked: head.marked,
    deadline: head.closedOn === null ? head.deadline : null,
    provisional: head.provisional,
    ...options,
    facts: [
      ['适用制度', REGIMES.get(head.regime)?.document ?? head.regime],
      ['须核对', REGIMES.get(head.regime)?.trial ?? null],
      ['立案', head.openedOn],
      ['结案', head.closedOn],
      ['证书编号', head.certificateNumber],
      ['法定代表人', head.legalRepresentative],
      ['限制', head.restrictions.map((each) => restrictionWord(head.regime, each)).join('；') || null],
      ...Object.entries(head.servedOn).map(([kind, day]): [string, string] => [
        `《${words(SERVED_DOCUMENTS, kind)}》送达`,
        day,
      ]),
      [
        '送达确认书',
        confirmation === null
          ? '未签署，不能电子送达'
          : `${confirmation.signedOn} 签署，电子邮箱 ${confirmation.email}`,
      ],
      [
        '联系信息',
        contact === null
          ? '没有登记'
          : [contact.person, contact.phone, contact.email, contact.address ?? head.registeredAddress]
              .filter((each) => each !== null)
              .join('　'),
      ],
    ],
    fault: file?.fault ?? null,
    drafts,
    story: (file?.events ?? []).map((event) => {
      const content: { event: CaseEvent } = JSON.parse(event.content);
      const text = clauseOf(event.clause)?.text;
      return {
        key: String(event.sequence),
        day: event.onDay,
        act: factWords(content.event),
        said: saidWith(event.content),
        who: event.actor === 'platform' ? '系统自动' : event.actor,
        clause: { id: event.clause, citation: citationOf(event.clause), ...(text === undefined ? {} : { text }) },
        hash: event.hash,
      };
    }),
    documents: documents.map(({ id, title, number, issuedOn, sha256, status }) => ({
      id,
      title,
      number,
      issuedOn,
      sha256,
      withdrawn: status !== 'stands',
    })),
    attempts: attempts.map(
      (attempt): AttemptRow => ({
        id: attempt.id,
        document: words(SERVED_DOCUMENTS, attempt.documentKind),
        channel: words(CHANNEL_WORDS, attempt.channel),
        address: attempt.address,
        source: sourceWords(attempt.addressSource),
        status: words(STATUS_WORDS, attempt.status),
        legalDay: attempt.legalDay,
        waybill: attempt.waybill,
        known: known(attempt.preparedAt),
        history: attempt.history.map(({ at: when, what }) => `${minuteOf(new Date(when))} ${attemptStep(what)}`),
      }),
    ),
    evidence: evidence.map((each) => ({
      key: each.id,
      name: each.name,
      address: `/office/cases/${caseId}/evidence/${each.id}`,
      kind: `${words(EVIDENCE_KINDS, each.kind)}（${each.takenOn}）`,
      bytes: each.bytes,
      handedInAt: each.recordedAt,
      by: each.recordedBy,
      sha256: each.sha256,
    })),
    calls: calls.map((call) => ({
      key: call.id,
      text: `${minuteOf(call.calledAt)} ${call.caller} 拨打 ${call.phone}${call.spokenTo === null ? '' : `，接听人 ${call.spokenTo}`}：${CALL_OUTCOMES[call.outcome]}${call.address === null ? '' : `，${call.address}`}${call.note === null ? '' : `。${call.note}`}`,
    })),
    now: today,
    then,
    openedOn: opened?.onDay ?? head.openedOn,
    dossierAddress: person.held.level === null ? null : `/office/cases/${caseId}/dossier`,
  };
}
