export { type ContactChange, replaceContact } from './contacts.ts';
export { enterprisesChangedByTime, enterprisesOfChangingDays } from './registration-days.ts';
export { revokeQualification } from './revoke-qualification.ts';
