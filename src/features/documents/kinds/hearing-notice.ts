import { z } from 'zod';
import { contactSchema, enterpriseSchema, legalDay, qualificationSchema, text } from '../facts.ts';
import { dateWithWeekday, printedDate } from '../words/print.ts';
import { defineKind } from './define.ts';

export const hearingNoticeSchema = z.strictObject({
  enterprise: enterpriseSchema,
  qualification: qualificationSchema,
  /** number of the notice of intended revocation against which it asked to be heard */
  intentNumber: text,
  requestedOn: legalDay,
  hearingOn: legalDay,
  /** 09:30 */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '听证时间应写作 09:30 的形式，请改正。'),
  place: text,
  /** whoever handled the case does not preside (行政许可法 48) */
  presider: z.strictObject({ name: text, post: text.optional() }),
  contact: contactSchema,
});

function clockWords(time: string): string {
  const [hours, minutes] = time.split(':').map(Number);
  return `${hours ?? 0}时${minutes === 0 ? '' : `${minutes}分`}`;
}

/** 行政许可法 47, 48: when, where and before whom the enterprise is heard, and what it may ask for. */
export const hearingNotice = defineKind(hearingNoticeSchema, (facts) => {
  const { enterprise, qualification, presider, contact } = facts;
  const post = presider.post === undefined ? '' : `（${presider.post}）`;
  return {
    layout: 'official',
    title: ['听证通知书'],
    addressee: enterprise.name,
    blocks: [
      {
        kind: 'paragraph',
        text: `贵单位于${printedDate(facts.requestedOn)}就拟撤回${qualification.name}资质一事（${facts.intentNumber}《撤回行政许可告知书》）要求举行听证。依照《中华人民共和国行政许可法》第四十七条、第四十八条，现将听证事项通知如下：`,
      },
      { kind: 'heading', text: '一、时间、地点和主持人' },
      {
        kind: 'paragraph',
        text: `听证于${dateWithWeekday(facts.hearingOn)}${clockWords(facts.time)}在${facts.place}公开举行，涉及国家秘密、商业秘密或者个人隐私的除外。听证主持人：${presider.name}${post}。主持人未参与本案的审查。`,
      },
      { kind: 'heading', text: '二、贵单位的权利' },
      {
        kind: 'paragraph',
        text: '贵单位的法定代表人可以参加听证，也可以委托一至二名代理人参加；委托代理人的，请提交授权委托书。贵单位认为主持人与本案有直接利害关系的，有权申请回避。审查本案的工作人员在听证中提供审查意见的证据、理由，贵单位可以提出证据，进行申辩和质证。',
      },
      {
        kind: 'paragraph',
        text: '听证制作笔录，交参加人确认无误后签字或者盖章；本机关根据听证笔录作出决定。贵单位不承担组织听证的费用。无正当理由不到场或者中途退场的，视为放弃听证。',
      },
      {
        kind: 'paragraph',
        text: `需要变更时间或者申请回避的，请在听证举行前向本机关提出。联系人：${contact.person ?? '建筑市场监管科'}，联系电话：${contact.phone}${contact.address === undefined ? '' : `，地址：${contact.address}`}。`,
      },
      { kind: 'paragraph', text: '特此通知。' },
    ],
    signed: true,
    imprint: true,
    subject: enterprise.name,
  };
});
