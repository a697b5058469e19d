import type { Term } from '../periods/period.ts';
import type { Advice } from './advice.ts';
import type { Link, StepChain } from './chains.ts';
import type { Programme, Topic } from './matters.ts';
import type { Question } from './questions.ts';
import type {
  CommandName,
  DocumentKind,
  EnterpriseKind,
  Ground,
  Licensing,
  Restriction,
  Role,
  ServedDocument,
} from './words.ts';

/** A clause id (GX24-4.1b, SX23-2.2, SY-2.5, 民法典-203 …). */
export type ClauseId = string;
export type StageId = string;
export type ClockId = string;

/** A place where the text is silent and we decided: changeable by an installation, so it is data with its reason. */
export interface Reading {
  readonly clause: ClauseId;
  readonly text: string;
  readonly reason: string;
  /** the text was not seen, or only at second hand: an official is asked, and nothing rests on it by itself */
  readonly unsure?: true;
}

/** What the text says, and by which of our readings, if any. */
export interface Basis {
  readonly clause: ClauseId;
  readonly reading?: string;
}

/** What is known of a case as yes or no when a step is judged. */
export type FactName =
  | 'two-officers'
  | 'officers-named'
  | 'reason-given'
  | 'intent-sent'
  | 'window-over'
  | 'hearing-requested'
  | 'hearing-pending'
  | 'met-since'
  | 'decided'
  | 'objection-open'
  | 'opinion-agreed'
  | 'intent-served'
  | 'order-sent'
  | 'order-served'
  | 'decision-served'
  | 'hearing-notified'
  | 'hearing-day-come'
  | 'hearing-day-ahead'
  | 'result-served'
  | 'rectification-begun'
  | 'recheck-asked';

export type Condition =
  | { readonly result: string }
  | { readonly level: 'district' | 'city' }
  | { readonly grounds: readonly Ground[] }
  | { readonly licensing: readonly Licensing[] }
  | { readonly kinds: readonly EnterpriseKind[] }
  | { readonly inRegion: boolean }
  | { readonly termMonths: { readonly min: number; readonly max: number } }
  | { readonly fact: FactName }
  /** The clock's last day has passed. */
  | { readonly over: ClockId }
  /** The clock's last day has come. */
  | { readonly reached: ClockId }
  | { readonly not: Condition };

/** One row of a stage's decision table: the first row whose conditions all hold decides, by refusing or by recording. */
export type Row = Basis & {
  readonly when?: readonly Condition[];
} & (
    | { readonly refuse: string }
    | {
        readonly refuse?: never;
        /** The stage entered; none: the step is recorded and the stage stays. */
        readonly to?: StageId;
        readonly produces?: readonly DocumentKind[];
        /** The step begins a case. */
        readonly opens?: true;
        /** Nothing is recorded: the step is of no concern to a case. */
        readonly ignored?: true;
      }
  );

export type Table = Partial<Readonly<Record<CommandName, readonly Row[]>>>;

/** A duty of an office while the stage lasts: due with a clock's end, at once, or (neither) without a term in law. */
export interface Duty extends Basis {
  readonly what: string;
  readonly when?: readonly Condition[];
  readonly by?: { readonly clock: ClockId } | 'at-once';
}

export interface Stage extends Basis {
  readonly name: string;
  /** The case is over in this stage; `again`: a later failure may open a new case. */
  readonly closed?: { readonly again: boolean };
  readonly marked: boolean;
  readonly public: boolean;
  readonly restrictions: readonly Restriction[] | Readonly<Record<EnterpriseKind, readonly Restriction[]>>;
  /** Marked, and an official has settled that the mark alone restricts nothing. */
  readonly bare?: true;
  /** Marked, and what the mark restricts is not known: nothing is restricted, and this reading asks. */
  readonly unsettled?: string;
  readonly on: Table;
  readonly duties?: readonly Duty[];
  /** Documents whose service is under way here, and the stages that service and public notice lead to. */
  readonly serving?: Partial<
    Readonly<Record<ServedDocument, { readonly served?: StageId; readonly published?: StageId }>>
  >;
  /** The stage rests on these clocks having run out; where one turns out not to have, the case goes back to where it runs. */
  readonly presumes?: ClockId | readonly ClockId[];
  /** The stage is left on the day it is entered, by the post taking over the order. */
  readonly passes?: Basis & { readonly to: StageId };
}

export type ClockStart =
  | { readonly entered: StageId }
  | { readonly served: ServedDocument }
  | { readonly sent: ServedDocument }
  | { readonly hearing: 'requested' | 'notified' };

export interface Clock extends Basis {
  readonly name: string;
  readonly runsIn: StageId;
  readonly from: ClockStart;
  /**
   * `order-term`: the months set in the rectification order, moved past days off (民法典 203). `month-opening`: until the day before
   * the next first working day of a month.
   */
  readonly term: Term | 'order-term' | 'month-opening';
  readonly when?: readonly Condition[];
  /** What its running out brings: another stage on the day after the last day, or a duty. */
  readonly brings: { readonly to: StageId } | { readonly duty: string };
  /** Downtime of the platform over the last day moves it (a reading; not for facts that need no platform). */
  readonly extendedByDowntime: boolean;
}

