import { z } from 'zod';
import { CERTIFICATE_SURRENDER_DAYS } from '#law/regimes/surrender.ts';
import { comparedFields, legalDay, remediesSchema, text } from '../facts.ts';
import type { Block } from '../sheet.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { comparisonWords, personsAnnex } from '../words/comparison.ts';
import { identityWords } from '../words/identity.ts';
import { grounds, platformName, remedyWords } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { isPublicNotice, servedWords } from '../words/service.ts';
import { defineKind } from './define.ts';
import { courseWords, orderedFields } from './intent.ts';

export const decisionSchema = z
  .strictObject({
    ...comparedFields,
    ordered: z.strictObject(orderedFields).optional(),
    redSince: legalDay.optional(),
    intent: z.strictObject({ number: text, servedOn: legalDay, servedBy: text }),
    /** what the enterprise said in time, and why it was or was not followed; null: it said nothing */
    heard: z
      .strictObject({
        /** each with the day on which it was handed in */
        statements: z
          .array(z.strictObject({ on: legalDay, text, onPaper: z.boolean().optional() }))
          .min(1)
          .optional(),
        hearingOn: legalDay.optional(),
        assessment: text,
      })
      .nullable(),
    /** what the facts are proved with, by name */
    evidence: z.array(text).min(1, '决定书须列明证据，请补正。'),
    remedies: remediesSchema,
    copies: text.optional(),
  })
  .refine((facts) => facts.ordered !== undefined || facts.redSince !== undefined, {
    message: '决定书须写明此前的责令整改（文号、送达、期满）或者红牌预警日期，请补正。',
  });
type Facts = z.output<typeof decisionSchema>;

function heardWords(facts: Facts): string {
  const { number, servedOn, servedBy } = facts.intent;
  const served = isPublicNotice(servedBy)
    ? `本机关${number}《撤回行政许可告知书》${servedWords(servedOn, servedBy)}，`
    : `本机关于${printedDate(servedOn)}以${servedBy}方式向贵单位送达${number}《撤回行政许可告知书》，`;
  const notified = `${served}告知拟撤回的事实、理由、依据和陈述、申辩、要求听证的权利。`;
  if (facts.heard === null) return `${notified}贵单位在规定期限内未陈述、申辩，也未要求听证。`;
  const { statements = [], hearingOn, assessment } = facts.heard;
  const said = statements
    .map(
      ({ on, text: words, onPaper }) =>
        `贵单位于${printedDate(on)}${onPaper === true ? '以纸质材料' : ''}陈述、申辩：${words.replace(/[。；，]+$/u, '')}。`,
    )
    .join('');
  // A hearing that was asked for is held before anything is decided: none held is none asked for.
  const hearing =
    hearingOn === undefined ? '贵单位在规定期限内未要求听证。' : `本机关于${printedDate(hearingOn)}举行了听证。`;
  return `${notified}${said}${hearing}经审查，${assessment.replace(/[。；，]+$/u, '')}。`;
}

function reasons(facts: Facts, certificate: string): Block[] {
  const low =
    facts.enterpriseKind === 'construction'
      ? '该类资质设有更低等级的，贵单位可以在资质被撤回后3个月内，向资质许可机关提出核定低于原等级同类别资质的申请。'
      : '';
  return [
    {
      kind: 'paragraph',
      text: `取得资质证书的企业应当保持资质标准所要求的条件。贵单位该项资质的注册执业人员不再符合标准，${facts.ordered === undefined ? '经给予期限整改' : '经责令限期整改'}，期满仍未达到标准要求，贵单位已不再具备取得该项资质应当具备的条件。依照${grounds(facts.enterpriseKind, facts.regime, 'revoke')}，本机关决定：`,
    },
    { kind: 'paragraph', text: `撤回贵单位的${facts.qualification.name}资质${certificate}。` },
    {
      kind: 'paragraph',
      text: `自本决定书送达之日起，贵单位不得再以该项资质承揽工程业务；并应当自收到本决定书之日的次日起${CERTIFICATE_SURRENDER_DAYS}日内，将载有该项资质的证书交回本机关，由本机关依照《中华人民共和国行政许可法》第七十条第（四）项注销该项资质，证书载有其他资质的予以换发。本决定送达后予以公告。${low}`,
    },
  ];
}

/** GX24-4.1e, SX23-4.2, SY-4 with 许可法 §7, §38: facts, evidence, clause, reasons, remedies. 许可法 §8(2) is another case. */
export const decision = defineKind(decisionSchema, (facts) => {
  const { enterprise, qualification } = facts;
  const certificate =
    qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
  return {
    layout: 'official',
    title: ['撤回行政许可决定书'],
    addressee: enterprise.name,
    blocks: [
      { kind: 'heading', text: '一、事实' },
      {
        kind: 'paragraph',
        text: `贵单位（${identityWords(enterprise)}）取得${qualification.name}资质${certificate}。${courseWords(facts)}经${platformName(facts.regime)}于${printedDate(facts.verifiedOn)}再次核查${comparisonWords(facts.comparison)}，该项资质的注册执业人员仍不符合${facts.standard}的要求：`,
      },
      ...clauseParagraphs(facts.clauses),
      { kind: 'paragraph', text: heardWords(facts) },
      { kind: 'heading', text: '二、证据' },
      {
        kind: 'paragraph',
        text: `上述事实有下列证据证明：${facts.evidence.map((each, at) => `${at + 1}.${each}`).join('；')}。`,
      },
      { kind: 'heading', text: '三、理由、依据和决定' },
      ...reasons(facts, certificate),
      { kind: 'heading', text: '四、救济途径和期限' },
      { kind: 'paragraph', text: remedyWords('本决定书', facts.remedies) },
    ],
    signed: true,
    imprint: true,
    annexes: [personsAnnex(facts.comparison, `${enterprise.name}${qualification.name}资质`, facts.verifiedOn)],
    copies: facts.copies ?? null,
    subject: enterprise.name,
  };
});
