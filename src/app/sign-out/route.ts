import { endSession } from '#features/accounts/commands.ts';
import { CSRF_FIELD } from '#ui/portal/csrf-field.tsx';
import { desk } from '../_portal/desk.ts';
import { entrance } from '../_portal/entrance.tsx';
import { isFormToken, sessionCookieName, sessionIdOf, setCookie } from '../_portal/session-cookie.ts';
import { formOf } from '../_site/form-body.ts';

export const POST = entrance('/sign-out', async ({ request, now }) => {
  const session = await sessionIdOf(request);
  if (session === undefined) return { to: '/sign-in' };
  const form = await formOf(request, '/sign-out');
  if (!isFormToken(String(form.get(CSRF_FIELD) ?? ''), session)) return { to: '/account' };
  await endSession(desk().accounts, session, 'signed-out', now);
  return { to: '/sign-in', cookies: [setCookie(sessionCookieName(), '', 0)] };
});
