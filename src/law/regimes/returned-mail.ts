import type { LegalDate } from '../periods/legal-date.ts';
import type { CaseEvent, CaseState, DocumentState } from './case.ts';
import type { Command } from './command.ts';
import { ENGINE_READINGS } from './common.ts';
import { type Decision, moveTo, refuse } from './decision.ts';
import { type Law, stageOf } from './law.ts';
import type { Basis, StageId, Track } from './regime.ts';
import { SERVED_DOCUMENTS, type ServedDocument } from './words.ts';

export type ReturnCommand = Command & { do: 'report-return' | 'affirm-service' | 'void-service' };

interface Served {
  readonly name: ServedDocument;
  readonly document: DocumentState & { readonly servedOn: LegalDate };
  readonly basis: Basis;
}

/** The day on which platform and e-mail had both arrived; undefined where the service rests on something else. */
function electronicDay({ platformOn, emailOn }: DocumentState): LegalDate | undefined {
  if (platformOn === undefined || emailOn === undefined) return undefined;
  return platformOn > emailOn ? platformOn : emailOn;
}

/** A document that counts as served by platform and e-mail: only that can be shaken by a mail that came back. */
function servedElectronically(state: CaseState, name: ServedDocument, law: Law, track: Track): Served | Decision {
  const title = SERVED_DOCUMENTS[name];
  const electronic = track.service[name]?.electronic;
  if (electronic === undefined) return refuse(track.otherwise, `《${title}》不以电子邮件送达，没有退信可以核实。`);
  const basis = { clause: electronic.clause, reading: ENGINE_READINGS.returned };
  const document = state.documents[name];
  const servedOn = document?.servedOn;
  if (document === undefined || servedOn === undefined) {
    return refuse(basis, `《${title}》尚未记录送达；未送达前的退信，请按退信（bounce）记录。`);
  }
  if (electronicDay(document) !== servedOn) {
    return refuse(basis, `《${title}》的送达日期不是电子送达的日期（已凭其他回执认定），退信不影响送达。`);
  }
  if (state.closed && stageOf(state, law)?.serving?.[name] === undefined) {
    return refuse(basis, '案件已结束，不再核实该文书的送达；对结果有异议的，请依法复议、诉讼。');
  }
  return { name, document: { ...document, servedOn }, basis };
}

/**
 * The stage in which a document is under service again: the one that its service led out of; where it leads nowhere, the last that
 * serves it, unless the case stands where it is served.
 */
function stageBefore(track: Track, name: ServedDocument, current: StageId | undefined): StageId | undefined {
  const serving = Object.entries(track.stages).filter(
    ([, stage]) => stage.closed === undefined && stage.serving?.[name] !== undefined,
  );
  const left = serving.find(([, stage]) => stage.serving?.[name]?.served !== undefined);
  if (left !== undefined) return left[0];
  return serving.some(([id]) => id === current) ? undefined : serving.at(-1)?.[0];
}

function voidService(state: CaseState, served: Served, evidence: string, track: Track, today: LegalDate): Decision {
  const { name, document, basis } = served;
  const voided: CaseEvent = {
    what: 'service-voided',
    document: name,
    was: document.servedOn,
    evidence,
    on: today,
    ...basis,
    ...moveTo(track, stageBefore(track, name, state.stage)),
  };
  const notServed: CaseEvent = { what: 'not-served', document: name, why: 'bounced', on: today, ...basis };
  // Without service no term has run: who meets the standard by now meets it in time (GX24-4.1d).
  if (name === 'order' && state.metOn !== undefined) {
    return {
      events: [
        voided,
        {
          what: 'met-in-time',
          metOn: state.metOn,
          on: today,
          ...basis,
          documents: ['unmark-notice'],
          ...moveTo(track, 'cleared'),
        },
      ],
    };
  }
  return { events: [voided, notServed] };
}

/** A mail that came back after it had counted as served: put before an official, who lets the service stand or declares it void. */
export function answerReturn(
  state: CaseState,
  command: ReturnCommand,
  law: Law,
  track: Track,
  today: LegalDate,
): Decision {
  const served = servedElectronically(state, command.document, law, track);
  if (!('document' in served)) return served;
  const { name, document, basis } = served;
  const title = SERVED_DOCUMENTS[name];
  switch (command.do) {
    case 'report-return':
      if (document.returnedOn !== undefined) return refuse(basis, `《${title}》的退信已经记录，正在核实。`);
      return { events: [{ what: 'return-reported', document: name, on: today, ...basis }] };
    case 'affirm-service': {
      if (document.returnedOn === undefined) return refuse(basis, `《${title}》没有待核实的退信。`);
      const reason = command.reason?.trim() ?? '';
      if (reason === '') return refuse(basis, '认定送达有效须写明核实的经过和理由，请补充后再提交。');
      return { events: [{ what: 'service-affirmed', document: name, reason, on: today, ...basis }] };
    }
    case 'void-service': {
      const evidence = command.evidence?.trim() ?? '';
      if (evidence === '') return refuse(basis, '认定未送达须附证据（如退信），请补充后再提交。');
      return voidService(state, served, evidence, track, today);
    }
  }
}
