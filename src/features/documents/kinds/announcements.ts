import { z } from 'zod';
import {
  enterpriseKindSchema,
  enterpriseSchema,
  failingFields,
  legalDay,
  regimeSchema,
  restrictionSchema,
  text,
} from '../facts.ts';
import type { Column } from '../sheet.ts';
import { clauseSentence } from '../words/clauses.ts';
import { grounds, markName, platformName, regimeClause, restrictionWords } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

const COLUMNS: readonly Column[] = [
  { title: '序号', width: 8, align: 'center' },
  { title: '企业名称', width: 34, align: 'left' },
  { title: '统一社会信用代码', width: 36, align: 'center' },
  { title: '撤回的资质', width: 30, align: 'left' },
  { title: '证书编号', width: 21, align: 'center' },
  { title: '决定书编号', width: 27, align: 'center' },
];

const KEPT_COLUMNS: readonly Column[] = COLUMNS.map((column) =>
  column.title === '撤回的资质' ? { ...column, title: '资质' } : column,
);

export const announcementSchema = z.strictObject({
  regime: regimeSchema,
  enterpriseKind: enterpriseKindSchema,
  /** kept: the procedure ended without a revocation, and what was public ends with it (SX23-4.2) */
  result: z.enum(['revoked', 'kept']).default('revoked'),
  /** who decided, where it is not the office that announces */
  decidedBy: text.optional(),
  revoked: z
    .array(
      z.strictObject({
        enterprise: enterpriseSchema,
        qualification: text,
        certificateNumber: text.nullable(),
        decisionNumber: text,
        decidedOn: legalDay,
      }),
    )
    .min(1),
});

type Announced = z.output<typeof announcementSchema>;

function announcedWords({ result, enterpriseKind, regime, decidedBy }: Announced): { opening: string; effect: string } {
  const basis = grounds(enterpriseKind, regime, 'revoke');
  switch (result) {
    case 'revoked':
      return {
        opening: `下列企业的资质不再符合资质标准要求，经责令限期整改，期满仍未达到标准要求。依照${basis}，${decidedBy ?? '本机关'}已依法撤回下列资质，决定书已经送达，现予公告。`,
        effect: '自决定书送达之日起，上述企业不得再以被撤回的该项资质承揽工程业务。',
      };
    case 'kept':
      return {
        opening: `依照${basis}启动的下列企业资质的撤回程序已经办结，${decidedBy === undefined ? '经审查' : `${decidedBy}经审查`}决定不予撤回，现予公告。`,
        effect: `自本公告之日起，对上述资质的${markName(regime)}及相应的限制解除。`,
      };
  }
}

/** GX24-4.1e: the revocation is announced; SX23-4.2: so is the end of a procedure that did not lead to one. */
export const announcement = defineKind(announcementSchema, (facts) => ({
  layout: 'official',
  title: [facts.result === 'kept' ? '关于不予撤回有关企业资质的公告' : '关于撤回有关企业资质的公告'],
  addressee: null,
  blocks: [
    { kind: 'paragraph', text: announcedWords(facts).opening },
    {
      kind: 'list',
      columns: facts.result === 'kept' ? KEPT_COLUMNS : COLUMNS,
      rows: facts.revoked.map((each, at) => [
        String(at + 1),
        each.enterprise.name,
        each.enterprise.uscc,
        each.qualification,
        each.certificateNumber ?? '',
        each.decisionNumber,
      ]),
    },
    { kind: 'paragraph', text: announcedWords(facts).effect },
    { kind: 'paragraph', text: '特此公告。' },
  ],
  signed: true,
  imprint: false,
  note: '此件公开发布',
  subject: `${facts.revoked.length}项资质`,
}));

export const unmarkNoticeSchema = z.strictObject({
  ...failingFields,
  /** day on which the mark was set, and what ended with it */
  markedOn: legalDay,
  restrictions: z.array(restrictionSchema),
  /** met: the platform lifts the mark by itself; kept: the licensing authority decided not to revoke */
  because: z.enum(['met', 'kept', 'repaired']).default('met'),
});

/** Only where the standard is met again does the notice rest on a comparison, and tell it. */
function because({ because: why, regime, verifiedOn }: z.output<typeof unmarkNoticeSchema>): string {
  switch (why) {
    case 'met':
      return `经${platformName(regime)}于${printedDate(verifiedOn)}再次比对，已恢复满足标准要求。核查情况如下：`;
    case 'kept':
      return '经资质许可机关审查决定，不予撤回该项资质。';
    case 'repaired':
      return '经核实，预警信息有误，已予修复。';
  }
}

/** GX24-4.1d: met again, the mark is lifted and what hung on it ends. */
export const unmarkNotice = defineKind(unmarkNoticeSchema, (facts) => {
  const { enterprise, qualification } = facts;
  const certificate =
    qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
  const limits = restrictionWords(facts.regime, facts.restrictions);
  return {
    layout: 'official',
    title: [markName(facts.regime) === '异常标注' ? '取消资质异常标注通知书' : `解除${markName(facts.regime)}通知书`],
    addressee: enterprise.name,
    blocks: [
      {
        kind: 'paragraph',
        text: `贵单位（统一社会信用代码：${enterprise.uscc}）的${qualification.name}资质${certificate}于${printedDate(facts.markedOn)}被予以${markName(facts.regime)}。${because(facts)}`,
      },
      ...(facts.because === 'met' ? facts.clauses : []).map((clause) => ({
        kind: 'paragraph' as const,
        text: `${clauseSentence(clause)}。`,
      })),
      {
        kind: 'paragraph',
        text: `依照${regimeClause(facts.regime, 'cleared')}，现取消对该项资质的${markName(facts.regime)}${limits === '' ? '' : `，“${limits}”的限制同时解除`}。请贵单位继续保持资质标准所要求的条件。`,
      },
      { kind: 'paragraph', text: '特此通知。' },
    ],
    signed: true,
    imprint: true,
    subject: enterprise.name,
  };
});
