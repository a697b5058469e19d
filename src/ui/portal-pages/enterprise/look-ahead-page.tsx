import type { ForeseenChange, LookAhead, Loss, StaffCertificate } from '#features/forecast/queries.ts';
import { kindOf, specialtyNames } from '#law/standards/index.ts';
import { inWords, Minute } from '#ui/dates.tsx';
import { type CalendarDay, CalendarList } from '#ui/portal/calendar-list.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { LineChart } from '#ui/portal/line-chart.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StatusBadge } from '#ui/status-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { verdictOf } from './verdict-of.ts';

const DAY = 86_400_000;

export interface LookAheadPageProps {
  readonly csrf: string;
  readonly today: string;
  readonly ahead: LookAhead;
  readonly calendar: { readonly address: string; readonly madeAt: Date } | null;
}

function certificateText({ kind, specialties }: StaffCertificate): string {
  const known = kindOf(kind);
  const names = specialtyNames(kind, specialties).join('、');
  return `${known?.grade ?? ''}${known?.role ?? ''}${names === '' ? '' : `（${names}）`}`;
}

function lossInWords(loss: Loss): string {
  switch (loss.why) {
    case 'expired':
      return `${loss.certificate.name}的${certificateText(loss.certificate)}到期`;
    case 'specialty':
      return `${loss.certificate.name}的${loss.specialties.join('、')}专业注册到期`;
    case 'age':
      return `${loss.certificate.name}超过计入年龄`;
  }
}

function lossText({ losses }: ForeseenChange): string {
  if (losses.length === 0) return '在其他单位的注册到期，或者标准、核查办法自该日起变化';
  return losses.map(lossInWords).join('；');
}

function Changes({ ahead }: { readonly ahead: LookAhead }) {
  if (ahead.changes.length === 0) {
    return (
      <EmptyState
        what="今后 180 天内，各项资质的结论不会因到期而改变"
        why={`按今天的登记数据推算至 ${inWords(ahead.until)}。人员变动后重新打开本页即可。`}
        next={{ label: '试算增减人员', address: '/enterprise/what-if' }}
      />
    );
  }
  return (
    <Table caption="结论将改变的日子" heads={['自', '资质', '之前', '之后', '尚缺', '原因', '应对']} numeric={['尚缺']}>
      <Rows>
        {ahead.changes.map((change) => (
          <Row key={`${change.day} ${change.qualification.id}`}>
            <HeadCell head="自">{change.day}</HeadCell>
            <Cell head="资质">
              <a href={`/enterprise/qualifications/${change.qualification.id}`}>{change.qualification.name}</a>
            </Cell>
            <Cell head="之前">
              <StatusBadge verdict={verdictOf(change.before.verdict)} marked={false} />
            </Cell>
            <Cell head="之后">
              <StatusBadge verdict={verdictOf(change.after.verdict)} marked={false} />
            </Cell>
            <Cell head="尚缺" numeric>
              {change.after.shortage === 0 ? '—' : `${change.after.shortage} 人`}
            </Cell>
            <Cell head="原因">{lossText(change)}</Cell>
            <Cell head="应对">
              <a href={`/enterprise/what-if?on=${change.day}`}>按这一天试算</a>
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

function expiringDays({ expiring, changes }: LookAhead): CalendarDay[] {
  const days = new Map<string, CalendarDay['entries'][number][]>();
  for (const { certificate: each, day, specialties } of expiring) {
    const next = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
    const hit = changes.filter(
      (change) => change.day === next && change.losses.some(({ certificate }) => certificate === each),
    );
    const entries = days.get(day) ?? [];
    const what = specialties.length === 0 ? certificateText(each) : `${specialties.join('、')}专业`;
    entries.push({
      key: `${each.personId}-${each.kind}-${each.specialties}-${specialties.join('-')}`,
      text: `${each.name}的${what}注册到期`,
      about:
        hit.length === 0 ? '不影响结论' : `次日起影响${hit.map(({ qualification }) => qualification.name).join('、')}`,
    });
    days.set(day, entries);
  }
  return [...days].map(([day, entries]) => ({ day, entries }));
}

function Act({ csrf, act, label, primary }: { csrf: string; act: string; label: string; primary?: boolean }) {
  return (
    <form method="post" action="/enterprise/look-ahead">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value={act} />
      <button type="submit" className={primary === true ? 'primary' : undefined}>
        {label}
      </button>
    </form>
  );
}

function Calendar({ csrf, calendar }: Pick<LookAheadPageProps, 'csrf' | 'calendar'>) {
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar">订阅到日历</h2>
      <p>
        在手机或者电脑的日历中订阅后，注册到期日、资质有效期和案件期限会自动出现，提前 7 天提醒。日历中的姓名只显示姓。
      </p>
      {calendar === null ? (
        <Act csrf={csrf} act="renew-calendar" label="生成订阅地址" primary />
      ) : (
        <>
          <p>
            <label htmlFor="calendar-address">订阅地址（仅供本人使用，请勿转发）</label>
            <input
              id="calendar-address"
              className="control size-full"
              type="text"
              readOnly
              defaultValue={calendar.address}
            />
          </p>
          <p className="muted">
            生成于 <Minute instant={calendar.madeAt} />
            。地址泄露的，请重新生成；不再担任经办人的，地址自动失效。
          </p>
          <div className="act-buttons">
            <a className="button" href={calendar.address}>
              下载日历文件
            </a>
            <Act csrf={csrf} act="renew-calendar" label="重新生成地址" />
            <Act csrf={csrf} act="end-calendar" label="停用订阅" />
          </div>
        </>
      )}
    </section>
  );
}

/** What the next half year brings by itself: verdicts that change because registrations run out, and the days on which they do. */
export function LookAheadPage({ csrf, today, ahead, calendar }: LookAheadPageProps) {
  return (
    <>
      <PageHead
        title="到期预测"
        lead={`按今天的登记数据，逐日推算至 ${inWords(ahead.until)}（180 天）；与每月核查使用同一套标准和算法。`}
      />
      <section aria-labelledby="changes">
        <h2 id="changes">哪些资质将不足</h2>
        <Changes ahead={ahead} />
      </section>
      <LineChart
        question="不达标的资质会不会增加"
        of="日期"
        unit="项"
        series={['不足的资质']}
        points={ahead.course.map(({ day, notMet }) => ({ label: day, values: [notMet] }))}
      />
      <section aria-labelledby="expiring">
        <h2 id="expiring">将到期的注册（{ahead.expiring.length} 项）</h2>
        {ahead.expiring.length === 0 ? (
          <p className="muted">180 天内没有注册到期。</p>
        ) : (
          <CalendarList days={expiringDays(ahead)} today={today} />
        )}
      </section>
      <Calendar csrf={csrf} calendar={calendar} />
    </>
  );
}
