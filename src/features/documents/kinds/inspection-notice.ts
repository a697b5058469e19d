import { z } from 'zod';
import { contactSchema, failingFields, text, twoOfficers } from '../facts.ts';
import { clauseParagraphs } from '../words/clauses.ts';
import { grounds, platformName } from '../words/law.ts';
import { printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

export const inspectionNoticeSchema = z.strictObject({
  ...failingFields,
  officers: twoOfficers,
  /** days of the inspection, from the service of this notice on */
  days: z.int().min(1).max(60),
  /** where and how: in writing, on the spot, by comparison of data */
  manner: text.default('书面核查与平台数据比对，必要时到贵单位注册地现场核查'),
  materials: z
    .array(text)
    .default(['营业执照、资质证书副本复印件', '注册执业人员名册及注册证书', '法定代表人授权委托书及联系人、送达地址']),
  contact: contactSchema,
});

/** SY-2.2: the first of the two papers, with the district's seal and two officers. */
export const inspectionNotice = defineKind(inspectionNoticeSchema, (facts) => {
  const { enterprise, qualification, contact } = facts;
  return {
    layout: 'official',
    title: ['行政检查通知书'],
    addressee: enterprise.name,
    blocks: [
      {
        kind: 'paragraph',
        text: `依照${grounds(facts.enterpriseKind, facts.regime, 'order')}，本机关决定对贵单位（统一社会信用代码：${enterprise.uscc}）${qualification.name}资质条件的保持情况进行行政检查。现将有关事项通知如下：`,
      },
      { kind: 'heading', text: '一、检查事由' },
      {
        kind: 'paragraph',
        text: `${platformName(facts.regime)}于${printedDate(facts.verifiedOn)}自动比对核查显示，贵单位上述资质的注册执业人员不符合${facts.standard}的要求：`,
      },
      ...clauseParagraphs(facts.clauses),
      { kind: 'heading', text: '二、检查时间和方式' },
      {
        kind: 'paragraph',
        text: `自本通知书送达之日的次日起${facts.days}日内，${facts.manner}。检查人员不少于两人，并主动出示执法证件。`,
      },
      { kind: 'heading', text: '三、需要提供的材料' },
      { kind: 'paragraph', text: `请贵单位如实提供：${facts.materials.join('；')}。` },
      { kind: 'heading', text: '四、权利和义务' },
      {
        kind: 'paragraph',
        text: '贵单位对检查人员有申请回避的权利，对检查情况有陈述和申辩的权利；应当如实提供有关情况和材料，不得拒绝、阻挠检查。',
      },
      {
        kind: 'paragraph',
        text: `联系人：${contact.person ?? '建筑市场监管科'}，联系电话：${contact.phone}${contact.address === undefined ? '' : `，地址：${contact.address}`}。`,
      },
      { kind: 'paragraph', text: '特此通知。' },
    ],
    officers: facts.officers,
    signed: true,
    imprint: true,
    subject: enterprise.name,
  };
});
