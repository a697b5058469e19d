import { firstWarningIsPublic } from './opening.ts';

/** Who looks. `enterprise` sees its own file, `office` what lies in its scope; the checks for that are made before. */
export type Viewer = 'public' | 'enterprise' | 'office';

/** Where a qualification stands: no open case, an open case whose stage is not public (yellow card), or a public one. */
export type StageShown = 'none' | 'not-public' | 'public';

export const FIELDS = [
  'verdict',
  'explanation',
  'history',
  'mark',
  'restrictions',
  'events',
  'practitioner-name',
  'id-number',
  'contact',
] as const;
export type Field = (typeof FIELDS)[number];

export type Visibility = 'shown' | 'masked' | 'withheld';

export interface Subject {
  readonly stage: StageShown;
  /** whether the regime's first stage is public: a warning in Guangxi is, a yellow card in Shanxi is not */
  readonly publishesFirstWarning: boolean;
  readonly failing: boolean;
}

/**
 * Who may see what (SX23-2.1, 2.2; architecture, idea 11). One function for pages, search, API and exports.
 *
 * Where the first stage is not public, a verdict is withheld from the public unless a public stage stands, and that goes
 * for `met` as well: if only failing qualifications lost their verdict, its absence would show the yellow card.
 */
export function visibility(field: Field, subject: Subject, viewer: Viewer): Visibility {
  switch (field) {
    case 'id-number':
      // An unmasking is an act of its own, with an audit event.
      return viewer === 'public' ? 'withheld' : 'masked';
    case 'practitioner-name':
      return viewer === 'public' ? 'masked' : 'shown';
    case 'contact':
      return viewer === 'public' ? 'withheld' : 'shown';
    case 'mark':
    case 'restrictions':
    case 'events':
      return viewer !== 'public' || subject.stage === 'public' ? 'shown' : 'withheld';
    case 'history':
      // The history of a red card would show since when it had been yellow.
      return viewer !== 'public' || (subject.publishesFirstWarning && subject.stage !== 'not-public')
        ? 'shown'
        : 'withheld';
    case 'verdict':
    case 'explanation':
      return viewer !== 'public' || verdictIsPublic(subject) ? 'shown' : 'withheld';
  }
}

function verdictIsPublic({ stage, publishesFirstWarning, failing }: Subject): boolean {
  switch (stage) {
    case 'public':
      return true;
    case 'not-public':
      return false;
    case 'none':
      // A failing verdict without a case should not be; what should not be is not shown.
      return publishesFirstWarning && !failing;
  }
}

/**
 * Whether the first stage of a failing qualification is public, under the regime that this installation (prefix of its
 * province) runs. Where no regime speaks of it: no.
 */
export function publishesFirstWarning(
  qualification: { readonly divisionCode: string; readonly series: string },
  province: string,
): boolean {
  const kind = qualification.series === '工程监理' ? 'supervision' : 'construction';
  return firstWarningIsPublic(qualification.divisionCode, kind, province);
}
