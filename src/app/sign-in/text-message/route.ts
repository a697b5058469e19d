import { sendSignInCode } from '#features/accounts/commands.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { desk } from '../../_portal/desk.ts';
import { entrance, isOwnForm } from '../../_portal/entrance.tsx';
import { cookieOf, setCookie } from '../../_portal/session-cookie.ts';
import { MESSAGE_COOKIE, TICKET_COOKIE } from '../../_portal/ticket.ts';

export const POST = entrance('/sign-in/text-message', async ({ request, now }) => {
  if (!isOwnForm(request)) throw new ProblemError('not-permitted', '提交来自其他网站，未予办理。');
  const ticket = cookieOf(request, TICKET_COOKIE);
  if (ticket === undefined) return { to: '/sign-in' };
  const { accounts, textMessages } = desk();
  const sent = await sendSignInCode(accounts, textMessages, ticket, now);
  if (sent.outcome === 'refused') return { to: '/sign-in/second-factor?wait=1' };
  return { to: '/sign-in/second-factor', cookies: [setCookie(MESSAGE_COOKIE, sent.token, 300)] };
});
