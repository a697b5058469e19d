import { isUscc } from '#law/identifiers/uscc.ts';
import { Facts } from '#ui/facts.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface OfficeEnterprisePageProps {
  readonly name: string;
  readonly uscc: string;
  readonly facts: readonly (readonly [string, string | null])[];
  readonly contacts: readonly {
    readonly id: number;
    readonly stood: string;
    readonly reached: string;
    readonly source: string;
    readonly note: string | null;
  }[];
  readonly confirmations: readonly {
    readonly id: number;
    readonly stood: string;
    readonly email: string;
    readonly signedBy: string;
    readonly documentId: string | null;
    readonly ended: string | null;
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly qualification: string;
    readonly stage: string;
    readonly openedOn: string;
    readonly closedOn: string | null;
  }[];
}

/** An enterprise as its office sees it: how it could be reached and what it had agreed to, at every time (GX24-5.1b). */
export function OfficeEnterprisePage(props: OfficeEnterprisePageProps) {
  const { name, uscc, facts, contacts, confirmations, cases } = props;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '案件', address: `/office/cases?q=${uscc}` }]}
        lead={`统一社会信用代码 ${uscc}${isUscc(uscc) ? '' : '（按证照核实）'}`}
        act={<a href={`/enterprises/${uscc}`}>公开页面</a>}
      />
      <Facts of={facts} />
      <section aria-labelledby="cases">
        <h2 id="cases">案件</h2>
        {cases.length === 0 ? (
          <p className="muted">没有案件。</p>
        ) : (
          <Table caption="案件" heads={['资质', '阶段', '立案', '结案']}>
            <Rows>
              {cases.map((each) => (
                <Row key={each.id}>
                  <HeadCell head="资质">
                    <a href={`/office/cases/${each.id}`}>{each.qualification}</a>
                  </HeadCell>
                  <Cell head="阶段">{each.stage}</Cell>
                  <Cell head="立案">{each.openedOn}</Cell>
                  <Cell head="结案">{each.closedOn ?? '未结'}</Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
      </section>
      <section aria-labelledby="confirmations">
        <h2 id="confirmations">送达确认书</h2>
        {confirmations.length === 0 ? (
          <p className="muted">没有签署过，不能电子送达。</p>
        ) : (
          <Table caption="送达确认书" heads={['有效期间', '电子邮箱', '签署', '确认书']}>
            <Rows>
              {confirmations.map((each) => (
                <Row key={each.id}>
                  <HeadCell head="有效期间">{each.stood}</HeadCell>
                  <Cell head="电子邮箱">{each.email}</Cell>
                  <Cell head="签署">
                    {each.signedBy}
                    {each.ended === null ? null : <span className="line muted">{each.ended}</span>}
                  </Cell>
                  <Cell head="确认书">
                    {each.documentId === null ? (
                      '纸质签署'
                    ) : (
                      <a href={`/office/documents/${each.documentId}`} aria-label={`打开 ${each.stood} 的确认书`}>
                        打开
                      </a>
                    )}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
      </section>
      <section aria-labelledby="contacts">
        <h2 id="contacts">联系信息</h2>
        {contacts.length === 0 ? (
          <p className="muted">没有登记过联系信息。</p>
        ) : (
          <Table caption="联系信息的变化" heads={['期间', '联系信息', '来源']}>
            <Rows>
              {contacts.map((each) => (
                <Row key={each.id}>
                  <HeadCell head="期间">{each.stood}</HeadCell>
                  <Cell head="联系信息">{each.reached}</Cell>
                  <Cell head="来源">
                    {each.source}
                    {each.note === null ? null : <span className="line muted">{each.note}</span>}
                  </Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )}
      </section>
    </>
  );
}
