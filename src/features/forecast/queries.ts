export { calendarEntries } from './calendar-entries.ts';
export { type CalendarFeed, calendarFeedOf, ownerOfCalendar } from './calendar-feed.ts';
export { type CalendarEntry, calendarFile } from './calendar-file.ts';
export { type HireNeeded, hireInWords, smallestHires } from './cure.ts';
export { type JudgedQualification, judgeStaff } from './judge-staff.ts';
export {
  type ComingEnd,
  endsOf,
  type ForeseenChange,
  LOOK_AHEAD_DAYS,
  type LookAhead,
  type Loss,
  lookAhead,
} from './look-ahead.ts';
export { type HeldQualification, heldQualifications, type StaffCertificate, staffOf } from './staff.ts';
export { type ImaginedHire, type Supposition, type WhatIf, whatIf } from './what-if.ts';