export interface ServiceRule {
  /** Platform and e-mail, both arrived, with a confirmation signed on or before the sending. */
  readonly electronic?: Basis;
  readonly ems: Basis & { readonly allowed: 'always' | 'where-electronic-fails' };
  /** Two officers bring it; refused, it may be left (民事诉讼法 88, 89). */
  readonly direct: Basis;
  /** Ways that are taken at once, beside the electronic one where that is open; none: whoever serves chooses. */
  readonly startsWith: readonly ('ems' | 'public-notice')[];
  readonly publicNotice: Basis & {
    /** Calendar days from publication to deemed service, not moved past days off. */
    readonly days: number;
    /** on the last of these days, or as an official has settled on the day after it */
    readonly deemed?: 'day-after';
    /**
     * What must have failed before (民事诉讼法 95): an address that does not exist or two attempts on different days; one
     * mail that came back (or, with a collation, none that did); nothing where it goes out with the sending.
     */
    readonly after: 'attempts-failed' | 'mail-returned' | 'sending';
    readonly collation?: ClockId;
  };
}

/**
 * A case of an edition before that stands where the rules of now have no lawful way on, or would end without what a withdrawal rests on:
 * it goes back, and what had no ground falls. Never a stage that is worse for the enterprise.
 */
export interface CarriedOver extends Basis {
  readonly in: readonly StageId[];
  readonly when: readonly Condition[];
  readonly to: StageId;
  readonly voids: readonly ServedDocument[];
  /** said to office and enterprise */
  readonly because: string;
}

/** One course of a regime: which cases it takes, and its stages. */
export interface Track {
  readonly name: string;
  readonly takes: Condition;
  readonly opening: Table;
  readonly stages: Readonly<Record<StageId, Stage>>;
  readonly clocks: Readonly<Record<ClockId, Clock>>;
  readonly service: Partial<Readonly<Record<ServedDocument, ServiceRule>>>;
  /** Length of the time to be heard after the notice of intended revocation. */
  readonly hearingWindow?: ClockId;
  /** How open cases of an edition before go on by this one. */
  readonly carriedOver?: readonly CarriedOver[];
  /** The answer to every step that no table names. */
  readonly otherwise: { readonly clause: ClauseId; readonly reason: string };
}

/** The acts for which documents cite an article of the regime. */
export type Act = 'mark' | 'order' | 'revoke' | 'cleared';

/** What documents call the regime, its platform and its time of restrictions. */
export interface Naming {
  /** in full, as a document cites it: 《…》（…号） */
  readonly title: string;
  readonly platform: string;
  readonly articles: Readonly<Record<Act, string>>;
  /** the time on which the restrictions hang: 标注期间 */
  readonly restrictedWhile: string;
  /** what its mark is called, where it is not 异常标注 */
  readonly markName?: string;
  /** a bar on new works as its clause has it, where it is not that of the failing qualification's scope */
  readonly newWorkBarred?: string;
  /** what follows where the standard is met within the term, where no mark is lifted by the platform */
  readonly metInTerm?: string;
}

/** What goes with a rectification order. */
export interface OrderRule {
  /** documents that go out with it in the same letter */
  readonly enclosures: readonly DocumentKind[];
  /** how the term is reckoned where the regime has several ways of service */
  readonly serviceNote?: string;
  /** the order is the act that finds the standard not met, and must say how it came about */
  readonly findsFailure?: true;
}

/** A question of the regime; with the reading that it is about, where it is about one. */
export type RegimeQuestion = Question & { readonly reading?: string };

export interface Regime {
  readonly id: string;
  /** first part of the ids of its own clauses; null where it is a statute of everywhere */
  readonly ledger: string | null;
  /** Data on trial: what must be checked before it is law here. Pages of the regime say so. */
  readonly trial?: string;
  readonly name: string;
  readonly document: string;
  /** Divisions of GB/T 2260 whose enterprises are in-region; empty: every province that has no regime of its own. */
  readonly region: string;
  /** First day on which it applies (YYYY-MM-DD); a case keeps the version it was opened under. */
  readonly effectiveFrom: string;
  readonly tracks: readonly Track[];
  /** Who may take a step; where it depends on who issued the qualification, by that. */
  readonly roles: Partial<Readonly<Record<CommandName, Role | readonly Role[] | Readonly<Record<Licensing, Role>>>>>;
  /** Chains of people that differ from those of everywhere (chains.ts). */
  readonly chains?: Partial<Readonly<Record<CommandName, StepChain>>>;
  /** Documents whose chain differs from that of everywhere. */
  readonly documentChains?: Partial<Readonly<Record<DocumentKind, readonly Link[]>>>;
  readonly readings: Readonly<Record<string, Reading>>;
  /** what it leaves to an official, beside its readings */
  readonly questions?: readonly RegimeQuestion[];
  readonly naming: Naming;
  /** what the enterprise reads in each stage: what to do, and what follows where nothing is done */
  readonly advice: Advice;
  /** its own clauses on what lies beside the decision tables; where none, the statute is cited */
  readonly clauses: Partial<Readonly<Record<Topic, ClauseId>>>;
  /** what it has beyond the course of a case, by its clause */
  readonly programmes: Partial<Readonly<Record<Programme, ClauseId>>>;
  readonly order: OrderRule;
  /** who looks first at what an enterprise says it has put right */
  readonly recheck: { readonly firstLevel: 'district' | 'city' };
  /** when the enterprise may be heard, where it is not with the notice of intent alone */
  readonly heardWhen?: string;
}
