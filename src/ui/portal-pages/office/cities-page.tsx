import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { DayField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface CitiesPageProps {
  readonly csrf: string;
  readonly cities: readonly {
    readonly city: string;
    readonly name: string;
    readonly isOn: boolean;
    readonly duties: number;
    /** a change that is recorded and has not begun */
    readonly coming: { readonly isOn: boolean; readonly fromDay: string } | null;
    readonly changes: readonly string[];
  }[];
  readonly maySwitch: boolean;
  readonly switching:
    | {
        readonly city: string;
        readonly name: string;
        readonly isOn: boolean;
        readonly duties: number;
        readonly fromDay: string;
      }
    | undefined;
  readonly office: string;
  readonly clause: string;
  readonly citation: string;
  readonly errors: readonly FormError[];
}

/** 市级开通: which cities work here themselves; until then the province does their part (decision 0019). */
export function CitiesPage({ csrf, cities, maySwitch, switching, office, clause, citation, errors }: CitiesPageProps) {
  const on = cities.filter(({ isOn }) => isOn).length;
  return (
    <>
      <PageHead
        title="市级开通"
        lead={
          cities.length === 0
            ? '本省没有“由市级开通”的规定，各市无须开通。'
            : `已开通 ${on} 个市，未开通 ${cities.length - on} 个市。未开通的市，其事项列在省级待办中，由省级代办。`
        }
      />
      {switching === undefined ? null : (
        <section aria-labelledby="switch">
          <h2 id="switch">
            {switching.isOn ? '停用' : '开通'}
            {switching.name}
          </h2>
          <ConfirmAct
            action={`/office/cities?city=${switching.city}`}
            csrf={csrf}
            button={switching.isOn ? '停用' : '开通'}
            cancelAddress="/office/cities"
            what={
              switching.isOn
                ? '自所填日期起，该市的在办事项转回省级待办。已办的事项和各项期限不变。'
                : '自所填日期起，该市的事项由市级主管部门办理。已办的事项和各项期限不变，不重新起算。'
            }
            toWhom={[`${switching.name}，现有 ${switching.duties} 件在办案件有市级应办的事项`]}
            clauses={[{ id: clause, citation }]}
            whoSigns={office}
            carried={[
              ['act', 'switch'],
              ['city', switching.city],
              ['on', switching.isOn ? '0' : '1'],
            ]}
            errors={errors}
          >
            <DayField
              name="fromDay"
              label="起始日期"
              value={switching.fromDay}
              required
              error={errorOf(errors, 'fromDay')}
            />
          </ConfirmAct>
        </section>
      )}
      {cities.length === 0 ? (
        <EmptyState what="没有需要开通的市" why="本省的规定没有由市级主管部门开通账号功能这一步，各市直接办理。" />
      ) : (
        <>
          {switching === undefined ? null : <h2>各市现在的情况</h2>}
          <Table
            caption="各市开通情况"
            heads={['市', '状态', '市级应办案件', '变更记录', '办理']}
            numeric={['市级应办案件']}
          >
            <Rows>
              {cities.map((each) => (
                <Row key={each.city}>
                  <HeadCell head="市">{each.name}</HeadCell>
                  <Cell head="状态">
                    <StateBadge tone={each.isOn ? 'met' : 'closed'} word={each.isOn ? '已开通' : '未开通'} />
                    {each.coming === null ? null : (
                      <span className="line">
                        {each.coming.fromDay} 起{each.coming.isOn ? '开通' : '停用'}
                      </span>
                    )}
                  </Cell>
                  <Cell head="市级应办案件" numeric>
                    {each.duties}
                  </Cell>
                  <Cell head="变更记录">
                    {each.changes.length === 0
                      ? '—'
                      : each.changes.map((line) => (
                          <span key={line} className="line">
                            {line}
                          </span>
                        ))}
                  </Cell>
                  <Cell head="办理">
                    {maySwitch ? (
                      <a
                        href={`/office/cities?city=${each.city}`}
                        aria-label={`${each.isOn ? '停用' : '开通'}${each.name}`}
                      >
                        {each.isOn ? '停用' : '开通'}
                      </a>
                    ) : (
                      '由经办人办理'
                    )}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        </>
      )}
    </>
  );
}
