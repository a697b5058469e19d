export { type NoticeEntry, type NoticePage, noticePage } from './notices.ts';
export { type OrderEntry, type OrderPage, orderPage, ordersByCity } from './orders.ts';
export { type ChangesRead, readChanges } from './read-changes.ts';
export { type MarkedEntry, type MarkedPage, markedByCity, markedPage } from './red-list.ts';
export { type Snapshot, snapshotOf } from './take-snapshot.ts';
