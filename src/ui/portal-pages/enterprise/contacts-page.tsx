import type { KnownContact } from '#features/registry/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

/** The form as it was typed. */
export interface ContactFields {
  readonly person: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly changedOn: string;
}

export interface ContactsPageProps {
  readonly csrf: string;
  readonly citation: string;
  readonly today: string;
  readonly typed: ContactFields;
  /** e-mail of the confirmation in force */
  readonly confirmedEmail: string | null;
  readonly history: readonly KnownContact[];
  readonly errors: readonly FormError[];
}

const sourceText = (source: string) => (source.startsWith('enterprise:') ? '企业填写' : '登记系统推送');

function History({ history }: { readonly history: readonly KnownContact[] }) {
  if (history.length === 0) {
    return <EmptyState what="还没有联系信息" why="登记系统没有推送，贵单位也没有填写过。请在上方填写。" />;
  }
  return (
    <Table
      caption="联系信息的变更，最近的在前"
      heads={['自', '至', '联系人', '联系电话', '电子邮箱', '通信地址', '来源']}
    >
      <Rows>
        {history.map((each) => (
          <Row key={each.id}>
            <HeadCell head="自">
              <Minute instant={each.knownFrom} />
            </HeadCell>
            <Cell head="至">{each.knownTo === null ? '现在' : <Minute instant={each.knownTo} />}</Cell>
            <Cell head="联系人">{each.person ?? '—'}</Cell>
            <Cell head="联系电话">{each.phone ?? '—'}</Cell>
            <Cell head="电子邮箱">{each.email ?? '—'}</Cell>
            <Cell head="通信地址">{each.address ?? '—'}</Cell>
            <Cell head="来源">
              {sourceText(each.source)}
              {each.recordedBy === null ? '' : ` ${each.recordedBy}`}
              {each.note === null ? null : <span className="line muted">{each.note}</span>}
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** GX24-5.1b: contacts, what they were at any time, and the duty to say within five days that they changed. */
export function ContactsPage({ csrf, citation, today, typed, confirmedEmail, history, errors }: ContactsPageProps) {
  return (
    <>
      <PageHead
        title="联系信息"
        lead={`变更后五日内更新；更新即时告知主管部门。因联系信息有误未能收到文书的，后果由贵单位承担（${citation}）。`}
      />
      <ErrorSummary errors={errors} />
      <form method="post" action="/enterprise/contacts" className="narrow" noValidate>
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="change" />
        <TextField
          name="person"
          label="联系人"
          value={typed.person}
          autoComplete="name"
          maxLength={50}
          error={errorOf(errors, 'person')}
        />
        <TextField
          name="phone"
          label="联系电话"
          hint="手机号码或者带区号的固定电话；与电子邮箱至少填写一项。"
          value={typed.phone}
          type="tel"
          autoComplete="tel"
          maxLength={30}
          error={errorOf(errors, 'phone')}
        />
        <TextField
          name="email"
          label="电子邮箱"
          hint={
            confirmedEmail === null
              ? '用于一般联系。文书的电子送达以签署的送达确认书为准，贵单位尚未签署。'
              : `用于一般联系。文书仍发送到送达确认书所载的 ${confirmedEmail}。`
          }
          value={typed.email}
          type="email"
          autoComplete="email"
          maxLength={254}
          error={errorOf(errors, 'email')}
        />
        <TextField
          name="address"
          label="通信地址"
          hint="邮寄文书时使用，写到门牌号。"
          value={typed.address}
          width="full"
          autoComplete="street-address"
          maxLength={200}
          error={errorOf(errors, 'address')}
        />
        <DayField
          name="changedOn"
          label="变更日期"
          hint="实际发生变更的日期，不是填写日期。"
          value={typed.changedOn}
          max={today}
          required
          error={errorOf(errors, 'changedOn')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            更新联系信息
          </button>
        </p>
      </form>
      <section aria-labelledby="history">
        <h2 id="history">变更记录</h2>
        <History history={history} />
      </section>
    </>
  );
}
