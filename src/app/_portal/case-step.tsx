import type { ReactNode } from 'react';
import type { Outcome, Paper } from '#features/service/commands.ts';
import type { Programme, Topic } from '#law/regimes/matters.ts';
import type { Role } from '#law/regimes/words.ts';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField, TextField } from '#ui/portal/fields.tsx';
import type { EvidenceIn } from './evidence-in.ts';
import type { PortalVisit } from './portal-route.tsx';

/** What was typed, given back where something is wrong. */
export type Typed = (field: string) => string;

/** What a step is given: its case, who takes it, when, the fields and files of its form. */
export interface Taking {
  readonly visit: PortalVisit<unknown>;
  readonly caseId: string;
  readonly role: Role;
  readonly typed: Typed;
  readonly evidence: readonly EvidenceIn[];
}

/** A step that one person may take, as a form. */
export interface CaseStep {
  readonly title: string;
  readonly what: string;
  /** the clause that it rests on where the regime's tables have none for it: of the statute, or the regime's own on the matter */
  readonly clause: { readonly statute: string } | { readonly matter: Topic | Programme };
  readonly button: string;
  /** what of an enterprise's papers it registers; the office that answers it takes the step */
  readonly paper?: Paper;
  readonly evidence?: { readonly kind: EvidenceIn['kind']; readonly label: string; readonly required?: boolean };
  /** what must be chosen, and what is said where it was not: nothing is decided by a default */
  readonly chosen?: readonly (readonly [field: string, text: string])[];
  readonly fields: (typed: Typed, errors: readonly FormError[]) => ReactNode;
  readonly take: (taking: Taking) => Promise<Outcome>;
  readonly done: string;
}

/** A provincial official who stands in for a city that has not switched on is named as that (decision 0019). */
function actorOf({ visit, role }: Taking) {
  const { name, held } = visit.person;
  return { name: role === 'city' && held.level === 'province' ? `${name}（省级代办）` : name, role };
}

export function common(taking: Taking) {
  const { visit, caseId, evidence } = taking;
  return {
    caseId,
    actor: actorOf(taking),
    onDay: visit.today,
    recordedAt: visit.now,
    evidence: [...evidence],
  };
}

export const tools = ({ visit }: Taking) => ({ pool: visit.pool, press: visit.press });

export function Reason(props: { label: string; typed: Typed; errors: readonly FormError[]; hint?: string }) {
  return (
    <TextAreaField
      name="reason"
      label={props.label}
      hint={props.hint}
      value={props.typed('reason')}
      required
      error={errorOf(props.errors, 'reason')}
      maxLength={2000}
    />
  );
}

export function Officers({ typed, errors }: { typed: Typed; errors: readonly FormError[] }) {
  return (
    <>
      {['1', '2'].map((at) => (
        <div key={at} className="side-by-side">
          <TextField
            name={`officer${at}`}
            label={`执法人员${at === '1' ? '一' : '二'}`}
            value={typed(`officer${at}`)}
            required
            error={errorOf(errors, `officer${at}`)}
          />
          <TextField
            name={`certificate${at}`}
            label="执法证号"
            value={typed(`certificate${at}`)}
            required
            error={errorOf(errors, `certificate${at}`)}
          />
        </div>
      ))}
    </>
  );
}

/** Two officers of a form; the command refuses where one is missing or both are one. */
export function officersIn(
  typed: Typed,
): [{ name: string; certificate: string }, { name: string; certificate: string }] {
  return [
    { name: typed('officer1'), certificate: typed('certificate1') },
    { name: typed('officer2'), certificate: typed('certificate2') },
  ];
}
