import type { WhatIf } from '#features/forecast/queries.ts';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField, NumberField, SelectField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';
import { WhatIfResults } from './what-if-results.tsx';

export interface WhatIfPageProps {
  readonly today: string;
  /** as typed */
  readonly on: string;
  readonly comparedOn: string;
  /** something is supposed: the page shows a difference, not only today */
  readonly asked: boolean;
  readonly people: readonly {
    readonly id: number;
    readonly name: string;
    readonly certificates: readonly { readonly text: string; readonly until: string | null }[];
    readonly leaves: boolean;
    readonly lapses: boolean;
  }[];
  readonly lines: readonly { readonly hire: string; readonly number: string; readonly until: string }[];
  readonly certificates: readonly { readonly value: string; readonly label: string }[];
  readonly results: readonly WhatIf[];
  readonly suggestions: readonly { readonly qualification: string; readonly hires: readonly string[] }[];
  readonly errors: readonly FormError[];
}

const BLANK = { hire: '', number: '', until: '' };
const SPARE_LINES = 2;

function People({ people, today }: Pick<WhatIfPageProps, 'people' | 'today'>) {
  if (people.length === 0) return <p className="muted">登记中没有在本企业注册的人员。</p>;
  return (
    <Table
      caption={`本企业注册人员（${people.length} 人）`}
      heads={['姓名', '注册类别和专业', '有效期至', '离职', '注册失效']}
    >
      <Rows>
        {people.map((person) => (
          <Row key={person.id}>
            <HeadCell head="姓名">{person.name}</HeadCell>
            <Cell head="注册类别和专业">
              {person.certificates.map(({ text }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a page that is never re-rendered
                <span className="line" key={at}>
                  {text}
                </span>
              ))}
            </Cell>
            <Cell head="有效期至">
              {person.certificates.map(({ until }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a page that is never re-rendered
                <span className="line" key={at}>
                  {until ?? '未载明'}
                  {until !== null && until < today ? '（已过）' : ''}
                </span>
              ))}
            </Cell>
            <Cell head="离职">
              <input
                type="checkbox"
                name="leave"
                value={person.id}
                defaultChecked={person.leaves}
                aria-label={`${person.name}离职`}
              />
            </Cell>
            <Cell head="注册失效">
              <input
                type="checkbox"
                name="lapse"
                value={person.id}
                defaultChecked={person.lapses}
                aria-label={`${person.name}注册失效`}
              />
            </Cell>
          </Row>
        ))}
      </Rows>
    </Table>
  );
}

/** Who leaves, whose registration lapses, who might be hired: the verdicts before and after. Nothing is stored; the address holds it all. */
export function WhatIfPage(props: WhatIfPageProps) {
  const { lines, certificates, errors, suggestions, today } = props;
  const shown = [...lines, ...Array.from({ length: SPARE_LINES }, () => BLANK)];
  return (
    <>
      <PageHead
        title="试算"
        lead="与每月核查使用同一套标准和算法。只作试算：不改变登记，不留记录，主管部门看不到；网址可以保存或者转发给同事。"
      />
      <ErrorSummary errors={errors} />
      <WhatIfResults {...props} />
      {suggestions.map(({ qualification, hires }) =>
        hires.length === 0 ? null : (
          <p key={qualification}>
            {qualification}最少补充：<b>{hires.join('，')}</b>。
          </p>
        ),
      )}
      <form method="get" action="/enterprise/what-if">
        <h2>拟聘人员</h2>
        {shown.map((line, at) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity of a line
            key={at}
            className="hire-line"
          >
            <legend>第 {at + 1} 行</legend>
            <SelectField
              name="hire"
              id={`hire-${at}`}
              label="注册类别和专业"
              none="不增加"
              value={line.hire}
              options={certificates}
              error={errorOf(errors, `hire-${at}`)}
            />
            <NumberField
              name="number"
              id={`number-${at}`}
              label="人数"
              unit="人"
              value={line.number}
              error={errorOf(errors, `number-${at}`)}
            />
            <DayField
              name="until"
              id={`until-${at}`}
              label="注册有效期至（可不填）"
              value={line.until}
              error={errorOf(errors, `until-${at}`)}
            />
          </fieldset>
        ))}
        <DayField
          name="on"
          label="比对日期"
          hint="填以后的日期，可以看到到那天还有效的注册是否足够。"
          value={props.on}
          min={today}
          error={errorOf(errors, 'on')}
        />
        <p className="act-buttons">
          <button type="submit" className="primary">
            试算
          </button>
          <a href="/enterprise/what-if">恢复现状</a>
        </p>
        <h2>在册人员</h2>
        <People {...props} />
        <p className="act-buttons">
          <button type="submit">试算</button>
        </p>
      </form>
    </>
  );
}
