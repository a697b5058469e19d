export { LOCKED_WORDS } from './account-lock.ts';
export {
  type AccountOutcome,
  type Administrator,
  changePassword,
  createAccount,
  endRole,
  grantRole,
  levelOfText,
  type NewAccount,
  setAccountState,
} from './administration.ts';
export { type ClaimOfficial, type ClaimOutcome, checkClaim, confirmClaim, refuseClaim } from './claims/office.ts';
export { handInForClaim, objectToClaim } from './claims/own.ts';
export { settleClaims } from './claims/settle.ts';
export {
  DEMONSTRATION_PASSWORD,
  DemonstrationInProduction,
  type DemonstrationSignIn,
  demonstrationSecret,
  demonstrationSignIns,
  makeDemonstrationAccounts,
  refuseDemonstrationInProduction,
} from './demonstration.ts';
export { askForEmailProof, provedEmail } from './email-proof.ts';
export { answerInvitation, inviteOperator, type OperatorWanted, withdrawInvitation } from './invitations.ts';
export { type Authorising, endOperator } from './operators.ts';
export { setPasswordByLink } from './own-link.ts';
export { askForPersonProof, forgetPerson, provePerson } from './own-person.ts';
export { type OwnProof, proveOwnCode, proveOwnPassword } from './own-proof.ts';
export { askForAnyPasskey, signInByPasskey } from './passkey-sign-in.ts';
export { askToSign, type PasskeyProof, type SignedFields, signedByPasskey } from './passkey-signing.ts';
export { addPasskey, askForPasskey, beginPasskey } from './passkeys.ts';
export {
  beginAuthenticator,
  confirmAuthenticator,
  endFactor,
  makeRecoveryCodes,
} from './second-factors.ts';
export {
  ask,
  beginSupportView,
  confirmRequest,
  initialPassword,
  refuseRequest,
  type SecurityOfficer,
} from './security-office.ts';
export { endSession, revokeSessions, seeAs, switchRole } from './sessions.ts';
export {
  beginSignIn,
  completeSignIn,
  enrolAtSignIn,
  type Origin,
  type Relying,
  type SecondAnswer,
  sendSignInCode,
} from './sign-in.ts';
export {
  beginEnterpriseSignUp,
  beginIndividualSignUp,
  type EnterpriseSignUp,
  type IndividualSignUp,
} from './sign-up/begin.ts';
export {
  type AccountWanted,
  beginEnrolment,
  confirmEnrolment,
  type Enrolment,
  finishSignUp,
} from './sign-up/finish.ts';
export { developmentIdentityChecks, type IdentityCheckProvider } from './sign-up/identity-check.ts';
export { developmentTextMessages, type TextMessageProvider } from './text-message.ts';
