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

/** What a returned draft said, for its form; undefined for a list or a finding, which are drafted on pages of their own. */
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
          assessment: content.assessment ?? content.heard?.assessment,
        }),
      };
    case 'publish-notice':
      return { what: `publish-${content.document}`, typed: {} };
    case 'confirm':
      return { what: content.act, typed: { opinion: content.opinion } };
    case 'notify-hearing': {
      const { hearingOn, time, place, presider } = content;
      return {
        what: content.act,
        typed: given({ hearingOn, time, place, presider: presider.name, post: presider.post }),
      };
    }
    case 'propose':
      return { what: content.act, typed: given({ signer: content.signer }) };
    case 'opinion':
    case 'decide-objection':
      return { what: content.act, typed: { result: content.result, reason: content.reason } };
    case 'mark-by-hand':
    case 'withdraw':
      return { what: content.act, typed: { reason: content.reason } };
    case 'recheck': {
      const [one, other] = content.officers;
      return {
        what: content.act,
        typed: given({
          result: content.result,
          reason: content.opinion,
          officer1: one.name,
          certificate1: one.certificate,
          officer2: other.name,
          certificate2: other.certificate,
        }),
      };
    }
    case 'start':
      return { what: content.act, typed: given({ reference: content.reference, signer: content.signer }) };
    case 'return-result': {
      const { result, decision, servedOn } = content;
      return {
        what: content.act,
        typed: given({ result, number: decision?.number, decidedOn: decision?.on, servedOn }),
      };
    }
    case 'notify-intent':
    case 'announce':
      return { what: content.act, typed: {} };
    case 'find':
    case 'enterprise-list':
      return undefined;
  }
}
