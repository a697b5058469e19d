import type { CaseEvent, CaseState, DocumentState } from './case.ts';
import { noCase } from './case.ts';
import type { StageId } from './regime.ts';
import type { ServedDocument } from './words.ts';

function withDocument(state: CaseState, name: ServedDocument, change: Partial<DocumentState>): CaseState {
  const document = state.documents[name];
  if (document === undefined) return state;
  return { ...state, documents: { ...state.documents, [name]: { ...document, ...change } } };
}

function sent(state: CaseState, name: ServedDocument, document: DocumentState): CaseState {
  return { ...state, documents: { ...state.documents, [name]: document } };
}

/** What was done on the strength of a clock that had not run out falls away; its events stay on record. */
function withoutWhatFollowed(state: CaseState): CaseState {
  const { hearing: _hearing, decision: _decision, documents, ...rest } = state;
  const { intent: _intent, decision: _document, ...kept } = documents;
  return { ...rest, documents: kept, ranOut: [] };
}

/** What post or officers report of a document that they did not hand over. */
function attempted(state: CaseState, event: CaseEvent & { what: 'arrived' }, channel: 'ems' | 'direct'): CaseState {
  const document = state.documents[event.document];
  if (document === undefined) return state;
  const { lostOn: _lost, ...rest } = document;
  const { outcome } = event;
  if (outcome === 'lost') return sent(state, event.document, { ...rest, lostOn: event.on });
  if (outcome === undefined || outcome === 'signed' || outcome === 'left') return state;
  const attempts = [...(rest.attempts ?? []), { on: event.on, channel, outcome }];
  return sent(state, event.document, { ...rest, attempts });
}

function arrived(state: CaseState, event: CaseEvent & { what: 'arrived' }): CaseState {
  switch (event.channel) {
    case 'platform':
      return withDocument(state, event.document, { platformOn: event.on });
    case 'email':
      return withDocument(state, event.document, { emailOn: event.on });
    case 'ems':
    case 'direct':
      return attempted(state, event, event.channel);
  }
}

function bounced(state: CaseState, event: CaseEvent & { what: 'bounced' | 'arrival-unproved' }): CaseState {
  const document = state.documents[event.document];
  if (document === undefined) return state;
  const { emailOn: _arrival, ...rest } = document;
  return sent(state, event.document, { ...rest, bouncedOn: event.on });
}

/** An official has answered what came back. */
function withoutReturn(state: CaseState, name: ServedDocument): CaseState {
  const document = state.documents[name];
  if (document === undefined) return state;
  const { returnedOn: _returned, ...rest } = document;
  return sent(state, name, rest);
}

/** The document counts as never arrived: on its way again, as after a bounce in time; what rested on its service falls away. */
function voided(state: CaseState, event: CaseEvent & { what: 'service-voided' }): CaseState {
  const document = state.documents[event.document];
  if (document === undefined) return state;
  const { servedOn: _served, emailOn: _arrival, returnedOn: _returned, ...rest } = document;
  const again = sent(state, event.document, { ...rest, bouncedOn: event.on });
  switch (event.document) {
    case 'order':
      return withoutWhatFollowed(again);
    case 'intent':
      return { ...withoutDecision(withoutHearing(again)), ranOut: [] };
    case 'decision':
      return again;
  }
}

function withoutHearing(state: CaseState): CaseState {
  const { hearing: _hearing, ...rest } = state;
  return rest;
}

function withMet(state: CaseState, metOn: CaseState['metOn']): CaseState {
  const { metOn: _before, ...rest } = state;
  return metOn === undefined ? rest : { ...rest, metOn };
}

function withoutAsking(state: CaseState): CaseState {
  const { recheckAskedOn: _asked, ...rest } = state;
  return rest;
}

function withoutObjection(state: CaseState): CaseState {
  const { objection: _objection, ...rest } = state;
  return rest;
}

function withoutDecision(state: CaseState): CaseState {
  const { decision: _decision, documents, ...rest } = state;
  const { decision: _document, ...kept } = documents;
  return { ...rest, documents: kept };
}

/** Notices that fell with a change of the rules, and what was heard and decided on them. */
function withoutDocuments(state: CaseState, fallen: readonly ServedDocument[]): CaseState {
  const rest = withoutDecision(withoutHearing(state));
  const kept = Object.entries(rest.documents).filter(([name]) => !fallen.some((each) => each === name));
  return { ...rest, documents: Object.fromEntries(kept), ranOut: [] };
}

/** A card that is itself the order is on its way from then on (部令22号 28). */
function withOrder(state: CaseState, event: CaseEvent): CaseState {
  return event.documents?.includes('order') === true ? sent(state, 'order', { sentOn: event.on }) : state;
}

