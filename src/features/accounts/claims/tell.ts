import type { Queries } from '#platform/database/connections.ts';
import { letterTo } from '../own-link.ts';
import type { TextMessageProvider } from '../text-message.ts';
import { CLAIM_DAYS, type HeldClaim } from './claim.ts';

interface Person {
  readonly accountId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Who stands for an enterprise now. */
export async function predecessorsOf(transaction: Queries, enterpriseId: number): Promise<Person[]> {
  const found = await transaction.query<Person>(
    `select a.id as "accountId", a.name, a.email, a.phone from account_role r join account a on a.id = r.account_id
     where r.enterprise_id = $1 and r.role = 'legal-representative' and r.ended_at is null`,
    [enterpriseId],
  );
  return found.rows;
}

async function tell(
  transaction: Queries,
  person: Person,
  about: { readonly key: string; readonly subject: string; readonly text: string },
  messages: TextMessageProvider,
  now: Date,
): Promise<void> {
  const text = `${person.name}：${about.text}`;
  if (person.email !== null) {
    const key = `${about.key}:${person.accountId}`;
    await letterTo(transaction, { key, to: person.email, subject: about.subject, text, awaited: true }, now);
  }
  if (person.phone !== null) {
    await messages.send(transaction, { phone: person.phone, text, key: `${about.key}:${person.accountId}`, now });
  }
}

const minute = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** Whoever stood for the enterprise so far learns of it before anything of theirs ends. */
export async function tellPredecessors(
  transaction: Queries,
  claim: HeldClaim,
  before: readonly Person[],
  until: Date,
  messages: TextMessageProvider,
  now: Date,
): Promise<void> {
  for (const person of before) {
    await tell(
      transaction,
      person,
      {
        key: `claim-told:${claim.id}`,
        subject: '【资质哨】有人注册为贵企业的法定代表人',
        text: `${claim.representative}已注册为${claim.enterprise}的法定代表人。没有异议的，您在本平台代表该企业的权限将于${minute.format(until)}结束；有异议的，请在此之前登录，在“企业认领”页面提出。`,
      },
      messages,
      now,
    );
  }
}

/** Whoever claimed learns what became of it. */
export async function tellClaimant(
  transaction: Queries,
  claim: HeldClaim,
  what: 'granted' | 'refused' | 'lapsed',
  messages: TextMessageProvider,
  now: Date,
): Promise<void> {
  const found = await transaction.query<Person>(
    'select id as "accountId", name, email, phone from account where id = $1',
    [claim.accountId],
  );
  const [person] = found.rows;
  if (person === undefined) return;
  const text = {
    granted: `您对${claim.enterprise}的认领已经生效，可以以法定代表人身份登录办理。`,
    refused: `您对${claim.enterprise}的认领未予确认，理由请登录后在“企业认领”页面查看。`,
    lapsed: `您对${claim.enterprise}的认领 ${CLAIM_DAYS} 日内没有上传证明材料，已经失效。仍要认领的，请重新注册，并及时上传材料。`,
  }[what];
  await tell(
    transaction,
    person,
    { key: `claim-${what}:${claim.id}`, subject: '【资质哨】企业认领的结果', text },
    messages,
    now,
  );
}
