/** The sheets that a dossier is made with: what the system holds as rows, set as pages. */
import { z } from 'zod';
import { citationOf } from '#features/casework/queries.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/schema.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { ROLES } from '#law/regimes/words.ts';
import { legalDayOf } from '#platform/clock.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import { sharedTypesetter, withoutMissing } from '#platform/pdf/typesetter.ts';
import type { DossierContent } from './content.ts';
import {
  actWords,
  attemptStep,
  CHANNEL_WORDS,
  factWords,
  regimeName,
  STATUS_WORDS,
  sourceWords,
  stageName,
} from './words.ts';

const column = (title: string, width: number, align: 'left' | 'center' = 'left') => ({ title, width, align });
const minute = (at: Date | string | null) =>
  at === null
    ? ''
    : new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(
        new Date(at),
      );
const wordIn = (words: Readonly<Record<string, string>>, key: string) => words[key] ?? key;
const titleOf = (kind: string) => (isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind);

/** A hash in lines that a table cell holds. */
export function inLines(hash: string, length: number): string {
  return hash.match(new RegExp(`.{1,${length}}`, 'g'))?.join('\n') ?? '';
}

/** A sheet of the dossier. Names of files and what was said are the enterprise's: signs that no face has are left out here, not in the originals. */
export function sheet(title: string, blocks: readonly object[], { file, at }: DossierContent): Buffer {
  const [year, month, day] = legalDayOf(at).split('-').map(Number);
  const seal = `qualwatch-case:${file.caseId}:${file.events.at(-1)?.hash ?? ''}`;
  return sharedTypesetter().typeset(
    withoutMissing({
      layout: 'form',
      headMark: '资质哨',
      number: null,
      signer: null,
      title: [title],
      addressee: null,
      blocks,
      attachments: [],
      officers: [],
      signature: null,
      seal: false,
      note: null,
      imprint: null,
      annexes: [],
      annexMark: null,
      compact: true,
      check: { qr: qrSvg(seal), lines: ['二维码为案件编号与末条事件的散列值，', '可与系统核对本卷宗是否完整。'] },
      meta: { title: `${title} ${file.enterprise}`, author: '资质哨', keywords: [seal], date: { year, month, day } },
    }),
  );
}

/** What the case is about, for the cover. */
export function caseRows({ file, at }: DossierContent): string[][] {
  const certificate = file.certificateNumber === null ? '' : `，证书编号 ${file.certificateNumber}`;
  return [
    ['案件编号', file.caseId],
    ['企业', `${file.enterprise}（${file.uscc}）`],
    ['资质', `${file.qualification}${certificate}`],
    ['制度', regimeName(file.regime), '阶段', stageName(file.regime, file.stage)],
    ['立案日期', file.openedOn, '结案日期', file.closedOn ?? '未结'],
    [
      '链校验',
      file.fault === null
        ? `完整，共 ${file.events.length} 条，末条散列值：\n${inLines(file.events.at(-1)?.hash ?? '', 32)}`
        : `不完整：${file.fault}`,
    ],
    ['生成时间', minute(at)],
  ];
}

const eventSchema = z.object({ event: z.custom<CaseEvent>((value) => typeof value === 'object' && value !== null) });

/** Every step with its ground, and every attempt at service with its course. */
export function recordSheet(content: DossierContent): Buffer {
  const { file, attempts } = content;
  const steps = {
    kind: 'list',
    columns: [
      column('序', 0.5, 'center'),
      column('日期', 1.1, 'center'),
      column('事项', 2.2),
      column('办理人', 1.2),
      column('依据', 2),
      column('散列值', 1.7),
    ],
    rows: file.events.map(({ sequence, onDay, content: text, actor, clause, hash }) => [
      String(sequence),
      onDay,
      factWords(eventSchema.parse(JSON.parse(text)).event),
      wordIn(ROLES, actor),
      citationOf(clause),
      inLines(hash, 16),
    ]),
  };
  const service = {
    kind: 'list',
    columns: [
      column('文书', 1.1),
      column('方式', 1.3),
      column('地址及来源', 2.6),
      column('结果', 1),
      column('法定日期', 1.1, 'center'),
      column('经过', 2.4),
    ],
    rows: attempts.map((each) => [
      titleOf(each.documentKind),
      `${wordIn(CHANNEL_WORDS, each.channel)}第${each.number}次`,
      `${each.address}（${sourceWords(each.addressSource)}）`,
      wordIn(STATUS_WORDS, each.status),
      each.legalDay ?? '',
      each.history.map((event) => `${attemptStep(event.what)} ${minute(event.at)}`).join('；'),
    ]),
  };
  return sheet(
    '案件办理和送达记录',
    [{ kind: 'heading', text: '一、办理记录' }, steps, { kind: 'heading', text: '二、送达' }, service],
    content,
  );
}

const comparedSchema = z.object({
  standard: z.string().nullable(),
  clauses: z.array(
    z.object({ text: z.string(), unit: z.string(), needed: z.number(), counted: z.number(), short: z.number() }),
  ),
  persons: z.array(z.object({ name: z.string(), certificates: z.string(), note: z.string() })),
});

