export {
  addToWatchList,
  createWatchList,
  endWatchList,
  enterprisesNamed,
  removeFromWatchList,
  setWatchEmail,
  setWebhook,
  type WatchOutcome,
} from './lists.ts';
export { callWebhooks, tellWatchers } from './tell.ts';
