/** Names the sign-up under way between its pages. */
export const SIGN_UP_COOKIE = 'qualwatch.sign-up';
export const SIGN_UP_SECONDS = 1800;
