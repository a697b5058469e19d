import { Day, Minute } from '#ui/dates.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, type Option, SelectField, TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface DowntimeLine {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly place: string;
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export interface DowntimePageProps {
  readonly csrf: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly places: readonly Option[];
  readonly rows: readonly DowntimeLine[];
}

/** 停机登记: days on which the platform was down; terms that would end within them move. */
export function DowntimePage({ csrf, typed, errors, places, rows }: DowntimePageProps) {
  return (
    <>
      <PageHead
        title="停机登记"
        lead="期限的最后一日在停机期间的，移到停机结束后的第一个工作日。登记后由后台任务逐案记入，不能撤销。"
      />
      <form method="post" action="/system/downtime">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="record" />
        <ErrorSummary errors={errors} />
        <div className="side-by-side">
          <DayField name="from" label="起始日" value={typed('from')} required error={errorOf(errors, 'from')} />
          <DayField
            name="to"
            label="结束日"
            hint="当日在内。"
            value={typed('to')}
            required
            error={errorOf(errors, 'to')}
          />
        </div>
        <SelectField name="scope" label="所涉地区" none="全部" value={typed('scope')} options={places} />
        <TextField
          name="reason"
          label="原因"
          value={typed('reason')}
          width="full"
          maxLength={500}
          required
          error={errorOf(errors, 'reason')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            登记停机
          </button>
        </p>
      </form>
      {rows.length === 0 ? (
        <EmptyState what="没有登记过停机" why="登记后列在这里。" />
      ) : (
        <Table caption="历次停机" heads={['停机', '地区', '原因', '登记']}>
          <Rows>
            {rows.map((row) => (
              <Row key={row.id}>
                <HeadCell head="停机">
                  <Day day={row.from} /> 至 <Day day={row.to} />
                </HeadCell>
                <Cell head="地区">{row.place}</Cell>
                <Cell head="原因">{row.reason}</Cell>
                <Cell head="登记">
                  {row.recordedBy}　<Minute instant={row.recordedAt} />
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </>
  );
}
