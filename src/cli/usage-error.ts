/** The command line itself is wrong: the message says what, the help follows, exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
