import { formatChineseDate, type LegalDate } from '../periods/legal-date.ts';
import type { CaseEvent, CaseState, DocumentState } from './case.ts';
import { clockPeriodById } from './clocks.ts';
import type { Command } from './command.ts';
import { ENGINE_READINGS } from './common.ts';
import { basisOf, type Decision, moveTo, refuse } from './decision.ts';
import { type Law, stageOf } from './law.ts';
import type { Basis, ServiceRule, StageId, Track } from './regime.ts';
import { CHANNELS, SERVED_DOCUMENTS, type ServedDocument } from './words.ts';

export type ServiceCommand = Command & { do: 'arrive' | 'bounce' | 'publish' };

/** A document whose service is under way, with the rule for it. */
interface Pending {
  readonly name: ServedDocument;
  readonly document: DocumentState;
  readonly rule: ServiceRule;
  readonly servedStage: StageId | undefined;
  readonly publishedStage: StageId | undefined;
}

/** Whether service by platform and e-mail can still succeed: a confirmation signed in time and no bounce (GX24-A.2). */
export function electronicServiceOpen(state: CaseState, document: DocumentState, rule: ServiceRule): boolean {
  const { confirmation } = state.subject.enterprise;
  return (
    rule.electronic !== undefined &&
    confirmation !== null &&
    confirmation <= document.sentOn &&
    document.bouncedOn === undefined
  );
}

/** Whether what must have been tried before a public notice has been tried in vain (民事诉讼法 95). */
export function otherWaysFailed(document: DocumentState, rule: ServiceRule): boolean {
  const attempts = document.attempts ?? [];
  switch (rule.publicNotice.after) {
    case 'sending':
      return false;
    case 'mail-returned':
      return attempts.length > 0;
    case 'attempts-failed':
      return (
        attempts.some(({ outcome }) => outcome === 'address-unknown') || new Set(attempts.map(({ on }) => on)).size > 1
      );
  }
}

/** The clause that service of a document rests on in the first place. */
function ground(rule: ServiceRule): Basis {
  return rule.electronic ?? rule.ems;
}

function pendingOf(state: CaseState, name: ServedDocument, law: Law, track: Track): Pending | Decision {
  const rule = track.service[name];
  const title = SERVED_DOCUMENTS[name];
  const stage = stageOf(state, law);
  if (rule === undefined) return refuse(track.otherwise, `不能送达《${title}》：${track.otherwise.reason}`);
  if (stage === undefined) return refuse(track.otherwise, `尚无案件，不能送达《${title}》；须先有核查不达标的结论。`);
  const document = state.documents[name];
  if (document === undefined) return refuse(ground(rule), `《${title}》尚未发出，不能记录其送达；请先发出文书。`);
  if (document.servedOn !== undefined) {
    return refuse(
      ground(rule),
      `《${title}》已于 ${formatChineseDate(document.servedOn)}送达；日期有误的，请凭证据更正送达日期（correct-service）。`,
    );
  }
  const serving = stage.serving?.[name];
  if (serving === undefined) return refuse(ground(rule), `案件处于“${stage.name}”，不再送达《${title}》。`);
  return { name, document, rule, servedStage: serving.served, publishedStage: serving.published };
}

function served(
  pending: Pending,
  by: 'electronic' | 'ems' | 'direct' | 'left',
  today: LegalDate,
  track: Track,
): CaseEvent {
  const { rule } = pending;
  const basis = by === 'electronic' ? ground(rule) : by === 'ems' ? rule.ems : rule.direct;
  return {
    what: 'served',
    document: pending.name,
    servedOn: today,
    by,
    on: today,
    ...basisOf(basis),
    ...moveTo(track, pending.servedStage),
  };
}

/** Two officers brought it: signed or, refused, left on evidence, it is served that day. */
function brought(pending: Pending, command: Command & { do: 'arrive' }, today: LegalDate, track: Track): Decision {
  const { rule, name } = pending;
  const { outcome } = command;
  const evidence = command.evidence?.trim() ?? '';
  if (outcome === 'lost' || outcome === 'address-unknown' || outcome === 'refused') {
    return refuse(rule.direct, '直接送达的结果应为签收、留置送达或者受送达人不在；拒收的，请留置送达并附证据。');
  }
  if (outcome === 'left' && evidence === '') {
    return refuse(
      { ...rule.direct, clause: '民事诉讼法-89' },
      '留置送达须有见证人签名，或者拍照、录像记录送达过程；请附证据后再记录。',
    );
  }
  const arrived: CaseEvent = {
    what: 'arrived',
    document: name,
    channel: 'direct',
    outcome,
    on: today,
    ...basisOf(rule.direct),
    ...(evidence === '' ? {} : { evidence }),
  };
  switch (outcome) {
    case 'absent':
      return { events: [arrived] };
    case 'signed':
      return { events: [arrived, served(pending, 'direct', today, track)] };
    case 'left':
      return { events: [arrived, served(pending, 'left', today, track)] };
  }
}

