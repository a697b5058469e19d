import { z } from 'zod';
import { askForEmailProof, provedEmail } from '#features/accounts/commands.ts';
import {
  addToWatchList,
  endWatchList,
  enterprisesNamed,
  MOST_ENTRIES,
  removeFromWatchList,
  setWatchEmail,
  setWebhook,
} from '#features/watch/commands.ts';
import { watchListOf } from '#features/watch/queries.ts';
import { readConfig } from '#platform/config.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';
import { WatchListPage, type WatchListPageProps } from '#ui/portal-pages/tender/list-page.tsx';
import { idOf } from '../../../_portal/office.ts';
import { type PortalAnswer, type PortalVisit, portalRoute } from '../../../_portal/portal-route.tsx';
import { cookieOf } from '../../../_portal/session-cookie.ts';
import { textIn } from '../../../_site/form-fields.ts';

type Visit = PortalVisit<{ readonly listId: string }>;
type More = Partial<Pick<WatchListPageProps, 'secret' | 'emailAsked' | 'errors'>> & {
  readonly typed?: Partial<WatchListPageProps['typed']>;
};

const toldSchema = z.array(
  z.looseObject({
    kind: z.string(),
    content: z.looseObject({
      enterprise: z.looseObject({ name: z.string() }).optional(),
      qualification: z.looseObject({ name: z.string() }).optional(),
    }),
  }),
);

const KINDS: Readonly<Record<string, string>> = {
  'mark-set': '被标注异常',
  'mark-changed': '标注有变化',
  'mark-lifted': '取消标注',
  verdict: '核查结论有变化',
  'qualification-ended': '资质终止',
  'certificate-ended': '证书终止',
};

const WEBHOOK: Readonly<Record<string, string>> = {
  pending: '接口通知待发送',
  sent: '接口通知已被接收',
  failed: '接口通知多次未被接收，已停止发送',
};

function linesOf(content: unknown): string[] {
  const read = toldSchema.safeParse(content);
  if (!read.success) return [];
  return read.data.map(({ kind, content: { enterprise, qualification } }) =>
    [enterprise?.name, qualification?.name, KINDS[kind] ?? kind].filter((each) => each !== undefined).join('　'),
  );
}

/** The token of a code that waits to be typed, and the address it was mailed to; of this page alone. */
const PROOF = 'qualwatch.email-proof';

function proofOf(visit: Visit): { token: string; email: string } | undefined {
  const [token, email] = (cookieOf(visit.request, PROOF) ?? '').split('|');
  return token === undefined || email === undefined ? undefined : { token, email };
}

async function shown(visit: Visit, more: More): Promise<PortalAnswer> {
  const list = await watchListOf(visit.pool, idOf(visit.params.listId, '份名单'));
  if (list === undefined) throw new ProblemError('not-found', '没有这份名单，或者已经删除。');
  const errors: readonly FormError[] = more.errors ?? [];
  return {
    title: list.name,
    place: '/tender',
    status: errors.length === 0 ? 200 : 422,
    page: (
      <WatchListPage
        csrf={visit.csrf}
        listId={list.id}
        name={list.name}
        members={list.members}
        email={list.email}
        webhookUrl={list.webhookUrl}
        told={list.told.map((each) => ({
          id: each.id,
          preparedAt: each.preparedAt,
          lines: linesOf(each.content),
          webhook: [WEBHOOK[each.webhookStatus] ?? '', each.lastReply ?? ''].filter((part) => part !== '').join('：'),
        }))}
        typed={{ terms: '', email: '', webhook: '', ...more.typed }}
        emailAsked={more.emailAsked ?? proofOf(visit)?.email ?? null}
        secret={more.secret ?? null}
        errors={errors}
      />
    ),
  };
}

const home = (visit: Visit) => `/tender/lists/${visit.params.listId}`;
const allowInside = () => readConfig().QUALWATCH_MODE === 'development';

