import type { Transaction } from '#platform/database/connections.ts';
import { type CaseFacts, documentIssued, servedBy } from './case-facts.ts';
import { StepRefused } from './step.ts';

/**
 * What preceded the step, as notice, decision and report tell it: the order with its service and term; of a card from the time before
 * the card was an order, the card alone (SX23-3.5, reading `card-is-order`).
 * @param office the office that signs: an order of another is told with its name
 */
export async function course(transaction: Transaction, facts: CaseFacts, office: string) {
  const card = facts.redSince === null ? {} : { redSince: facts.redSince };
  const order = await documentIssued(transaction, facts.caseId, 'order');
  const servedOn = facts.servedOn.order;
  if (facts.redSince !== null && order === undefined) return card;
  if (order === undefined || servedOn === undefined || facts.termEndedOn === null) {
    throw new StepRefused('部令22号-28', '案件缺少责令限期整改通知书的文号、送达日期或者期满日期，不能办理这一步。');
  }
  return {
    ...card,
    ordered: {
      ...(order.office === office ? {} : { orderedBy: order.office }),
      orderNumber: order.number,
      orderedOn: order.issuedOn,
      servedOn,
      servedBy: await servedBy(transaction, facts.caseId, 'order'),
      termEndedOn: facts.termEndedOn,
    },
  };
}