function factOf(state: CaseState, event: CaseEvent): CaseState {
  switch (event.what) {
    case 'case-opened':
      return withOrder({ ...noCase(state.subject), downtimes: state.downtimes }, event);
    case 'verdict-recorded':
      return withMet(state, event.result === 'met' ? (state.metOn ?? event.on) : undefined);
    case 'rechecked':
      return withMet(withoutAsking(state), event.result === 'met' ? (state.metOn ?? event.on) : undefined);
    case 'rectification-begun':
      return { ...state, rectificationOn: event.on };
    case 'recheck-asked':
      return { ...state, recheckAskedOn: event.on };
    case 'order-issued':
      return { ...sent(state, 'order', { sentOn: event.on }), termMonths: event.termMonths };
    case 'arrived':
      return arrived(state, event);
    case 'bounced':
    case 'arrival-unproved':
      return bounced(state, event);
    case 'published':
      return withDocument(state, event.document, { publishedOn: event.on });
    case 'served':
      return withDocument(state, event.document, { servedOn: event.servedOn });
    case 'service-corrected':
      return withDocument(withoutReturn(state, event.document), event.document, { servedOn: event.servedOn });
    case 'return-reported':
      return withDocument(state, event.document, { returnedOn: event.on });
    case 'service-affirmed':
      return withoutReturn(state, event.document);
    case 'service-voided':
      return voided(state, event);
    case 'intent-sent':
      return sent(state, 'intent', { sentOn: event.on });
    case 'intent-sent-and-published':
      return sent(state, 'intent', { sentOn: event.on, publishedOn: event.on });
    case 'decided': {
      const decided: CaseState = { ...state, decision: { on: event.on, result: event.result } };
      return event.result === 'revoke' ? sent(decided, 'decision', { sentOn: event.on }) : decided;
    }
    case 'result-returned': {
      if (event.decisionServedOn === undefined) return state;
      const { decisionServedOn: servedOn } = event;
      return sent(state, 'decision', { sentOn: servedOn, servedOn });
    }
    case 'decision-voided':
      return withoutDecision(state);
    case 'objected':
      return { ...state, objection: { on: event.on, agreed: false } };
    case 'opinion-given':
      if (event.result === 'disagree' || state.objection === undefined) return withoutObjection(state);
      return { ...state, objection: { ...state.objection, agreed: true } };
    case 'objection-decided':
      return withoutObjection(state);
    case 'hearing-requested':
      return { ...state, hearing: { requestedOn: event.on } };
    case 'hearing-notified':
      if (state.hearing === undefined) return state;
      return { ...state, hearing: { ...state.hearing, notifiedOn: event.on, hearingOn: event.hearingOn } };
    case 'hearing-held':
      return state.hearing === undefined ? state : { ...state, hearing: { ...state.hearing, heldOn: event.on } };
    case 'downtime-recorded':
      return { ...state, downtimes: [...state.downtimes, { from: event.from, to: event.to }] };
    case 'reading-settled':
      return state;
    case 'clock-ran-out':
      return { ...state, ranOut: [...state.ranOut, event.clock] };
    case 'clock-reopened':
      return withoutWhatFollowed(state);
    case 'rules-changed':
      return event.voids.length === 0 ? state : withoutDocuments(state, event.voids);
    case 'order-posted':
    case 'not-served':
    case 'met-in-time':
    case 'confirmed':
    case 'marked-by-hand':
    case 'found':
      return withOrder(state, event);
    case 'proposed':
    case 'started':
    case 'statement-made':
    case 'announced':
    case 'withdrawn':
    case 'qualification-ended':
      return state;
  }
}

/** Going back to a stage keeps its own first day and forgets the stages entered since. */
function enteredUpTo({ entered }: CaseState, stage: StageId): CaseState['entered'] {
  const since = entered[stage];
  return Object.fromEntries(
    Object.entries(entered).filter(([id, on]) => id === stage || since === undefined || on < since),
  );
}

/** The state after an event. Needs no law: an event says itself where it leads. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  const next: CaseState = { ...factOf(state, event), lastOn: event.on };
  if (event.move === undefined) return next;
  const { to, closes } = event.move;
  const goesBack = event.what === 'clock-reopened' || event.what === 'service-voided' || event.what === 'rules-changed';
  const entered = goesBack ? enteredUpTo(next, to) : { ...next.entered, [to]: event.on };
  return { ...next, stage: to, closed: closes, entered };
}

/** The state after a whole history. */
export function fold(state: CaseState, events: readonly CaseEvent[]): CaseState {
  return events.reduce(evolve, state);
}