export const { GET, POST } = portalRoute<{ listId: string }>('/tender/lists/[listId]', (visit) => shown(visit, {}), {
  add: async (visit, form) => {
    const terms = textIn(form, 'terms');
    const wanted = [...new Set(terms.split(/[\r\n,，;；]+/).map((each) => each.trim()))].filter((each) => each !== '');
    const again = (text: string) => shown(visit, { typed: { terms }, errors: [{ field: 'terms', text }] });
    if (wanted.length === 0) return again('请填写企业名称或统一社会信用代码。');
    if (wanted.length > MOST_ENTRIES)
      return again(`一份名单最多 ${MOST_ENTRIES} 家企业，本次填写了 ${wanted.length} 项，请分成几份名单。`);
    const { found, missing } = await enterprisesNamed(visit.site.pool, wanted);
    if (missing.length > 0)
      return again(
        `登记中没有：${missing.slice(0, 10).join('、')}${missing.length > 10 ? '等' : ''}。请核对后重新提交，本次都未加入。`,
      );
    const added = await addToWatchList(visit.pool, idOf(visit.params.listId, '份名单'), found, visit.now);
    if (added.outcome === 'refused') return again(added.reason);
    return { to: home(visit), notice: { kind: 'done', text: `已加入 ${found.length} 家企业。` } };
  },
  remove: async (visit, form) => {
    const removed = await removeFromWatchList(visit.pool, idOf(visit.params.listId, '份名单'), textIn(form, 'uscc'));
    return {
      to: home(visit),
      notice: removed ? { kind: 'done', text: '已移出名单。' } : { kind: 'attention', text: '该企业此前已经移出。' },
    };
  },
  'ask-email': async (visit, form) => {
    const email = textIn(form, 'email').trim();
    const wrong = (text: string) => shown(visit, { typed: { email }, errors: [{ field: 'email', text }] });
    if (!z.email().safeParse(email).success) return wrong('电子邮箱格式有误，请核对。');
    const asked = await askForEmailProof(visit.accounts, visit.person.accountId, email, visit.now);
    if (asked.outcome === 'refused') return wrong(asked.reason);
    return {
      to: home(visit),
      notice: { kind: 'done', text: '验证码已发送，请查收邮件后填写。' },
      cookies: [{ name: PROOF, value: `${asked.token}|${email}`, seconds: 600 }],
    };
  },
  'prove-email': async (visit, form) => {
    const proof = proofOf(visit);
    const email =
      proof === undefined
        ? undefined
        : await provedEmail(
            visit.accounts,
            visit.person.accountId,
            proof.token,
            textIn(form, 'emailCode').trim(),
            visit.now,
          );
    if (email === undefined)
      return shown(visit, {
        errors: [{ field: 'emailCode', text: '验证码不正确或者已失效，请重新填写或者重新发送。' }],
      });
    await setWatchEmail(visit.pool, idOf(visit.params.listId, '份名单'), email);
    return {
      to: home(visit),
      notice: { kind: 'done', text: `邮件通知已启用：${email}。` },
      cookies: [{ name: PROOF, value: '', seconds: 0 }],
    };
  },
  'no-email': async (visit) => {
    await setWatchEmail(visit.pool, idOf(visit.params.listId, '份名单'), null);
    return { to: home(visit), notice: { kind: 'done', text: '邮件通知已停用。' } };
  },
  webhook: async (visit, form) => {
    const webhook = textIn(form, 'webhook').trim();
    const set = await setWebhook(visit.pool, idOf(visit.params.listId, '份名单'), webhook, allowInside());
    if (set.outcome === 'refused')
      return shown(visit, { typed: { webhook }, errors: [{ field: set.field, text: set.reason }] });
    if (set.secret === null) return { to: home(visit), notice: { kind: 'done', text: '接口通知已停用。' } };
    return shown(visit, { secret: set.secret });
  },
  end: async (visit) => {
    await endWatchList(visit.pool, idOf(visit.params.listId, '份名单'), visit.now);
    return { to: '/tender', notice: { kind: 'done', text: '名单已删除。' } };
  },
});
