import { Day } from '#ui/dates.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface RegimesPageProps {
  readonly regimes: readonly {
    readonly id: string;
    readonly name: string;
    readonly document: string;
    readonly effectiveFrom: string;
    readonly places: readonly string[];
    readonly stages: number;
    readonly readings: number;
  }[];
  readonly ungoverned: readonly string[];
}

/** 适用制度: which document governs where. */
export function RegimesPage({ regimes, ungoverned }: RegimesPageProps) {
  return (
    <>
      <PageHead
        title="适用制度"
        lead="案件的每一步都按立案时的制度办理，制度修改不影响在办案件。制度随版本发布，不在页面上修改。"
      />
      <Table
        caption="制度"
        heads={['制度', '文件', '起用日期', '本省适用地区', '阶段', '解释口径']}
        numeric={['阶段', '解释口径']}
      >
        <Rows>
          {regimes.map((regime) => (
            <Row key={regime.id}>
              <HeadCell head="制度">
                <a href={`/province/regimes/${regime.id}`}>{regime.name}</a>
              </HeadCell>
              <Cell head="文件">{regime.document}</Cell>
              <Cell head="起用日期">
                <Day day={regime.effectiveFrom} />
              </Cell>
              <Cell head="本省适用地区">{regime.places.length === 0 ? '本省不适用' : regime.places.join('、')}</Cell>
              <Cell head="阶段" numeric>
                {regime.stages}
              </Cell>
              <Cell head="解释口径" numeric>
                {regime.readings}
              </Cell>
            </Row>
          ))}
        </Rows>
      </Table>
      {ungoverned.length === 0 ? null : (
        <p>下列地区没有适用的制度，核查只得出结论，不立案：{ungoverned.join('、')}。</p>
      )}
    </>
  );
}
