import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { completeSignIn, endSession, signInByPasskey } from '#features/accounts/commands.ts';
import { systemClock } from '#platform/clock.ts';
import { site } from '../_site/site.ts';
import { desk } from './desk.ts';
import { originOf } from './request-origin.ts';
import { cookieIn } from './session-cookie.ts';
import { TICKET_COOKIE } from './ticket.ts';

const LONGEST_SECONDS = 12 * 3600;

/** Header values of a request as next-auth hands them on. */
function headersOf(given: Readonly<Record<string, unknown>> | undefined): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given ?? {})) if (typeof value === 'string') headers.set(name, value);
  return headers;
}

/**
 * next-auth makes and reads the session's cookie. The password was proved before and stands behind the ticket; here comes the
 * second factor, or a passkey alone, which is both. The token carries nothing but the id of a session that the database can end at any time.
 */
export function signInOptions(): NextAuthOptions {
  process.env.NEXTAUTH_URL ??= site().baseUrl;
  return {
    secret: desk().sessionSecret,
    useSecureCookies: desk().secure,
    session: { strategy: 'jwt', maxAge: LONGEST_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in/second-factor', signOut: '/sign-in' },
    events: {
      // next-auth has a sign-out of its own beside ours: it too ends the session, and does not only take the cookie away.
      async signOut({ token }) {
        const session = z.guid().safeParse(token?.sub);
        if (session.success) await endSession(desk().accounts, session.data, 'signed-out', systemClock.now());
      },
    },
    providers: [
      CredentialsProvider({
        name: '第二重验证',
        credentials: { code: {}, messageToken: {}, passkey: {}, passkeyToken: {}, enrolment: {}, alone: {} },
        async authorize(credentials, request) {
          const headers = headersOf(request.headers);
          const ticket = cookieIn(headers, TICKET_COOKIE);
          const { code, messageToken, passkey, passkeyToken, enrolment, alone } = credentials ?? {};
          const { accounts, relying } = desk();
          const [origin, now] = [originOf(headers), systemClock.now()];
          if (alone === 'passkey') {
            const answer = { passkey: passkey ?? '', passkeyToken: passkeyToken ?? '' };
            const outcome = await signInByPasskey(accounts, answer, relying, origin, now);
            if (outcome.outcome === 'refused') throw new Error('passkey');
            return { id: outcome.session };
          }
          if (ticket === undefined) throw new Error('expired');
          const answer = {
            ticket,
            ...(code ? { code } : {}),
            ...(messageToken ? { messageToken } : {}),
            ...(passkey ? { passkey } : {}),
            ...(passkeyToken ? { passkeyToken } : {}),
            ...(enrolment ? { enrolment } : {}),
          };
          const outcome = await completeSignIn(accounts, answer, relying, origin, now);
          if (outcome.outcome === 'refused') throw new Error(outcome.because);
          return { id: outcome.session };
        },
      }),
    ],
  };
}
