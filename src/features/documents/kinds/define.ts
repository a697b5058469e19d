import type { z } from 'zod';
import type { WorkCalendar } from '#law/periods/work-calendar.ts';
import type { Draft } from '../sheet.ts';

/** A kind of document: what it must know (checked) and how that is put into words. */
export interface KindDefinition {
  /** Checks the data and writes the document. `stored` is what goes into the database: as given, checked. */
  compose(data: unknown, calendar: WorkCalendar): { readonly stored: unknown; readonly draft: Draft };
}

/**
 * @param draft pure: facts in, words out; terms are reckoned with the calendar of the installation
 * @param keep what of the checked data is stored, where it must not be everything
 */
export function defineKind<S extends z.ZodType>(
  schema: S,
  draft: (facts: z.output<S>, calendar: WorkCalendar) => Draft,
  keep: (facts: z.output<S>) => unknown = (facts) => facts,
): KindDefinition {
  return {
    compose(data, calendar) {
      const facts = schema.parse(data);
      return { stored: keep(facts), draft: draft(facts, calendar) };
    },
  };
}
