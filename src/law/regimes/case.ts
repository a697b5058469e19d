import type { LegalDate } from '../periods/legal-date.ts';
import type { ClauseId, ClockId, StageId } from './regime.ts';
import type {
  Channel,
  DirectOutcome,
  DocumentKind,
  EmsOutcome,
  EnterpriseKind,
  Ground,
  Licensing,
  ServedDocument,
} from './words.ts';

/** Whom and what the case is about; fixed when it is opened. */
export interface Subject {
  readonly enterprise: {
    readonly kind: EnterpriseKind;
    readonly inRegion: boolean;
    readonly division: string;
    /** Day on which the service confirmation was signed; null: none. */
    readonly confirmation: LegalDate | null;
  };
  readonly qualification: { readonly code: string; readonly licensing: Licensing };
}

/** What happened, as a fact; a case is the sequence of these. */
export type Fact =
  | { readonly what: 'case-opened'; readonly by: 'verdict' | 'find'; readonly ground?: Ground }
  | { readonly what: 'verdict-recorded'; readonly result: 'met' | 'not-met'; readonly ground?: Ground }
  | { readonly what: 'order-issued'; readonly termMonths: number; readonly officers: readonly string[] }
  | { readonly what: 'order-posted' }
  | {
      readonly what: 'arrived';
      readonly document: ServedDocument;
      readonly channel: Channel;
      readonly outcome?: EmsOutcome | DirectOutcome;
      /** of leaving: witnesses, or pictures and film */
      readonly evidence?: string;
    }
  | { readonly what: 'bounced'; readonly document: ServedDocument }
  | { readonly what: 'arrival-unproved'; readonly document: ServedDocument }
  | {
      readonly what: 'not-served';
      readonly document: ServedDocument;
      readonly why: 'no-confirmation' | 'bounced' | 'unproved';
    }
  | { readonly what: 'published'; readonly document: ServedDocument }
  | {
      readonly what: 'served';
      readonly document: ServedDocument;
      readonly servedOn: LegalDate;
      readonly by: 'electronic' | 'ems' | 'direct' | 'left' | 'public-notice';
    }
  | {
      readonly what: 'service-corrected';
      readonly document: ServedDocument;
      readonly servedOn: LegalDate;
      readonly was: LegalDate;
      readonly evidence: string;
    }
  | { readonly what: 'return-reported'; readonly document: ServedDocument }
  | { readonly what: 'service-affirmed'; readonly document: ServedDocument; readonly reason: string }
  | {
      readonly what: 'service-voided';
      readonly document: ServedDocument;
      readonly was: LegalDate;
      readonly evidence: string;
    }
  | { readonly what: 'clock-ran-out'; readonly clock: ClockId; readonly last: LegalDate; readonly duty?: string }
  | { readonly what: 'clock-reopened'; readonly clock: ClockId; readonly last: LegalDate }
  | { readonly what: 'met-in-time'; readonly metOn: LegalDate }
  | { readonly what: 'decision-voided'; readonly decidedOn: LegalDate; readonly last: LegalDate }
  | { readonly what: 'opinion-given'; readonly result: 'agree' | 'disagree' }
  | { readonly what: 'objection-decided'; readonly result: 'upheld' | 'rejected' }
  | { readonly what: 'rechecked'; readonly level: 'district' | 'city'; readonly result: 'met' | 'not-met' }
  | { readonly what: 'result-returned'; readonly result: 'revoke' | 'keep'; readonly decisionServedOn?: LegalDate }
  | { readonly what: 'hearing-notified'; readonly hearingOn: LegalDate }
  | { readonly what: 'decided'; readonly result: 'revoke' | 'keep' }
  | { readonly what: 'reading-settled'; readonly question: string; readonly answer: string }
  | { readonly what: 'downtime-recorded'; readonly from: LegalDate; readonly to: LegalDate }
  | {
      /** the case goes on by a new edition of the rules of procedure; what had no ground by them falls, with the reason */
      readonly what: 'rules-changed';
      readonly edition: string;
      readonly voids: readonly ServedDocument[];
      readonly because?: string;
    }
  | { readonly what: 'withdrawn' | 'qualification-ended'; readonly reason: string }
  | {
      readonly what:
        | 'confirmed'
        | 'rectification-begun'
        | 'recheck-asked'
        | 'marked-by-hand'
        | 'found'
        | 'objected'
        | 'proposed'
        | 'started'
        | 'intent-sent'
        | 'intent-sent-and-published'
        | 'statement-made'
        | 'hearing-requested'
        | 'hearing-held'
        | 'announced';
    };

/** A fact on its day, with the clause it rests on and the stage it leads to. */
export type CaseEvent = Fact & {
  readonly on: LegalDate;
  readonly clause: ClauseId;
  readonly reading?: string;
  readonly documents?: readonly DocumentKind[];
  readonly move?: { readonly to: StageId; readonly closes: boolean };
};

/** An attempt at serving that failed, as the public notice states it (民事诉讼法 95). */
export interface Attempt {
  readonly on: LegalDate;
  readonly channel: 'ems' | 'direct';
  readonly outcome: 'refused' | 'absent' | 'address-unknown';
}

export interface DocumentState {
  readonly sentOn: LegalDate;
  readonly platformOn?: LegalDate;
  readonly emailOn?: LegalDate;
  readonly bouncedOn?: LegalDate;
  /** Attempts that reached nobody: by post or by two officers. A lost mail is none. */
  readonly attempts?: readonly Attempt[];
  /** The post lost it, and it has not been sent again. */
  readonly lostOn?: LegalDate;
  readonly publishedOn?: LegalDate;
  readonly servedOn?: LegalDate;
  /** The mail came back after it had counted as served, and no official has answered that yet. */
  readonly returnedOn?: LegalDate;
}

export interface CaseState {
  readonly subject: Subject;
  /** Undefined before the first case. */
  readonly stage?: StageId;
  readonly closed: boolean;
  /** Day of the last event: the story never runs backwards. */
  readonly lastOn?: LegalDate;
  /** First day in each stage; going back does not change it. */
  readonly entered: Readonly<Record<StageId, LegalDate>>;
  readonly termMonths?: number;
  readonly documents: Partial<Readonly<Record<ServedDocument, DocumentState>>>;
  /** The standard is met since this day, by the latest verdict. */
  readonly metOn?: LegalDate;
  /** the enterprise has begun to rectify in this case, by its own word */
  readonly rectificationOn?: LegalDate;
  readonly recheckAskedOn?: LegalDate;
  readonly objection?: { readonly on: LegalDate; readonly agreed: boolean };
  readonly hearing?: {
    readonly requestedOn: LegalDate;
    readonly notifiedOn?: LegalDate;
    readonly hearingOn?: LegalDate;
    readonly heldOn?: LegalDate;
  };
  readonly decision?: { readonly on: LegalDate; readonly result: 'revoke' | 'keep' };
  readonly downtimes: readonly { readonly from: LegalDate; readonly to: LegalDate }[];
  /** Clocks without a stage of their own that have run out. */
  readonly ranOut: readonly ClockId[];
}

/** The state before anything happened. */
export function noCase(subject: Subject): CaseState {
  return { subject, closed: false, entered: {}, documents: {}, downtimes: [], ranOut: [] };
}
