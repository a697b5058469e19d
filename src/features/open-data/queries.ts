export { type NoticeEntry, type NoticePage, noticePage } from './notices.ts';
export { type MarkedEntry, type MarkedPage, markedByCity, markedPage } from './red-list.ts';
