import type { Transaction } from '#platform/database/connections.ts';
import { StepRefused } from './step.ts';

/** What the enterprise said and how it was heard, as the events of the case have it (行政许可法 7, 48). */
export interface HeardInCase {
  readonly statements: readonly { readonly on: string; readonly text: string; readonly onPaper?: boolean }[];
  readonly hearingOn: string | null;
}

/** Read from the events alone; what fell away with a service that was declared void stays on record and is still answered. */
export async function heardInCase(transaction: Transaction, caseId: string): Promise<HeardInCase> {
  const found = await transaction.query<{ act: string; on_day: string; statement: string | null; on_paper: boolean }>(
    `select act, on_day, content::jsonb->>'statement' as statement,
            content::jsonb ? 'paper' as on_paper from case_event
     where case_id = $1 and act in ('statement-made', 'hearing-held') order by sequence`,
    [caseId],
  );
  const held = found.rows.findLast(({ act }) => act === 'hearing-held');
  return {
    statements: found.rows.flatMap(({ act, on_day: on, statement, on_paper: onPaper }) =>
      act === 'statement-made' ? [{ on, text: statement ?? '', ...(onPaper ? { onPaper } : {}) }] : [],
    ),
    hearingOn: held?.on_day ?? null,
  };
}

/**
 * What a decision says of statements and hearing: from the case, never from a tick; with the office's answer to it. @throws StepRefused
 * where something was said and nothing is answered
 */
export async function heardForDecision(transaction: Transaction, caseId: string, assessment: string | undefined) {
  const { statements, hearingOn } = await heardInCase(transaction, caseId);
  if (statements.length === 0 && hearingOn === null) return null;
  if (assessment === undefined) {
    throw new StepRefused(
      '行政许可法-7',
      '企业在本案中陈述申辩或者经过听证，决定书须逐点写明采纳与否及理由；请填写审查意见。',
    );
  }
  return {
    ...(statements.length === 0 ? {} : { statements: [...statements] }),
    ...(hearingOn === null ? {} : { hearingOn }),
    assessment,
  };
}
