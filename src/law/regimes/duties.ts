import { COMMANDS, SERVED_DOCUMENTS } from './words.ts';

const OWN_NAMES: Readonly<Record<string, string>> = {
  collate: '整理邮寄回执',
  'recheck-district': '区县复查',
  'recheck-city': '市级复查',
  'push-national': '推送全国平台',
  'serve-decision': '送达撤回决定书',
};

/** A duty in the words of a work list: `发出责令限期整改通知书`, `公告送达撤回告知书`. */
export function dutyName(what: string): string {
  const step = what.replace(/-overdue$/, '');
  const own = OWN_NAMES[step];
  if (own !== undefined) return own;
  for (const [document, title] of Object.entries(SERVED_DOCUMENTS)) {
    if (step === `publish-${document}`) return `公告送达${title}`;
    if (step === `send-ems-${document}`) return `邮寄送达${title}`;
    if (step === `answer-bounce-${document}`) return `核实${title}的退信`;
  }
  const command = Object.entries(COMMANDS).find(([name]) => name === step);
  return command?.[1] ?? what;
}
