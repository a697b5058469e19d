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
  z.object({ act: z.literal('confirm'), opinion: z.string().trim().min(1, '请写明认定意见。').max(2000) }),
  z.object({
    act: z.literal('find'),
    qualificationId: z.int().positive(),
    /** of the installation: which regime a case is opened under */
    province: z.string().regex(/^\d{2}$/),
    /** enterprise and qualification, as whoever reviews reads them: there may be no case yet */
    about: text,
    note: z.string().trim().min(1, '请写明日常监管中发现的情况。').max(2000),
  }),
  z.object({ act: z.literal('notify-intent') }),
  z.object({
    act: z.literal('notify-hearing'),
    hearingOn: legalDate,
    time: z
      .string()
      .trim()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请填写听证的时间，如 09:30。'),
    place: z.string().trim().min(1, '请填写听证的地点。').max(200),
    presider: z.object({ name: z.string().trim().min(1, '请填写听证主持人。').max(50), post: text.optional() }),
  }),
  z.object({
    act: z.literal('decide'),
    result: z.enum(['revoke', 'keep'], { error: '请选择撤回或者不予撤回。' }),
    /** what of statement and hearing was followed and what not; what was said comes from the case (许可法 7) */
    assessment: text.optional(),
    /** as drafts of before have it */
    heard: z.object({ assessment: text }).nullish(),
    evidence: z.array(text).default([]),
  }),
  z.object({ act: z.literal('announce') }),
  /** 签发人: where the step is the report to the ministry */
  z.object({ act: z.literal('propose'), signer: text.optional() }),
  z.object({
    act: z.literal('publish-notice'),
    document: z.enum(['order', 'intent', 'decision']),
  }),
  z.object({
    act: z.literal('opinion'),
    result: z.enum(['agree', 'disagree'], { error: '请选择一项结论。' }),
    reason: z.string().trim().min(1, '请写明审查意见的理由。').max(2000),
  }),
  z.object({
    act: z.literal('decide-objection'),
    result: z.enum(['upheld', 'rejected'], { error: '请选择一项结论。' }),
    reason: z.string().trim().min(1, '请写明核实的理由。').max(2000),
  }),
  z.object({
    act: z.literal('mark-by-hand'),
    reason: z.string().trim().min(1, '请写明核实的经过和标注的理由。').max(2000),
  }),
  z.object({
    act: z.literal('recheck'),
    result: z.enum(['met', 'not-met'], { error: '请选择一项结论。' }),
    officers,
    opinion: text.max(2000).optional(),
  }),
  z.object({ act: z.literal('start'), reference: text.optional(), signer: text.optional() }),
  z.object({
    act: z.literal('return-result'),
    result: z.enum(['revoke', 'keep'], { error: '请选择一项结论。' }),
    decision: z.object({ number: text, on: legalDate }).optional(),
    servedOn: legalDate.optional(),
  }),
  z.object({ act: z.literal('withdraw'), reason: z.string().trim().min(1, '请写明撤案的理由。').max(2000) }),
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
  confirm: '资质不达标认定',
  find: '日常监管发现不达标认定',
  'notify-intent': '撤回告知书',
  'notify-hearing': '听证通知书',
  decide: '撤回（不予撤回）决定',
  announce: '撤回公告',
  propose: '撤回建议',
  'publish-notice': '送达公告',
  opinion: '异议审查意见',
  'decide-objection': '异议核实结论',
  'mark-by-hand': '手动标注资质异常',
  recheck: '资质复查',
  start: '启动撤回程序',
  'return-result': '反馈撤回结果',
  withdraw: '撤案',
  'enterprise-list': '企业清单',
};

/** The step of a case that an act takes; a list takes none. */
export function stepOf(act: DraftAct): CommandName | undefined {
  switch (act) {
    case 'issue-order':
    case 'confirm':
    case 'find':
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
      return act;
    case 'publish-notice':
      return 'publish';
    case 'enterprise-list':
      return undefined;
  }
}

/** Acts that may have no case: what they are about stands in their content. */
export function isWithoutCase(act: DraftAct): boolean {
  return act === 'enterprise-list' || act === 'find';
}

/** One document for all cases together, instead of one for each. */
export function isTogether(act: DraftAct): boolean {
  return act === 'propose' || act === 'publish-notice';
}

/** What is said differs from case to case: one case a draft. */
export function isForOneCase(act: DraftAct): boolean {
  switch (act) {
    case 'opinion':
    case 'decide-objection':
    case 'mark-by-hand':
    case 'recheck':
    case 'start':
    case 'return-result':
    case 'withdraw':
      return true;
    case 'issue-order':
    case 'confirm':
    case 'find':
    case 'notify-intent':
    case 'notify-hearing':
    case 'decide':
    case 'announce':
    case 'propose':
    case 'publish-notice':
    case 'enterprise-list':
      return false;
  }
}
