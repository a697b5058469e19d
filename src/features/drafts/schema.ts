import { z } from 'zod';
import { legalDate } from '#law/regimes/command.ts';
import type { CommandName } from '#law/regimes/words.ts';

const officer = z.object({
  name: z.string().trim().min(1, '请填写执法人员姓名。'),
  certificate: z.string().trim().min(1, '请填写执法证号。'),
});
const officers = z.tuple([officer, officer], { error: '须由两名执法人员签字，请填写两名。' });
const text = z.string().trim().min(1);

/** What an act needs beside its cases. The law checks it again when it is sealed. */
export const draftContentSchema = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('issue-order'),
    termMonths: z.int('整改期限应为整月数。').min(1, '整改期限至少 1 个月。').max(3, '整改期限最长不超过 3 个月。'),
    officers: officers.optional(),
    inspectionDays: z.int().min(1).max(60).optional(),
  }),
  z.object({ act: z.literal('notify-intent') }),
  z.object({
    act: z.literal('decide'),
    result: z.enum(['revoke', 'keep'], { error: '请选择撤回或者不予撤回。' }),
    heard: z
      .object({ statement: text.optional(), hearingOn: legalDate.optional(), assessment: text })
      .nullable()
      .default(null),
    evidence: z.array(text).default([]),
    notified: z.object({ number: text, servedOn: legalDate, servedBy: text }).optional(),
  }),
  z.object({ act: z.literal('announce') }),
  z.object({ act: z.literal('propose') }),
  z.object({
    act: z.literal('publish-notice'),
    document: z.enum(['order', 'intent', 'decision']),
    reason: text.optional(),
  }),
  z.object({
    act: z.literal('enterprise-list'),
    kind: z.enum(['abnormal-list', 'overdue-list']),
    division: z.string().regex(/^\d{6}$/, '请选择区县。'),
    officers,
  }),
]);
export type DraftContent = z.output<typeof draftContentSchema>;
export type DraftInput = z.input<typeof draftContentSchema>;
export type DraftAct = DraftContent['act'];

export const DRAFT_ACTS: Readonly<Record<DraftAct, string>> = {
  'issue-order': '责令限期整改通知书',
  'notify-intent': '撤回告知书',
  decide: '撤回（不予撤回）决定',
  announce: '撤回公告',
  propose: '撤回建议',
  'publish-notice': '送达公告',
  'enterprise-list': '企业清单',
};

/** The step of a case that an act takes; a list takes none. */
export function stepOf(act: DraftAct): CommandName | undefined {
  switch (act) {
    case 'issue-order':
    case 'notify-intent':
    case 'decide':
    case 'announce':
    case 'propose':
      return act;
    case 'publish-notice':
      return 'publish';
    case 'enterprise-list':
      return undefined;
  }
}

/** One document for all cases together, instead of one for each. */
export function isTogether(act: DraftAct): boolean {
  return act === 'propose' || act === 'publish-notice';
}
