import type { ReactNode } from 'react';
import { minuteOf } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface WatchListPageProps {
  readonly csrf: string;
  readonly listId: string;
  readonly name: string;
  readonly members: readonly { readonly uscc: string; readonly name: string }[];
  readonly email: string | null;
  readonly webhookUrl: string | null;
  readonly told: readonly {
    readonly id: number;
    readonly preparedAt: Date;
    readonly lines: readonly string[];
    readonly webhook: string;
  }[];
  readonly typed: { readonly terms: string; readonly email: string; readonly webhook: string };
  /** a code was mailed to this address and waits to be typed */
  readonly emailAsked: string | null;
  /** shown once */
  readonly secret: string | null;
  readonly errors: readonly FormError[];
}

function Act(props: { csrf: string; listId: string; act: string; children: ReactNode }) {
  return (
    <form method="post" action={`/tender/lists/${props.listId}`} className="narrow">
      <CsrfField token={props.csrf} />
      <input type="hidden" name="act" value={props.act} />
      {props.children}
    </form>
  );
}

function Members({ csrf, listId, members }: Pick<WatchListPageProps, 'csrf' | 'listId' | 'members'>) {
  if (members.length === 0) return <p className="muted">名单中还没有企业，请在下面加入。</p>;
  return (
    <Table caption="名单中的企业" heads={['企业', '统一社会信用代码', '操作']}>
      <Rows>
        {members.map(({ uscc, name }) => (
          <Row key={uscc}>
            <HeadCell head="企业">
              <a href={`/enterprises/${uscc}`}>{name}</a>
            </HeadCell>
            <Cell head="统一社会信用代码">{uscc}</Cell>
            <Cell head="操作">
              <form method="post" action={`/tender/lists/${listId}`}>
                <CsrfField token={csrf} />
                <input type="hidden" name="act" value="remove" />
                <input type="hidden" name="uscc" value={uscc} />
                <button type="submit" aria-label={`移出${name}`}>
                  移出
                </button>
              </form>
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function Email(props: WatchListPageProps) {
  const { csrf, listId, email, emailAsked, typed, errors } = props;
  return (
    <section aria-labelledby="email-notice">
      <h2 id="email-notice">邮件通知</h2>
      {email === null ? null : (
        <Act csrf={csrf} listId={listId} act="no-email">
          <p>
            变化发送至 {email}。 <button type="submit">停用邮件通知</button>
          </p>
        </Act>
      )}
      <Act csrf={csrf} listId={listId} act="ask-email">
        <TextField
          name="email"
          label={email === null ? '电子邮箱' : '换一个电子邮箱'}
          type="email"
          value={typed.email}
          error={errorOf(errors, 'email')}
        />
        <p>
          <button type="submit">发送验证码</button>
        </p>
      </Act>
      {emailAsked === null ? null : (
        <Act csrf={csrf} listId={listId} act="prove-email">
          <TextField
            name="emailCode"
            label="邮件中的 6 位验证码"
            hint={`验证码已发送到 ${emailAsked}，10 分钟内有效。`}
            required
            width="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            error={errorOf(errors, 'emailCode')}
          />
          <p>
            <button type="submit" className="primary">
              启用邮件通知
            </button>
          </p>
        </Act>
      )}
    </section>
  );
}

function Webhook(props: WatchListPageProps) {
  const { csrf, listId, webhookUrl, secret, typed, errors } = props;
  return (
    <section aria-labelledby="webhook-notice">
      <h2 id="webhook-notice">接口通知（Webhook）</h2>
      {secret === null ? null : (
        <p className="notice" role="status">
          签名密钥只显示这一次，请妥善保存：<code>{secret}</code>
        </p>
      )}
      <p>
        有变化时向下面的地址发送 JSON（POST），请求头 <code>Qualwatch-Signature: t=秒,v1=签名</code>
        ，签名为以密钥对“秒.正文”计算的 HMAC-SHA-256。未被接收的逐次延长间隔重发，最多 10 次。
      </p>
      <Act csrf={csrf} listId={listId} act="webhook">
        <TextField
          name="webhook"
          label="接收地址"
          hint="完整的 https:// 地址；留空则停用。每次保存都生成新的签名密钥。"
          value={typed.webhook === '' ? (webhookUrl ?? '') : typed.webhook}
          width="full"
          error={errorOf(errors, 'webhook')}
        />
        <p>
          <button type="submit">保存接收地址</button>
        </p>
      </Act>
    </section>
  );
}

/** One saved list: its enterprises, how changes are told, and what was told. */
export function WatchListPage(props: WatchListPageProps) {
  const { csrf, listId, name, members, told, typed, errors } = props;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '关注名单', address: '/tender' }]}
        lead={`共 ${members.length} 家企业`}
      />
      <ErrorSummary errors={errors} />
      {members.length > 0 && props.email === null && props.webhookUrl === null ? (
        <p>
          <StateBadge tone="attention" word="还没有通知方式" /> 变化只列在本页。设置<a href="#email-notice">邮件通知</a>
          或者<a href="#webhook-notice">接口通知</a>后主动告知。
        </p>
      ) : null}
      <Members {...props} />
      <h2>加入企业</h2>
      <Act csrf={csrf} listId={listId} act="add">
        <TextAreaField
          name="terms"
          label="企业名称或统一社会信用代码"
          hint="每行一家，名称须写全称。最多 500 家。"
          value={typed.terms}
          required
          error={errorOf(errors, 'terms')}
        />
        <p>
          <button type="submit" className="primary">
            加入名单
          </button>
        </p>
      </Act>
      <Email {...props} />
      <Webhook {...props} />
      <section aria-labelledby="told">
        <h2 id="told">最近的变化</h2>
        {told.length === 0 ? <p className="muted">加入名单以后还没有公开变化。</p> : null}
        {told.map((each) => (
          <article key={each.id}>
            <h3>{minuteOf(each.preparedAt)}</h3>
            <ul>
              {each.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            {each.webhook === '' ? null : <p className="muted">{each.webhook}</p>}
          </article>
        ))}
      </section>
      <details>
        <summary>删除名单</summary>
        <Act csrf={csrf} listId={listId} act="end">
          <p>名单和其中的 {members.length} 家企业一并删除，不再通知，不能恢复。</p>
          <p>
            <button type="submit">确认删除“{name}”</button>
          </p>
        </Act>
      </details>
    </>
  );
}
