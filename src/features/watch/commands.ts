export {
  addToWatchList,
  createWatchList,
  endWatchList,
  enterprisesNamed,
  MOST_ENTRIES,
  removeFromWatchList,
  setWatchEmail,
  setWebhook,
  type WatchOutcome,
} from './lists.ts';
export { callWebhooks, tellWatchers } from './tell.ts';
