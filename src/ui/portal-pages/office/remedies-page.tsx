import type { Remedies, RemediesEntered } from '#features/service/queries.ts';
import { Minute } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { type ProofOffered, SECOND_FACTOR_FIELD, SecondProof } from '#ui/portal/second-proof.tsx';
import { Cell, HeadCell, Row, Rows, Table } from '#ui/table.tsx';

export interface RemediesPageProps {
  readonly csrf: string;
  /** null: the office is not recorded yet */
  readonly office: string | null;
  readonly inForce: Remedies | null;
  readonly rows: readonly RemediesEntered[];
  readonly accountId: string;
  readonly mayEnter: boolean;
  readonly mayDecide: boolean;
  /** null where this person neither enters nor decides */
  readonly offered: ProofOffered | null;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
}

const STATUS = { requested: '待确认', confirmed: '已确认', refused: '已退回' } as const;

const FIELDS = [
  { name: 'reviewBody', label: '行政复议机关', hint: '全称，如“示例市人民政府”（行政复议法第二十四条）。' },
  {
    name: 'court',
    label: '行政诉讼受理法院',
    hint: '全称，如“示例区人民法院”：本机关所在地的基层人民法院，或者依法指定的跨区划法院（行政诉讼法第十四条、第十八条）。',
  },
  { name: 'basis', label: '依据', hint: '文件名称和文号，如关于行政案件集中管辖的公告。' },
] as const;

function Entry({ csrf, typed, errors, offered }: RemediesPageProps & { readonly offered: ProofOffered }) {
  return (
    <details open={errors.length > 0}>
      <summary>填写</summary>
      <form method="post" action="/office/remedies">
        <CsrfField token={csrf} />
        <input type="hidden" name="act" value="enter" />
        {FIELDS.map((field) => (
          <TextField
            key={field.name}
            {...field}
            value={typed(field.name)}
            width="full"
            maxLength={200}
            required
            error={errorOf(errors, field.name)}
          />
        ))}
        <TextField
          name="inForceFrom"
          label="施行日期"
          hint="自这一天起制发的文书写明上述机关；此前制发的文书不变。"
          value={typed('inForceFrom')}
          required
          error={errorOf(errors, 'inForceFrom')}
        />
        <SecondProof
          offered={offered}
          acts={[{ label: '填写，交他人确认' }]}
          error={errorOf(errors, SECOND_FACTOR_FIELD)}
        />
      </form>
    </details>
  );
}

function Decision(props: { csrf: string; id: string; typed: string; offered: ProofOffered }) {
  const { csrf, id, typed, offered } = props;
  return (
    <form method="post" action="/office/remedies">
      <CsrfField token={csrf} />
      <input type="hidden" name="id" value={id} />
      <div className="field">
        <label htmlFor="decision">核对情况或者退回理由</label>
        <input id="decision" name="decision" className="control" defaultValue={typed} required maxLength={500} />
      </div>
      <SecondProof
        id="decision-factor"
        offered={offered}
        acts={[
          { act: 'confirm', label: '确认' },
          { act: 'refuse', label: '退回' },
        ]}
      />
    </form>
  );
}

function settling(props: RemediesPageProps, row: RemediesEntered) {
  if (row.status !== 'requested') return `${row.decidedByName ?? ''}：${row.decisionReason ?? ''}`;
  if (row.requestedBy === props.accountId) return '本人填写的须由他人确认';
  const { offered } = props;
  return props.mayDecide && offered !== null ? (
    <Decision csrf={props.csrf} id={row.id} typed={props.typed('decision')} offered={offered} />
  ) : (
    '由本机关审核人确认'
  );
}

/** 救济机关: before whom the acts of this office are challenged; one of the office enters, another confirms. */
export function RemediesPage(props: RemediesPageProps) {
  const { office, inForce, rows, mayEnter, offered, errors } = props;
  return (
    <>
      <PageHead
        title="救济机关"
        lead="责令限期整改通知书、撤回决定书和公告须写明向谁申请行政复议、向哪个法院起诉。由本机关一人填写、另一人确认，自施行日期起写入文书；没有确认的，这些文书不能制发。"
      />
      <ErrorSummary errors={errors} />
      {office === null ? (
        <p>本机关还没有登记为发文机关，请先由省级经办人在“发文机关”中登记。</p>
      ) : (
        <>
          <Facts
            of={[
              ['机关', office],
              ['现行行政复议机关', inForce?.reviewBody ?? '尚未确认'],
              ['现行受理法院', inForce?.court ?? '尚未确认'],
            ]}
          />
          {mayEnter && offered !== null ? <Entry {...props} offered={offered} /> : null}
          {rows.length === 0 ? (
            <p>还没有填写过。</p>
          ) : (
            <Table caption="填写和确认" heads={['施行日期', '复议机关和法院', '依据', '填写', '状态', '确认']}>
              <Rows>
                {rows.map((row) => (
                  <Row key={row.id}>
                    <HeadCell head="施行日期">{row.inForceFrom}</HeadCell>
                    <Cell head="复议机关和法院">
                      {row.reviewBody}；{row.court}
                    </Cell>
                    <Cell head="依据">{row.basis}</Cell>
                    <Cell head="填写">
                      {row.requestedByName}　<Minute instant={row.requestedAt} />
                    </Cell>
                    <Cell head="状态">{STATUS[row.status]}</Cell>
                    <Cell head="确认">{settling(props, row)}</Cell>
                  </Row>
                ))}
              </Rows>
            </Table>
          )}
        </>
      )}
    </>
  );
}
