export {
  type AccountFilter,
  type AccountShown,
  accountCounts,
  accountList,
  accountOf,
  enterpriseByCode,
} from './account-list.ts';
export {
  type AccountRequest,
  accountRequest,
  accountRequests,
  needsSecond,
  REQUEST_KINDS,
  type RequestKind,
  type Wanted,
  wordsOf,
} from './account-requests.ts';
export {
  type ClaimFile,
  type ClaimShown,
  claimFile,
  claimsAgainst,
  claimsBy,
  claimsOfOffice,
  enterpriseClaim,
} from './claims/queries.ts';
export { type Invitation, invitationsOf, invitationsTo } from './invitations.ts';
export { officialsOf } from './office-people.ts';
export { type ActsForEnterprise, actingFor } from './operators.ts';
export { linkOwner } from './own-link.ts';
export { type OwnPerson, ownPerson } from './own-person.ts';
export {
  ACCOUNT_ROLES,
  type AccountRole,
  claimOf,
  type HeldRole,
  isAccountRole,
  isOfficeLevel,
  OFFICE_LEVELS,
  type OfficeLevel,
  type Portal,
  portalOf,
} from './roles.ts';
export { demonstrationCode, factorsOf, type SecondFactor, totpCode } from './second-factors.ts';
export {
  demonstrationAccounts,
  IDLE_MINUTES,
  rolesHeld,
  type SessionShown,
  type SignedIn,
  sessionOf,
  sessionsOf,
} from './sessions.ts';
export { type FactorOffered, type SecondStep, secondStepOf } from './sign-in.ts';
export { type WaitingPlace, waitingPlaces } from './sign-in-tries.ts';
export { ENTERPRISE_KINDS } from './sign-up/begin.ts';
export { type SignUpUnderWay, signUpUnderWay } from './sign-up/finish.ts';
