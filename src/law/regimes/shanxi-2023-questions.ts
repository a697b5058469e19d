import { deemedDay, withReading, withRolled, withTracks } from './questions.ts';
import type { RegimeQuestion } from './regime.ts';

/** What 晋建市规字〔2023〕71号 leaves to an official. */
export const SHANXI_QUESTIONS: readonly RegimeQuestion[] = [
  {
    id: 'rolled',
    reading: 'not-rolled',
    text: '黄牌 2 个月、红牌 1 个月的最后一日是节假日的，顺延到下一个工作日吗？',
    clause: 'SX23-2.2',
    meanwhile: '不顺延，最后一日的次日进入待认定、待建议。',
    answers: [
      { id: 'no', text: '不顺延' },
      {
        id: 'yes',
        text: '顺延到节假日后的第一个工作日',
        change: (regime) =>
          withReading(
            withTracks(regime, (track) => withRolled(track, ['yellow-period', 'red-period'])),
            'not-rolled',
            '黄牌 2 个月、红牌 1 个月自预警次日起算，最后一日是节假日的顺延到下一个工作日，次日进入待认定、待建议。',
          ),
      },
    ],
  },
  deemedDay('民事诉讼法-95', '自公告之日起经过三十日，即视为送达'),
  {
    id: 'letter-received',
    text: '撤回建议函的“收到之日”怎样认定？',
    clause: 'SX23-4.2',
    meanwhile: '以建议函发出之日起算，次日起 3 个工作日内启动撤回程序。',
    answers: [
      { id: 'sent', text: '以发出之日为收到之日' },
      { id: 'signed', text: '以审批局签收之日为收到之日' },
    ],
  },
  {
    id: 'announce-within',
    text: '审批局的撤回决定，市局应在多少日内公告？',
    clause: 'SX23-4.2',
    meanwhile: '反馈后列入待办，没有期限；逾期不提示。',
    answers: [
      { id: 'no-term', text: '没有期限，反馈后及时公告' },
      { id: 'term', text: '有期限（在依据中写明）' },
    ],
  },
];
