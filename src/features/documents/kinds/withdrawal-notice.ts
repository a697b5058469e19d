import { z } from 'zod';
import {
  contactSchema,
  enterpriseSchema,
  legalDay,
  qualificationSchema,
  regimeSchema,
  restrictionSchema,
  text,
} from '../facts.ts';
import { markName, regimeDocument, restrictionWords } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

export const withdrawalNoticeSchema = z.strictObject({
  regime: regimeSchema,
  enterprise: enterpriseSchema,
  qualification: qualificationSchema,
  openedOn: legalDay,
  /** in the stage that the case stood in: 红牌预警, 整改中 */
  stage: text,
  reason: text,
  marked: z.boolean(),
  restrictions: z.array(restrictionSchema),
  /** numbers of documents of this case that lose their effect with it */
  withdrawn: z.array(text),
  contact: contactSchema,
});

/** The authority takes its case back (reading `withdraw`): what had been laid on the enterprise ends, and why. */
export const withdrawalNotice = defineKind(withdrawalNoticeSchema, (facts) => {
  const { enterprise, qualification, marked } = facts;
  const certificate =
    qualification.certificateNumber === null ? '' : `（证书编号：${qualification.certificateNumber}）`;
  const limits = restrictionWords(facts.regime, facts.restrictions);
  const lifted = marked
    ? `对该项资质的${markName(facts.regime)}自即日起取消${limits === '' ? '' : `，“${limits}”的限制同时解除`}。`
    : '';
  const documents =
    facts.withdrawn.length === 0 ? '' : `本案中已经发出的${facts.withdrawn.join('、')}同时撤销，不再具有效力。`;
  return {
    layout: 'official',
    title: ['撤案通知书'],
    addressee: enterprise.name,
    blocks: [
      {
        kind: 'paragraph',
        text: `依照${regimeDocument(facts.regime)}，贵单位（统一社会信用代码：${enterprise.uscc}）的${qualification.name}资质${certificate}于${printedDate(facts.openedOn)}被预警，案件处于“${facts.stage}”。现查明：${facts.reason.replace(/[。；，]+$/u, '')}。`,
      },
      { kind: 'paragraph', text: `据此，本机关决定撤销该案件，不再办理。${lifted}${documents}` },
      { kind: 'paragraph', text: '以后再次核查不达标的，将另行立案。' },
      { kind: 'paragraph', text: '特此通知。' },
      {
        kind: 'paragraph',
        text: `（联系人：${facts.contact.person ?? '建筑市场监管科'}，联系电话：${facts.contact.phone}）`,
      },
    ],
    signed: true,
    imprint: true,
    subject: enterprise.name,
  };
});
