import { ConfirmAct } from '#ui/portal/confirm-act.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { Filters } from '#ui/portal/filters.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { UploadField } from '#ui/portal/upload-field.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface FindPageProps {
  readonly csrf: string;
  readonly q: string;
  /** why nothing was searched for */
  readonly problem: string | undefined;
  readonly hits: readonly { readonly uscc: string; readonly name: string; readonly place: string }[];
  readonly enterprise: { readonly uscc: string; readonly name: string; readonly place: string } | undefined;
  readonly qualifications: readonly {
    readonly id: number;
    readonly name: string;
    readonly level: string;
    readonly stage: string | null;
    readonly caseId: string | null;
  }[];
  readonly chosen: { readonly id: number; readonly name: string } | undefined;
  readonly note: string;
  readonly errors: readonly FormError[];
  readonly mayFind: boolean;
  readonly office: string;
  readonly clause: string;
  readonly citation: string;
  /** said first where the regime of the province knows no such finding */
  readonly notHere: string | undefined;
  readonly evidenceTypes: readonly string[];
  readonly evidenceBytes: number;
}

function Qualifications({ enterprise, qualifications, mayFind }: FindPageProps) {
  if (enterprise === undefined) return null;
  return (
    <section aria-labelledby="qualifications">
      <h2 id="qualifications">{enterprise.name}的资质</h2>
      {qualifications.length === 0 ? (
        <EmptyState what="没有有效的资质" why="该企业在资质登记中没有有效的建筑业或者监理资质。" />
      ) : (
        <Table caption="有效的资质" heads={['资质', '在办案件', '办理']}>
          <Rows>
            {qualifications.map((each) => (
              <Row key={each.id}>
                <HeadCell head="资质">{each.name}</HeadCell>
                <Cell head="在办案件">
                  {each.caseId === null ? '没有' : <a href={`/office/cases/${each.caseId}`}>{each.stage}</a>}
                </Cell>
                <Cell head="办理">
                  {mayFind ? (
                    <a
                      href={`/office/find?uscc=${enterprise.uscc}&qualification=${each.id}`}
                      aria-label={`登记对${each.name}的监管发现`}
                    >
                      登记监管发现
                    </a>
                  ) : (
                    '由经办人登记'
                  )}
                </Cell>
              </Row>
            ))}
          </Rows>
        </Table>
      )}
    </section>
  );
}

/** 日常监管发现: an authority found that a qualification fails; drafted here, the card is red from the sealing. */
export function FindPage(props: FindPageProps) {
  const { csrf, q, problem, hits, enterprise, chosen, note, errors, office, clause, citation, notHere } = props;
  return (
    <>
      <PageHead
        title="日常监管发现"
        crumbs={enterprise === undefined ? [] : [{ label: '日常监管发现', address: '/office/find' }]}
        lead="在日常监管中发现企业不符合资质标准的，查找企业和资质，附证据登记。"
      />
      {notHere === undefined ? null : (
        <p className="notice" role="note">
          {notHere}
        </p>
      )}
      {chosen === undefined || enterprise === undefined ? null : (
        <section aria-labelledby="find">
          <h2 id="find">登记监管发现</h2>
          <ConfirmAct
            action={`/office/find?uscc=${enterprise.uscc}&qualification=${chosen.id}`}
            csrf={csrf}
            button="拟稿并送审"
            cancelAddress={`/office/find?uscc=${enterprise.uscc}`}
            what="经审核、用印后，该项资质自用印之日转为红牌，制发《资质不达标认定暨责令限期整改通知书》并送达，向社会公布，按规定限制其业务。"
            toWhom={[`${enterprise.name}（${chosen.name}）`]}
            clauses={[{ id: clause, citation }]}
            whoSigns={office}
            final="用印前可以撤稿。红牌向社会公布；认定有误的，只能撤案并留下记录。"
            carried={[
              ['act', 'find'],
              ['uscc', enterprise.uscc],
              ['qualification', String(chosen.id)],
            ]}
            errors={errors}
            multipart
          >
            <TextAreaField
              name="note"
              label="发现的情况"
              value={note}
              required
              maxLength={2000}
              error={errorOf(errors, 'note')}
            />
            <UploadField
              name="evidence"
              label="证据"
              accept={props.evidenceTypes}
              maxBytes={props.evidenceBytes}
              required
              error={errorOf(errors, 'evidence')}
            />
          </ConfirmAct>
        </section>
      )}
      {notHere === undefined ? (
        <Filters
          action="/office/find"
          fields={[
            { kind: 'text', name: 'q', label: '企业', value: q, placeholder: '名称、统一社会信用代码或证书编号' },
          ]}
          problem={problem}
        />
      ) : null}
      {enterprise === undefined && q !== '' && problem === undefined ? (
        hits.length === 0 ? (
          <EmptyState what="没有找到企业" why="本机关管辖范围内没有符合的企业，请核对名称或者统一社会信用代码。" />
        ) : (
          <Table caption="查到的企业" heads={['企业', '统一社会信用代码', '注册地']}>
            <Rows>
              {hits.map((hit) => (
                <Row key={hit.uscc}>
                  <HeadCell head="企业">
                    <a href={`/office/find?uscc=${hit.uscc}`}>{hit.name}</a>
                  </HeadCell>
                  <Cell head="统一社会信用代码">{hit.uscc}</Cell>
                  <Cell head="注册地">{hit.place}</Cell>
                </Row>
              ))}
            </Rows>
          </Table>
        )
      ) : null}
      <Qualifications {...props} />
    </>
  );
}
