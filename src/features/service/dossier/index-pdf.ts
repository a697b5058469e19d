import { z } from 'zod';
import type { CaseFile } from '#features/casework/queries.ts';
import { DOCUMENT_KINDS, isOfficialKind } from '#features/documents/schema.ts';
import type { CaseEvent } from '#law/regimes/case.ts';
import { legalDayOf } from '#platform/clock.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import { pdfSigner } from '#platform/pdf/sign.ts';
import { signingIdentity } from '#platform/pdf/signing-identity.ts';
import { sharedTypesetter, withoutMissing } from '#platform/pdf/typesetter.ts';
import type { AttemptShown, EvidenceShown } from '../shown.ts';
import type { FiledDocument } from './filed-documents.ts';
import { attemptStep, CHANNEL_WORDS, factWords, regimeName, STATUS_WORDS, sourceWords, stageName } from './words.ts';

export interface DossierContent {
  readonly file: CaseFile;
  readonly documents: readonly FiledDocument[];
  readonly attempts: readonly AttemptShown[];
  readonly evidence: readonly EvidenceShown[];
  readonly at: Date;
}

const column = (title: string, width: number, align: 'left' | 'center' = 'left') => ({ title, width, align });
const minute = (at: Date | string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(at),
  );

function titleOf(kind: string): string {
  return isOfficialKind(kind) ? DOCUMENT_KINDS[kind].title : kind;
}

/** A hash in lines that a table cell holds. */
function inLines(hash: string, length: number): string {
  return hash.match(new RegExp(`.{1,${length}}`, 'g'))?.join('\n') ?? '';
}

const contentSchema = z.object({ event: z.custom<CaseEvent>((value) => typeof value === 'object' && value !== null) });

function whatOf(content: string): string {
  return factWords(contentSchema.parse(JSON.parse(content)).event);
}

function blocksOf({ file, documents, attempts, evidence, at }: DossierContent) {
  const last = file.events.at(-1);
  return [
    {
      kind: 'form',
      rows: [
        ['案件编号', file.caseId],
        ['企业', `${file.enterprise}（${file.uscc}）`],
        [
          '资质',
          `${file.qualification}${file.certificateNumber === null ? '' : `，证书编号 ${file.certificateNumber}`}`,
        ],
        ['制度', regimeName(file.regime), '阶段', stageName(file.regime, file.stage)],
        ['立案日期', file.openedOn, '结案日期', file.closedOn ?? '未结'],
        [
          '链校验',
          file.fault === null
            ? `完整，共 ${file.events.length} 条，末条散列值：\n${inLines(last?.hash ?? '', 32)}`
            : `不完整：${file.fault}`,
        ],
        ['生成时间', minute(at)],
      ],
    },
    { kind: 'heading', text: '一、办理记录' },
    {
      kind: 'list',
      columns: [
        column('序', 0.5, 'center'),
        column('日期', 1.1, 'center'),
        column('事项', 2.2),
        column('办理人', 1.4),
        column('依据', 1.2),
        column('散列值', 1.7),
      ],
      rows: file.events.map((event) => [
        String(event.sequence),
        event.onDay,
        whatOf(event.content),
        event.actor,
        event.clause,
        inLines(event.hash, 16),
      ]),
    },
    { kind: 'heading', text: '二、文书' },
    {
      kind: 'list',
      columns: [
        column('文书及编号', 2.6),
        column('机关', 2),
        column('日期', 1.1, 'center'),
        column('文件摘要（SHA-256）', 1.7),
      ],
      rows: documents.map((each) => [
        `${titleOf(each.kind)} ${each.number ?? ''}${each.status === 'withdrawn' ? '（已收回）' : ''}`.trim(),
        each.office,
        each.issuedOn,
        inLines(each.sha256, 16),
      ]),
    },
    { kind: 'heading', text: '三、送达' },
    {
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
        `${CHANNEL_WORDS[each.channel] ?? each.channel}第${each.number}次`,
        `${each.address}（${sourceWords(each.addressSource)}）`,
        STATUS_WORDS[each.status] ?? each.status,
        each.legalDay ?? '',
        each.history.map((event) => `${attemptStep(event.what)} ${minute(event.at)}`).join('；'),
      ]),
    },
    { kind: 'heading', text: '四、证据' },
    {
      kind: 'list',
      columns: [
        column('名称', 2.2),
        column('来源', 2.2),
        column('取得日期', 1.1, 'center'),
        column('文件摘要（SHA-256）', 1.7),
      ],
      rows: evidence.map((each) => [each.name, each.source, each.takenOn, inLines(each.sha256, 16)]),
    },
    {
      kind: 'paragraph',
      text: `本卷宗由系统从案件事件、文书、送达记录和证据自动汇编，未经人工修改。各文件原件随卷，以 SHA-256 核对。`,
    },
  ];
}

/** The index of a dossier as a signed PDF: every step, document, receipt and piece of evidence with its hash. */
export function dossierIndex(content: DossierContent): Buffer {
  const { file, at } = content;
  const [year, month, day] = legalDayOf(at).split('-').map(Number);
  const seal = `qualwatch-case:${file.caseId}:${file.events.at(-1)?.hash ?? ''}`;
  // Names of files and what was said are the enterprise's; the originals in the dossier have them as they are.
  const sheet = withoutMissing({
    layout: 'form',
    headMark: '资质哨',
    number: null,
    signer: null,
    title: ['案件卷宗目录'],
    addressee: null,
    blocks: blocksOf(content),
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
    meta: { title: `案件卷宗 ${file.enterprise}`, author: '资质哨', keywords: [seal], date: { year, month, day } },
  });
  const pdf = sharedTypesetter().typeset(sheet);
  return pdfSigner(signingIdentity()).sign(pdf, { name: '资质哨', reason: '汇编案件卷宗', at });
}