function arrive(
  state: CaseState,
  pending: Pending,
  command: Command & { do: 'arrive' },
  today: LegalDate,
  track: Track,
): Decision {
  const { rule, document, name } = pending;
  const electronic = electronicServiceOpen(state, document, rule);
  if (command.channel === 'direct') return brought(pending, command, today, track);
  if (command.outcome === 'left') return refuse(rule.direct, '留置送达只能由执法人员直接送达时作出，请核对送达方式。');
  if (command.channel === 'ems') {
    if (rule.ems.allowed === 'where-electronic-fails' && electronic) {
      return refuse(
        ground(rule),
        '企业已签送达确认书且邮件未退回，以平台和电子邮件均到达之日为送达之日，请按确认书送达。',
      );
    }
    const arrived: CaseEvent = {
      what: 'arrived',
      document: name,
      channel: 'ems',
      outcome: command.outcome,
      on: today,
      ...basisOf(rule.ems),
    };
    return { events: command.outcome === 'signed' ? [arrived, served(pending, 'ems', today, track)] : [arrived] };
  }
  if (rule.electronic === undefined) {
    return refuse(
      rule.ems,
      `《${SERVED_DOCUMENTS[name]}》不以${CHANNELS[command.channel]}送达，请以邮政特快专递送达。`,
    );
  }
  const arrived: CaseEvent = {
    what: 'arrived',
    document: name,
    channel: command.channel,
    on: today,
    ...basisOf(rule.electronic),
  };
  // GX24-A.2: the day on which both have arrived, that is the later of the two.
  const other = command.channel === 'platform' ? document.emailOn : document.platformOn;
  return {
    events: electronic && other !== undefined ? [arrived, served(pending, 'electronic', today, track)] : [arrived],
  };
}

function bounce(pending: Pending, why: 'returned' | 'unproved', today: LegalDate): Decision {
  const { rule, name } = pending;
  if (rule.electronic === undefined)
    return refuse(rule.ems, `《${SERVED_DOCUMENTS[name]}》不以电子邮件送达，没有退信可记。`);
  const { clause } = rule.electronic;
  if (why === 'unproved') {
    const unproved = { clause, reading: ENGINE_READINGS.proved };
    return {
      events: [
        { what: 'arrival-unproved', document: name, on: today, ...unproved },
        { what: 'not-served', document: name, why, on: today, ...unproved },
      ],
    };
  }
  const basis = basisOf(rule.electronic);
  return {
    events: [
      { what: 'bounced', document: name, on: today, ...basis },
      { what: 'not-served', document: name, why: 'bounced', on: today, ...basis },
    ],
  };
}

function mayPublish(state: CaseState, pending: Pending, today: LegalDate, law: Law): boolean {
  const { publicNotice } = pending.rule;
  if (otherWaysFailed(pending.document, pending.rule)) return true;
  if (publicNotice.collation === undefined) return false;
  const collated = clockPeriodById(state, publicNotice.collation, law);
  return collated !== undefined && today > collated.last;
}

/** What has to be tried first, in words. */
function triedFirst({ publicNotice }: ServiceRule): string {
  if (publicNotice.collation !== undefined) {
    return '邮件退回，或者满 10 个工作日整理回执后仍无回执的，方可公告送达；邮件丢失的，请重新邮寄。';
  }
  return publicNotice.after === 'mail-returned'
    ? '邮件退回后方可公告送达；邮件丢失的，请重新邮寄。'
    : '地址不存在，或者在不同日期两次送达未果的，方可公告送达；邮件丢失不算送达未果，请重新邮寄或者直接送达。';
}

function publish(state: CaseState, pending: Pending, today: LegalDate, law: Law, track: Track): Decision {
  const { rule, document, name } = pending;
  if (document.publishedOn !== undefined) {
    return refuse(
      rule.publicNotice,
      `《${SERVED_DOCUMENTS[name]}》已于 ${formatChineseDate(document.publishedOn)}公告，不能重复公告。`,
    );
  }
  if (!mayPublish(state, pending, today, law)) {
    return refuse(rule.publicNotice, triedFirst(rule));
  }
  return {
    events: [
      {
        what: 'published',
        document: name,
        on: today,
        ...basisOf(rule.publicNotice),
        documents: ['public-notice'],
        ...moveTo(track, pending.publishedStage),
      },
    ],
  };
}

/** Arrival, bounce or publication of a document that is being served. */
export function serve(state: CaseState, command: ServiceCommand, law: Law, track: Track, today: LegalDate): Decision {
  const pending = pendingOf(state, command.document, law, track);
  if (!('rule' in pending)) return pending;
  switch (command.do) {
    case 'arrive':
      return arrive(state, pending, command, today, track);
    case 'bounce':
      return bounce(pending, command.why, today);
    case 'publish':
      return publish(state, pending, today, law, track);
  }
}

/** A wrong day of service is corrected on evidence; everything reckoned from it follows by itself. */
export function correctService(
  state: CaseState,
  command: Command & { do: 'correct-service' },
  track: Track,
  today: LegalDate,
): Decision {
  const rule = track.service[command.document];
  if (rule === undefined) return refuse(track.otherwise, track.otherwise.reason);
  const title = SERVED_DOCUMENTS[command.document];
  const document = state.documents[command.document];
  const was = document?.servedOn;
  if (document === undefined || was === undefined) {
    return refuse(ground(rule), `《${title}》还没有送达日期，无可更正；请先记录送达。`);
  }
  if (state.closed) return refuse(ground(rule), '案件已结束，送达日期不再更正；对结果有异议的，请依法复议、诉讼。');
  const evidence = command.evidence?.trim() ?? '';
  if (evidence === '') return refuse(ground(rule), '更正送达日期须附证据（如签收回执），请补充后再提交。');
  if (command.servedOn > today) return refuse(ground(rule), '更正后的送达日期不能晚于今天，请核对回执。');
  if (command.servedOn < document.sentOn) {
    return refuse(ground(rule), `更正后的送达日期不能早于发出之日 ${formatChineseDate(document.sentOn)}，请核对回执。`);
  }
  if (command.servedOn === was) return refuse(ground(rule), '更正后的日期与原记录相同，无须更正。');
  return {
    events: [
      {
        what: 'service-corrected',
        document: command.document,
        servedOn: command.servedOn,
        was,
        evidence,
        on: today,
        ...basisOf(ground(rule)),
      },
    ],
  };
}
