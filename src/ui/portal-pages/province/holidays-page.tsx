import type { HolidayChange, NoticeShown } from '#features/calendar/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { NumberField, TextAreaField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface HolidaysPageProps {
  readonly csrf: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly notices: readonly NoticeShown[];
  /** what the notice in the form would change, once it was looked at */
  readonly change: HolidayChange | null;
  readonly mayRecord: boolean;
}

function Days({ days }: { readonly days: readonly string[] }) {
  if (days.length === 0) return <span className="muted">没有</span>;
  return (
    <details>
      <summary>{days.length} 天</summary>
      <ul className="plain">
        {days.map((day) => (
          <li key={day}>{day}</li>
        ))}
      </ul>
    </details>
  );
}

function Change({ change }: { readonly change: HolidayChange }) {
  const { off, worked, casesWithTerm, provisional } = change;
  return (
    <div className="portal-notice attention">
      <p>
        <b>登记后的变化</b>　与现行日历相比，{off.length} 天改为放假，{worked.length} 天改为上班。
      </p>
      <Facts
        of={[
          ['改为放假', <Days key="off" days={off} />],
          ['改为上班', <Days key="on" days={worked} />],
          ['期限届满日在该年的在办案件', `${casesWithTerm} 件，其中暂定 ${provisional} 件`],
        ]}
      />
      <p>登记后五分钟内，在办案件的期限按新的安排重新计算；已经届满的期限和已经作出的决定不变。</p>
    </div>
  );
}

function Form({ csrf, typed, errors, change }: HolidaysPageProps) {
  return (
    <form method="post" action="/province/holidays">
      <CsrfField token={csrf} />
      <h2>登记国务院办公厅的通知</h2>
      <ErrorSummary errors={errors} />
      <NumberField name="year" label="年份" value={typed('year')} unit="年" required error={errorOf(errors, 'year')} />
      <TextField
        name="source"
        label="通知文号"
        hint="如：国办发明电〔2026〕7号。"
        value={typed('source')}
        width="full"
        required
        error={errorOf(errors, 'source')}
      />
      <TextAreaField
        name="holidays"
        label="放假日期"
        hint="每行一天，如 2027-01-01；连续的写成 2027-02-05 至 2027-02-11。"
        value={typed('holidays')}
        rows={8}
        required
        error={errorOf(errors, 'holidays')}
      />
      <TextAreaField
        name="workdays"
        label="调休上班日期"
        hint="写法同上；没有的可以不填。"
        value={typed('workdays')}
        rows={4}
        error={errorOf(errors, 'workdays')}
      />
      {change === null ? null : <Change change={change} />}
      <p className="act-buttons">
        {change === null ? null : (
          <button type="submit" name="act" value="record" className="primary">
            登记
          </button>
        )}
        <button type="submit" name="act" value="preview" className={change === null ? 'primary' : undefined}>
          {change === null ? '先看登记后的变化' : '重新计算变化'}
        </button>
      </p>
    </form>
  );
}

/** 节假日: the arrangements that terms are reckoned by, and recording a new notice after seeing what it changes. */
export function HolidaysPage(props: HolidaysPageProps) {
  const { notices, mayRecord } = props;
  return (
    <>
      <PageHead
        title="节假日"
        lead="期限按国务院办公厅的放假通知计算。通知尚未公布的年份，涉及该年的期限都标为暂定。"
      />
      <Table caption="各年安排" heads={['年份', '放假', '调休上班', '依据', '登记']}>
        <Rows>
          {notices.map((notice) => (
            <Row key={notice.year}>
              <HeadCell head="年份">{notice.year}</HeadCell>
              <Cell head="放假">
                <Days days={notice.holidays} />
              </Cell>
              <Cell head="调休上班">
                <Days days={notice.workdays} />
              </Cell>
              <Cell head="依据">{notice.recordedAt === null ? '国务院办公厅年度节假日安排通知' : notice.source}</Cell>
              <Cell head="登记">
                {notice.recordedAt === null ? (
                  '系统自带'
                ) : (
                  <>
                    {notice.recordedBy}　<Minute instant={notice.recordedAt} />
                  </>
                )}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {mayRecord ? <Form {...props} /> : <p className="muted">由省级经办人登记。</p>}
    </>
  );
}
