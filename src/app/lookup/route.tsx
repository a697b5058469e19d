import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPlainRows, UnreadableFile } from '#features/intake/queries.ts';
import { issueReceipt } from '#features/lookup/commands.ts';
import { pastedRows, readTerms, type TermsRead } from '#features/lookup/queries.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { SigningIdentity } from '#platform/pdf/cms.ts';
import { signingIdentity } from '#platform/pdf/signing-identity.ts';
import { LookupPage, type LookupPageProps } from '#ui/pages/lookup-page.tsx';
import { formOf } from '../_site/form-body.ts';
import { fileIn, textIn } from '../_site/form-fields.ts';
import { contextOf, page } from '../_site/pages.tsx';
import { askedDay } from '../_site/parameters.ts';
import { publicRoute } from '../_site/public-route.ts';
import type { Site } from '../_site/site.ts';

const TOO_LARGE = '名单超过 2 MB。500 家企业的名单远小于此，请核对是否选错了文件，或只保留名称和代码两列';

type Problems = NonNullable<LookupPageProps['problems']>;

async function termsOfFile({ name, bytes }: { name: string; bytes: Buffer }): Promise<TermsRead> {
  if (bytes.length === 0) return { ok: false, reason: `${name} 是空文件，请重新选择。` };
  const file = path.join(tmpdir(), `qualwatch-lookup-${randomUUID()}`);
  await writeFile(file, bytes, { mode: 0o600 });
  try {
    return await readTerms(readPlainRows(bytes, file));
  } catch (error) {
    if (error instanceof UnreadableFile) return { ok: false, reason: error.message };
    return {
      ok: false,
      reason: `${name} 读不出来，可能已损坏。请另存为 .csv 或 .xlsx 后重新上传，或将名单粘贴到上面。`,
    };
  } finally {
    await rm(file, { force: true });
  }
}

function identityOf(site: Site): SigningIdentity {
  try {
    return signingIdentity();
  } catch (error) {
    site.log.error({ error: String(error) }, 'no signing identity');
    throw new ProblemError('unavailable', '平台尚未配置签名证书，暂时不能出具回执。单家企业仍可在“查询”中查看。');
  }
}

export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = publicRoute(
  { route: '/lookup', as: 'page' },
  async ({ site, url, now }) => {
    const [context, asked] = await Promise.all([contextOf(url, now), askedDay(site, url, now)]);
    return page(<LookupPage context={context} today={asked.today} firstDay={asked.firstDay} />);
  },
  async ({ site, url, now, request }) => {
    const form = await formOf(request, '/lookup', { said: TOO_LARGE });
    const file = await fileIn(form, 'file');
    const list = textIn(form, 'list');
    const day = textIn(form, 'asOf').trim();
    const asking = new URL(url);
    asking.searchParams.set('asOf', day);
    const [context, asked, terms] = await Promise.all([
      contextOf(url, now),
      askedDay(site, asking, now),
      file === undefined ? readTerms(pastedRows(list)) : termsOfFile(file),
    ]);
    const problems: Problems = [
      ...(terms.ok ? [] : [{ field: file === undefined ? ('list' as const) : ('file' as const), text: terms.reason }]),
      ...(asked.read.ok ? [] : [{ field: 'asOf' as const, text: asked.read.reason }]),
    ];
    if (!terms.ok || !asked.read.ok) {
      return page(
        <LookupPage
          context={context}
          today={asked.today}
          firstDay={asked.firstDay}
          list={list}
          day={day}
          problems={problems}
        />,
        400,
      );
    }
    const identity = identityOf(site);
    const { pool, counter, province, baseUrl } = site;
    const tools = { pool, writer: counter, identity, province, baseUrl, demonstration: context.demo };
    const id = await issueReceipt(tools, { terms: terms.terms, asOf: asked.read.asOf }, now);
    return { to: `/receipts/${id}`, status: 303 };
  },
);
