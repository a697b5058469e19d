import { deemedDay } from './questions.ts';
import type { RegimeQuestion } from './regime.ts';

/** What the Shenyang plan leaves to an official. */
export const SHENYANG_QUESTIONS: readonly RegimeQuestion[] = [
  deemedDay('SY-2.5', '自公告发布之日起满30日视为送达'),
  {
    id: 'official-site',
    text: '方案要求在“官方网站”公告，本平台的公示页面是否就是？',
    clause: 'SY-2.5',
    meanwhile: '在本平台公示，并提示经办人同时在机关的官方网站发布、留存截图。',
    answers: [
      { id: 'both', text: '两处都要发布' },
      { id: 'platform', text: '在本平台发布即可' },
    ],
  },
  {
    id: 'announce-within',
    text: '撤回决定送达后，应在多少日内公告？',
    clause: 'SY-4',
    meanwhile: '送达后列入待办，没有期限；逾期不提示。',
    answers: [
      { id: 'no-term', text: '没有期限，送达后及时公告' },
      { id: 'term', text: '有期限（在依据中写明）' },
    ],
  },
];
