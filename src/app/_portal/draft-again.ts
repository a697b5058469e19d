import type { DraftContent } from '#features/drafts/queries.ts';

/** A draft that was returned, as its form has it: which duty, and what stood in the fields. */
export interface DraftAgain {
  readonly what: string;
  readonly typed: Readonly<Record<string, string>>;
}

function given(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}

/** What a returned draft said, for its form; undefined for a list, which is drafted on its own page. */
export function draftAgain(content: DraftContent): DraftAgain | undefined {
  switch (content.act) {
    case 'issue-order': {
      const [one, other] = content.officers ?? [];
      return {
        what: content.act,
        typed: given({
          termMonths: String(content.termMonths),
          officer1: one?.name,
          certificate1: one?.certificate,
          officer2: other?.name,
          certificate2: other?.certificate,
        }),
      };
    }
    case 'decide':
      return {
        what: content.act,
        typed: given({
          result: content.result,
          silent: content.heard === null ? 'yes' : undefined,
          statement: content.heard?.statement,
          hearingOn: content.heard?.hearingOn,
          assessment: content.heard?.assessment,
          noticeNumber: content.notified?.number,
          noticeServedOn: content.notified?.servedOn,
          noticeServedBy: content.notified?.servedBy,
        }),
      };
    case 'publish-notice':
      return { what: `publish-${content.document}`, typed: given({ reason: content.reason }) };
    case 'notify-intent':
    case 'announce':
    case 'propose':
      return { what: content.act, typed: {} };
    case 'enterprise-list':
      return undefined;
  }
}
