import {
  addPasskey,
  beginAuthenticator,
  beginPasskey,
  confirmAuthenticator,
  endFactor,
  LOCKED_WORDS,
  makeRecoveryCodes,
  proveOwnPassword,
} from '#features/accounts/commands.ts';
import { factorsOf } from '#features/accounts/queries.ts';
import { inTransaction } from '#platform/database/connections.ts';
import { qrSvg } from '#platform/pdf/qr-code.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { FactorsPage, type FactorsPageProps } from '#ui/portal-pages/account/factors-page.tsx';
import { desk } from '../../_portal/desk.ts';
import { hasPasswordProof, passwordProof } from '../../_portal/password-proof.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../_portal/portal-route.tsx';
import { originOf } from '../../_portal/request-origin.ts';
import { textIn } from '../../_site/form-fields.ts';

type More = Partial<Pick<FactorsPageProps, 'begun' | 'recoveryCodes'>> & { readonly errors?: readonly FormError[] };

type Visit = PortalVisit<unknown>;

const isProved = ({ request, person, now }: Visit) => hasPasswordProof(request, person.sessionId, now);

/** What changes the factors is done after the password was given once more; without it the page asks for it. */
function proved(act: (visit: Visit, form: FormData) => Promise<PortalAnswer>) {
  return async (visit: Visit, form: FormData): Promise<PortalAnswer> =>
    isProved(visit)
      ? act(visit, form)
      : shown(visit, { errors: [{ field: 'password', text: '更改验证方式前，请先填写当前密码。' }] });
}

async function shown(visit: Visit, more: More): Promise<PortalAnswer> {
  const { accounts, person, csrf, now } = visit;
  const factors = await factorsOf(accounts, person.accountId);
  const account = { id: person.accountId, signInName: person.signInName, name: person.name };
  const passkey = await inTransaction(accounts, (transaction) =>
    beginPasskey(transaction, account, desk().relying, now),
  );
  const errors = more.errors ?? [];
  return {
    title: '第二重验证',
    place: '/account',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <FactorsPage
        csrf={csrf}
        proved={isProved(visit)}
        errors={errors}
        factors={factors.filter(({ kind }) => kind !== 'recovery')}
        recoveryLeft={factors.filter(({ kind }) => kind === 'recovery').length}
        begun={more.begun}
        recoveryCodes={more.recoveryCodes}
        passkey={{ options: JSON.stringify(passkey.options), token: passkey.token }}
      />
    ),
  };
}

function begin(visit: Visit) {
  const { accounts, person, now } = visit;
  const account = { id: person.accountId, signInName: person.signInName };
  return inTransaction(accounts, async (transaction) => {
    const { id, uri, secret } = await beginAuthenticator(transaction, account, { name: '身份验证器', now });
    return { id, secret, picture: `data:image/svg+xml;base64,${Buffer.from(qrSvg(uri)).toString('base64')}` };
  });
}

export const { GET, POST } = portalRoute('/account/factors', (visit) => shown(visit, {}), {
  prove: async (visit, form) => {
    const { accounts, person, now, request } = visit;
    const password = textIn(form, 'password');
    switch (await proveOwnPassword(accounts, person.accountId, password, originOf(request.headers), now)) {
      case 'right':
        return { to: '/account/factors', cookies: [passwordProof(person.sessionId, now)] };
      case 'wrong':
        return shown(visit, { errors: [{ field: 'password', text: '当前密码不正确，请重新填写。' }] });
      case 'locked':
        return shown(visit, { errors: [{ field: 'password', text: LOCKED_WORDS }] });
    }
  },
  begin: proved(async (visit) => shown(visit, { begun: await begin(visit) })),
  confirm: proved(async (visit, form) => {
    const { accounts, person, now } = visit;
    const right = await inTransaction(accounts, (transaction) =>
      confirmAuthenticator(
        transaction,
        person.accountId,
        String(form.get('id')),
        String(form.get('code') ?? '').trim(),
        now,
      ),
    );
    if (right) return { to: '/account/factors', notice: { kind: 'done', text: '身份验证器已绑定，下次登录时可用。' } };
    const errors = [{ field: 'code', text: '动态口令不正确。密钥已重新生成，请重新扫描后填写新的口令。' }];
    return shown(visit, { begun: await begin(visit), errors });
  }),
  'add-passkey': proved(async ({ accounts, person, now }, form) => {
    const answer = {
      response: String(form.get('response') ?? ''),
      token: String(form.get('token') ?? ''),
      name: String(form.get('name') ?? '').trim() || '通行密钥',
    };
    const added = await inTransaction(accounts, (transaction) =>
      addPasskey(transaction, person.accountId, answer, desk().relying, now),
    );
    return {
      to: '/account/factors',
      notice: added
        ? { kind: 'done', text: '通行密钥已添加。' }
        : { kind: 'refused', text: '通行密钥未能添加。请重试，或者换一个浏览器。' },
    };
  }),
  end: proved(async ({ accounts, person, now }, form) => {
    const ended = await inTransaction(accounts, (transaction) =>
      endFactor(transaction, person.accountId, String(form.get('id')), now),
    );
    return {
      to: '/account/factors',
      notice: ended
        ? { kind: 'done', text: '已解除。' }
        : { kind: 'refused', text: '这是最后一种验证方式，不能解除。请先添加另一种。' },
    };
  }),
  recovery: proved(async (visit) => {
    const { accounts, person, now } = visit;
    const codes = await inTransaction(accounts, (transaction) => makeRecoveryCodes(transaction, person.accountId, now));
    return shown(visit, { recoveryCodes: codes });
  }),
});
