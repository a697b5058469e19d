export { retryMails } from './mail.ts';
export { ForeignSecret, refuseForeignSecret } from './secret-mark.ts';
export { changeSetting } from './settings.ts';
