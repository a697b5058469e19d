import { keyedDigest, sameText } from '#platform/installation-secret.ts';
import { desk } from './desk.ts';
import { cookieOf } from './session-cookie.ts';

/**
 * That the password was given once more in this session, a few minutes ago: for what changes the way in (ASVS 5.0 V7.5.1). Whoever only
 * finds a session open, or has its cookie, does not have this.
 */
const NAME = 'qualwatch.password-proof';
const MINUTES = 10;

function sealOf(sessionId: string, until: number): string {
  return `${until}.${keyedDigest(desk().formKey, `password-proof:${sessionId}:${until}`)}`;
}

export function passwordProof(sessionId: string, now: Date): { name: string; value: string; seconds: number } {
  return { name: NAME, value: sealOf(sessionId, now.getTime() + MINUTES * 60_000), seconds: MINUTES * 60 };
}

export function hasPasswordProof(request: Request, sessionId: string, now: Date): boolean {
  const value = cookieOf(request, NAME) ?? '';
  const until = Number(value.split('.')[0]);
  return Number.isSafeInteger(until) && until > now.getTime() && sameText(value, sealOf(sessionId, until));
}