/** A comparison made for a step, with the persons: what the document prints of it. */
export function comparisonSheet(
  content: DossierContent,
  of: { readonly number: number; readonly run: number; readonly on: string; readonly compared: unknown },
): Buffer {
  const { standard, clauses, persons } = comparedSchema.parse(of.compared);
  const rows = persons.map(({ name, certificates, note }, at) => [String(at + 1), name, certificates, note]);
  return sheet(
    '注册执业人员比对及人员明细',
    [
      {
        kind: 'paragraph',
        text: `${of.on}为办理本案步骤比对（核查编号${of.run}，本案第${of.number}次比对），对照${standard ?? '资质标准'}：`,
      },
      ...clauses.map(({ text, unit, needed, counted, short }) => ({
        kind: 'paragraph',
        text: `${text.replace(/[，。；]+$/u, '')}：应不少于${needed}${unit}，计入${counted}${unit}${short > 0 ? `，尚缺${short}${unit}` : ''}。`,
      })),
      {
        kind: 'list',
        columns: [column('序', 0.5, 'center'), column('姓名', 1), column('注册证书', 4), column('比对结果', 2)],
        rows,
      },
    ],
    content,
  );
}

/** A confirmation that was signed on paper and taken over: what the system knows of it. */
export function confirmationSheet(
  content: DossierContent,
  of: { readonly signedOn: string; readonly signedBy: string; readonly email: string },
): Buffer {
  const rows = [
    ['签署日期', of.signedOn, '签署人', of.signedBy],
    ['电子邮箱', of.email],
    ['说明', '本确认书以纸质签署后登记，系统没有电子原件；原件由主管部门另行归档。'],
  ];
  return sheet('资质动态核查结果送达确认书（登记情况）', [{ kind: 'form', rows }], content);
}

/** Of a posting list with letters of several enterprises the rows of this case: the others' addresses and telephones are not its business. */
export function postingExtract(content: DossierContent, list: DossierContent['documents'][number]): Buffer {
  const posted = content.attempts.filter(({ history }) =>
    history.some(
      (event) => event.what === 'posted' && postedSchema.safeParse(event.content).data?.postingList === list.id,
    ),
  );
  return sheet(
    '邮政特快专递（EMS）邮寄清单（本案摘录）',
    [
      {
        kind: 'form',
        rows: [
          ['寄件单位', list.office, '交寄日期', list.issuedOn],
          ['原件摘要（SHA-256）', inLines(list.sha256, 32)],
          ['说明', '原清单含其他企业的地址和联系方式，本卷只摘录本案的邮件；原件由寄件单位存档，以摘要核对。'],
        ],
      },
      {
        kind: 'list',
        columns: [column('序', 0.5, 'center'), column('文书', 2.4), column('收件地址', 3.4), column('邮件号', 1.8)],
        rows: posted.map((each, at) => [
          String(at + 1),
          titleOf(each.documentKind),
          each.address,
          each.waybill ?? '未登记',
        ]),
      },
    ],
    content,
  );
}

const postedSchema = z.object({ postingList: z.string() });

const DRAFT_STATUS: Readonly<Record<string, string>> = {
  drafted: '待审核',
  returned: '已退回',
  discarded: '已撤稿',
  reviewed: '已审核，待法制审核',
  'legal-reviewed': '已法制审核，待集体讨论和负责人签发',
  approved: '待用印',
  sealed: '已用印',
  finished: '已制发',
};

export interface DraftRow {
  readonly id: string;
  readonly act: string;
  readonly status: string;
  readonly draftedBy: string;
  readonly draftedAt: Date;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly opinion: string | null;
  readonly sealedBy: string | null;
  readonly sealedAt: Date | null;
  readonly documents: readonly string[];
  /** legal review and head's signature, where the chain has them */
  readonly signatures: unknown;
}

const signaturesSchema = z.array(
  z.object({
    link: z.enum(['legal-review', 'head']),
    result: z.enum(['approve', 'return']),
    by: z.string(),
    at: z.string(),
    opinion: z.string(),
    minutes: z.object({ on: z.string(), present: z.string(), conclusion: z.string() }).nullable(),
  }),
);

const SIGNED = { approve: '', return: '（退回）' } as const;

/** 法制审核意见, 集体讨论笔录 in short with the head's signature. */
function signatureRows(signatures: unknown): string[][] {
  return signaturesSchema.parse(signatures).flatMap(({ link, result, by, at, opinion, minutes }) => {
    if (link === 'legal-review')
      return [
        ['法制审核', `${by}${SIGNED[result]}`, '时间', minute(at)],
        ['法制审核意见', opinion],
      ];
    const signed = ['负责人签发', `${by}${SIGNED[result]}`, '时间', minute(at)];
    if (minutes === null) return [signed, ['退回理由', opinion]];
    return [['集体讨论', `${minutes.on}；参加人员：${minutes.present}`], ['讨论结论', minutes.conclusion], signed];
  });
}

/** How a document came to be issued: drafted, reviewed, sealed, by whom and when. */
export function draftSheet(content: DossierContent, draft: DraftRow): Buffer {
  const made = content.documents.filter(({ id }) => draft.documents.includes(id));
  return sheet(
    '文稿起草、审核、签发和用印情况',
    [
      {
        kind: 'form',
        rows: [
          ['事项', actWords(draft.act), '状态', wordIn(DRAFT_STATUS, draft.status)],
          ['起草', draft.draftedBy, '时间', minute(draft.draftedAt)],
          ['审核', draft.reviewedBy ?? '', '时间', minute(draft.reviewedAt)],
          ['审核意见', draft.opinion ?? ''],
          ...signatureRows(draft.signatures),
          ['用印', draft.sealedBy ?? '', '时间', minute(draft.sealedAt)],
          ['制发的文书', made.map(({ kind, number }) => `${titleOf(kind)}${number ?? ''}`).join('\n')],
        ],
      },
    ],
    content,
  );
}
