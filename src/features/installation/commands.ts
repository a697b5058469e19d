export { retryMails } from './mail.ts';
export { changeSetting } from './settings.ts';
