import { DRAFT_ACTS, type DraftAct } from '#features/drafts/queries.ts';

export const MOST_IN_DRAFT = 1000;

export interface DraftForDuty {
  readonly act: DraftAct;
  readonly title: string;
  /** which document a public notice serves */
  readonly document?: 'order' | 'intent' | 'decision';
}

/** The draft that fulfils a duty, or takes a step; none where one person alone records something. */
export function draftForDuty(what: string): DraftForDuty | undefined {
  const step = what.replace(/-overdue$/, '');
  switch (step) {
    case 'issue-order':
    case 'confirm':
    case 'notify-intent':
    case 'notify-hearing':
    case 'decide':
    case 'announce':
    case 'propose':
    case 'opinion':
    case 'decide-objection':
    case 'mark-by-hand':
    case 'recheck':
    case 'start':
    case 'return-result':
    case 'withdraw':
      return { act: step, title: DRAFT_ACTS[step] };
    case 'recheck-district':
    case 'recheck-city':
      return { act: 'recheck', title: DRAFT_ACTS.recheck };
    case 'publish-order':
      return { act: 'publish-notice', title: DRAFT_ACTS['publish-notice'], document: 'order' };
    case 'publish-intent':
      return { act: 'publish-notice', title: DRAFT_ACTS['publish-notice'], document: 'intent' };
    case 'publish-decision':
      return { act: 'publish-notice', title: DRAFT_ACTS['publish-notice'], document: 'decision' };
  }
  return undefined;
}
