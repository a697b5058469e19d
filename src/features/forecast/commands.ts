export { endCalendarFeed, renewCalendarFeed } from './calendar-feed.ts';
