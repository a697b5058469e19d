import { deemedDay, withBareMark, withoutElectronic, withReading, withTracks } from './questions.ts';
import type { RegimeQuestion } from './regime.ts';

/** What 桂建管〔2024〕8号 leaves to an official. */
export const GUANGXI_QUESTIONS: readonly RegimeQuestion[] = [
  {
    id: 'restricted-from',
    text: '标注后、责令整改之前，标注本身是否就限制增项、升级和承揽业务？',
    clause: 'GX24-4.1c',
    meanwhile: '自标注之日起限制，责令整改不是前提。',
    answers: [
      { id: 'from-mark', text: '自标注之日起限制' },
      {
        id: 'from-order',
        text: '自责令限期整改通知书送达之日起限制，此前只标注、公布',
        change: (regime) =>
          withTracks(regime, (track) =>
            'inRegion' in track.takes && !track.takes.inRegion ? track : withBareMark(track, ['warned', 'ordered']),
          ),
      },
    ],
  },
  {
    id: 'electronic-scope',
    text: '送达确认书所称“等电子文书”，是否包括撤回告知书和撤回决定书？',
    clause: 'GX24-A.2',
    meanwhile: '三种文书都按确认书电子送达。',
    answers: [
      { id: 'all', text: '包括，三种文书都可以电子送达' },
      {
        id: 'order-only',
        text: '不包括，只有责令限期整改通知书可以电子送达',
        change: (regime) =>
          withReading(
            withTracks(regime, (track) => withoutElectronic(track, ['intent', 'decision'])),
            'fallback',
            '撤回告知书、撤回决定书邮寄或者直接送达，签收之日为送达之日；责令限期整改通知书没有事先签署的送达确认书，或者电子邮件退回的，同样办理。地址不存在，或者不同日期两次送达未果的，公告送达，自公告之日起满 30 日视为送达；邮件丢失的重新邮寄。',
          ),
      },
    ],
  },
  deemedDay('民事诉讼法-95', '自公告之日起经过三十日，即视为送达'),
  {
    id: 'city-licence',
    text: '设区的市核发的资质，拟撤回的告知、决定由住房城乡建设局还是行政审批局作出？',
    clause: 'GX24-4.1e',
    meanwhile:
      '由发证的设区的市按登记的发证机关办理，系统以市住房城乡建设局的名义制发；由行政审批局制发的，请先由省级经办人登记该机关。',
    answers: [
      { id: 'housing', text: '由住房城乡建设局作出' },
      { id: 'approval', text: '由行政审批局作出' },
    ],
  },
  {
    id: 'supervision-order',
    text: '对不达标的监理企业（158号令），设区的市可以责令限期整改吗？',
    clause: 'GX24-4.1b',
    meanwhile: '可以，由企业注册地的设区的市责令。',
    answers: [
      { id: 'city', text: '可以，由设区的市责令' },
      { id: 'licensing', text: '只由资质许可机关责令' },
    ],
  },
  {
    id: 'announce-within',
    text: '撤回决定送达后，应在多少日内公告？',
    clause: 'GX24-4.1e',
    meanwhile: '送达后列入待办，没有期限；逾期不提示。',
    answers: [
      { id: 'no-term', text: '没有期限，送达后及时公告' },
      { id: 'term', text: '有期限（在依据中写明）' },
    ],
  },
];
