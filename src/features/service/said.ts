import { z } from 'zod';

const evidence = z.array(z.object({ name: z.string() }));
const contentSchema = z.looseObject({
  claim: z.string().optional(),
  statement: z.string().optional(),
  paper: z.object({ handedInBy: z.string(), arrivedOn: z.string(), registeredOn: z.string() }).nullish(),
  note: z.string().optional(),
  opinion: z.string().nullish(),
  reason: z.string().optional(),
  reference: z.string().nullish(),
  assessment: z.string().nullish(),
  presider: z.string().nullish(),
  hearing: z.object({ time: z.string(), place: z.string(), presider: z.object({ name: z.string() }) }).nullish(),
  signer: z.string().nullish(),
  decision: z.object({ number: z.string(), on: z.string() }).nullish(),
  heard: z
    .object({ statement: z.string().optional(), hearingOn: z.string().optional(), assessment: z.string() })
    .nullish(),
  officers: z.array(z.union([z.string(), z.object({ name: z.string(), certificate: z.string() })])).nullish(),
  evidence: z.unknown().optional(),
  event: z.looseObject({ what: z.string(), reason: z.string().optional(), evidence: z.unknown().optional() }),
});

const NOTES: Readonly<Record<string, string>> = { confirmed: '认定意见', found: '发现的情况' };

/** A text and what it is, without a second full stop behind it. */
function line(label: string, text: string | null | undefined): string[] {
  const words = text?.trim() ?? '';
  return words === '' ? [] : [`${label}：${words}`];
}

/**
 * What whoever took a step said with it, in lines: claim, reasons, opinion, officers, files. It stands in the event that the chain of
 * hashes covers, and it is what the next one to act has to read.
 */
export function saidWith(content: string): readonly string[] {
  const read = contentSchema.safeParse(JSON.parse(content));
  if (!read.success) return [];
  const { event, heard, decision, officers, hearing, paper, ...said } = read.data;
  const files = evidence.safeParse(said.evidence);
  return [
    ...(paper === null || paper === undefined
      ? []
      : [`纸质材料：${paper.handedInBy}递交，${paper.arrivedOn} 收到，${paper.registeredOn} 登记`]),
    ...line('异议内容', said.claim),
    ...line('陈述、申辩', said.statement),
    ...line(NOTES[event.what] ?? '意见', said.note),
    ...line('复查意见', said.opinion),
    ...line('理由', said.reason ?? event.reason),
    ...line('依据', typeof event.evidence === 'string' ? event.evidence : undefined),
    ...line('审查意见', said.assessment),
    ...line('听证主持人', said.presider ?? hearing?.presider.name),
    ...(hearing === null || hearing === undefined ? [] : [`时间地点：${hearing.time}，${hearing.place}`]),
    ...line('受理文号', said.reference),
    ...line('签发人', said.signer),
    ...(decision === null || decision === undefined ? [] : [`决定：${decision.number}（${decision.on}）`]),
    ...(heard === null || heard === undefined
      ? []
      : [
          ...line('陈述、申辩', heard.statement),
          ...line('听证日期', heard.hearingOn),
          ...line('审查意见', heard.assessment),
        ]),
    ...(officers === null || officers === undefined || officers.length === 0
      ? []
      : [
          `执法人员：${officers.map((each) => (typeof each === 'string' ? each : `${each.name}（${each.certificate}）`)).join('、')}`,
        ]),
    ...(files.success && files.data.length > 0 ? [`附件：${files.data.map(({ name }) => name).join('、')}`] : []),
  ];
}
