import { DRAFT_ACTS, type DraftAct } from '#features/drafts/queries.ts';

export const MOST_IN_DRAFT = 1000;

export interface DraftForDuty {
  readonly act: DraftAct;
  readonly title: string;
  /** which document a public notice serves */
  readonly document?: 'order' | 'intent' | 'decision';
}

/** The draft that fulfils a duty; none where it is fulfilled by a step without a document of the office. */
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
      return { act: step, title: DRAFT_ACTS[step] };
    case 'publish-order':
      return { act: 'publish-notice', title: DRAFT_ACTS['publish-notice'], document: 'order' };
    case 'publish-intent':
      return { act: 'publish-notice', title: DRAFT_ACTS['publish-notice'], document: 'intent' };
    case 'publish-decision':
      return { act: 'publish-notice', title: DRAFT_ACTS['publish-notice'], document: 'decision' };
  }
  return undefined;
}
