import { foldName } from '#law/identifiers/folding.ts';
import { INSURANCE_ABNORMAL, INSURANCE_PAID, INSURANCE_UNKNOWN } from '#law/standards/index.ts';
import { foldTerm } from './text.ts';

const PAID = /^(1|正常|已缴|已缴纳|已参保|参保|缴纳|正常缴纳|正常参保|有|是|paid)$/i;
const ABNORMAL = /^(2|异常|未缴|未缴纳|断缴|欠缴|停缴|未参保|中断|暂停缴费|无社保|否|abnormal)$/i;
const UNKNOWN = /^(0|未知|不详|未核实|unknown)$/i;

/**
 * State of the social insurance, as `registration.insurance` keeps it; undefined where the word is not known. A list may
 * name the paying unit instead (社保缴纳单位): the employer itself pays; about another unit the list proves nothing.
 */
export function readInsurance(text: string, employer: string): number | undefined {
  const plain = foldTerm(text);
  if (PAID.test(plain)) return INSURANCE_PAID;
  if (ABNORMAL.test(plain)) return INSURANCE_ABNORMAL;
  if (UNKNOWN.test(plain)) return INSURANCE_UNKNOWN;
  if (plain.length < 4) return undefined;
  return employer !== '' && foldName(text) === foldName(employer) ? INSURANCE_PAID : INSURANCE_UNKNOWN;
}
