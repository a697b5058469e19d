import type { Reading, Row, Stage, Table } from './regime.ts';

/** Ways out that every open stage has, whatever the regime. */
const WAYS_OUT: Table = {
  withdraw: [
    {
      when: [{ not: { fact: 'reason-given' } }],
      refuse: '主动撤案须写明理由，请补充后再提交。',
      clause: '无明文',
      reading: 'withdraw',
    },
    { to: 'withdrawn', clause: '无明文', reading: 'withdraw', produces: ['withdrawal-notice'] },
  ],
  'end-qualification': [{ to: 'lapsed', clause: '行政许可法-70', reading: 'end-qualification' }],
};

/** An open stage with the ways out added. */
export function open(stage: Stage): Stage {
  return { ...stage, on: { ...WAYS_OUT, ...stage.on } };
}

/** A stage that ends a case, with nothing left of marks and restrictions. */
export function ended(
  name: string,
  clause: string,
  more: {
    readonly again: boolean;
    readonly public?: boolean;
    readonly on?: Table;
    readonly serving?: Stage['serving'];
  },
): Stage {
  return {
    name,
    clause,
    closed: { again: more.again },
    marked: false,
    public: more.public ?? false,
    restrictions: [],
    on: more.on ?? {},
    ...(more.serving === undefined ? {} : { serving: more.serving }),
  };
}

/** How a case ends in any regime besides the regime's own endings. */
export const COMMON_ENDINGS: Readonly<Record<string, Stage>> = {
  withdrawn: { ...ended('已撤案', '无明文', { again: true }), reading: 'withdraw' },
  lapsed: { ...ended('资质已终止', '行政许可法-70', { again: false }), reading: 'end-qualification' },
};

/** A later verdict that changes nothing is still recorded. */
export const recorded = (clause: string, reading?: string): Row =>
  reading === undefined ? { clause } : { clause, reading };

/** Readings that the engine itself applies, in every regime. */
export const ENGINE_READINGS = {
  downtime: 'downtime',
  reopened: 'reopened',
  returned: 'returned',
  proved: 'mail-proof',
} as const;

/** Calendar days within which something proves that a mail handed to a relay reached the addressee's server. */
export const MAIL_PROOF_DAYS = 3;

/** Readings that all three regimes share. */
export const COMMON_READINGS: Readonly<Record<string, Reading>> = {
  downtime: {
    clause: '民法典-203',
    text: '平台停机覆盖期间最后一日的，最后一日移到停机结束后的第一个工作日；公告送达的成就日不移。',
    reason:
      '各文件未规定停机；当事人须经平台办理而平台不可用，类推期间最后一日为休假日的规则。公告不依赖平台，故不移。',
  },
  reopened: {
    clause: '民法典-201',
    text: '更正送达日期或补记停机使期限的最后一日后移的，期限尚未届满的案件退回原阶段；已届满但后续步骤（复查、告知）早于新的最后一日的，后续步骤失效，自现在起重新进行。期限内已经达标的，按期限内达标处理。',
    reason: '这些步骤以期限届满为前提，前提不成立的不能用来对企业作出不利决定；原有记录保留在案。',
  },
  returned: {
    clause: '无明文',
    text: '电子邮件被收下、记录送达之后又退回的，送达不自动推翻，由主管部门核实：确已到达的，送达有效；凭其他送达回执的，更正送达日期；确未到达的，认定未送达，案件退回送达之前，改以邮寄、公告送达，以该次送达为前提的后续步骤一并失效。',
    reason:
      '送达以“均到达”为条件，退信表明可能并未到达；但退信未经认证，企业自己也能伪造，不能由系统自动采信，也不能让未送达的文书产生期限。',
  },
  'mail-proof': {
    clause: '电子签名法-11',
    text: `电子邮件以收件人指定的系统收到为到达：收件方邮件服务器收下（直接投递的应答，或者本单位邮件服务器转来的投递成功报告），或者收件人自己登录平台打开该文书。本单位的邮件服务器收下不是到达；发出后 ${MAIL_PROOF_DAYS} 日内没有到达证明的，视为电子送达不成，改以邮寄或者直接送达。`,
    reason:
      '第十一条以数据电文进入收件人指定的特定系统的时间为接收时间；没有到达证明的邮件不能让期限开始。三日由本系统设定。',
  },
  'hearing-notice': {
    clause: '行政许可法-48',
    text: '听证通知发出后的第 7 个工作日起可以举行听证，且不早于通知的日期；经办本案的人员不主持听证。',
    reason: '第四十八条规定举行听证的七日前通知；第八十二条规定期限以工作日计算，通知当日不计入。',
  },
  'served-first': {
    clause: '行政许可法-44',
    text: '撤回决定书应当自作出之日起 10 个工作日内送达，送达后方可公告；资质的终止随公告。',
    reason: '第四十四条规定决定作出之日起十日内送达，比照适用；未送达的决定对企业不发生效力，不应先行公告。',
  },
  ministry: {
    clause: '行政许可法-69',
    text: '部核发的资质，本地机关不告知拟撤回、不作决定、不公告，只上报请示并记录部的办理结果。',
    reason: '撤回由作出许可的机关决定（比照第六十九条）；本地机关没有撤回部核发资质的职权。',
  },
  direct: {
    clause: '民事诉讼法-88',
    text: '文书可以由两名执法人员直接送达：签收之日为送达之日；拒绝签收的，有见证人或者拍照、录像记录过程的，可以留置送达。',
    reason: '各文件只写电子送达、邮寄；行政机关送达参照民事诉讼法，直接送达为首选方式（第八十八条、第八十九条）。',
  },
  withdraw: {
    clause: '无明文',
    text: '主管部门可以写明理由主动撤案；以后再不达标的，另立新案。',
    reason: '各文件未规定撤案；行政机关应当纠正自己的不当行为，理由须在案。',
  },
  'end-qualification': {
    clause: '行政许可法-70',
    text: '资质期满未延续或企业放弃的，案件终止。',
    reason: '各文件未规定；许可已注销，没有可撤回的对象。',
  },
};
