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
export {
  DEMONSTRATION_PASSWORD,
  type DemonstrationSignIn,
  demonstrationSecret,
  demonstrationSignIns,
  makeDemonstrationAccounts,
} from './demonstration.ts';
export { addPasskey, askForPasskey, beginPasskey } from './passkeys.ts';
export {
  beginAuthenticator,
  confirmAuthenticator,
  endFactor,
  isAuthenticatorCode,
  makeRecoveryCodes,
} from './second-factors.ts';
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
export { developmentTextMessages, type TextMessageProvider } from './text-message.ts';
