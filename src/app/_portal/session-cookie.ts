import { randomBytes } from 'node:crypto';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { keyedDigest, sameText } from '#platform/installation-secret.ts';
import { desk } from './desk.ts';

/** next-auth's own names of its cookies; with HTTPS they carry the prefix that binds them to the host. */
export function sessionCookieName(): string {
  return desk().secure ? '__Secure-next-auth.session-token' : 'next-auth.session-token';
}

/** The value of a cookie of a request; what was not written by us, and cannot be read, is none. */
export function cookieOf(request: Request, name: string): string | undefined {
  return cookieIn(request.headers, name);
}

export function cookieIn(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at <= 0 || part.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

const uuid = z.guid();

/** The session that the request's cookie names; whether it still stands is the database's answer. */
export async function sessionIdOf(request: Request): Promise<string | undefined> {
  const token = cookieOf(request, sessionCookieName());
  if (token === undefined) return undefined;
  const read = await decode({ token, secret: desk().sessionSecret }).catch(() => null);
  const id = uuid.safeParse(read?.sub);
  return id.success ? id.data : undefined;
}

/** Ties the forms of a page to the session that was shown them, and each showing apart from every other: see one-submission.ts. */
export function formToken(sessionId: string): string {
  const showing = randomBytes(12).toString('base64url');
  return `${showing}.${keyedDigest(desk().formKey, `${sessionId}.${showing}`)}`;
}

export function isFormToken(token: string, sessionId: string): boolean {
  const [showing = '', digest = ''] = token.split('.');
  return sameText(digest, keyedDigest(desk().formKey, `${sessionId}.${showing}`));
}

/** A cookie of ours: never read by script, sent along only from our own pages and links to them. */
export function setCookie(name: string, value: string, seconds: number): string {
  const secure = desk().secure ? '; Secure' : '';
  return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}
