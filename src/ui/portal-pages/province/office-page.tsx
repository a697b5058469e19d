import type { OfficeTies, Remedies } from '#features/service/queries.ts';
import { Facts } from '#ui/facts.tsx';
import { CsrfField } from '#ui/portal/csrf-field.tsx';
import { ErrorSummary, errorOf, type FormError } from '#ui/portal/error-summary.tsx';
import { TextAreaField } from '#ui/portal/fields.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { RefusedAct } from '#ui/portal/refused-act.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { OFFICE_FIELDS, OfficeFields } from './office-fields.tsx';

export interface OfficePageProps {
  readonly csrf: string;
  readonly id: string;
  readonly name: string;
  readonly levelName: string;
  readonly place: string;
  readonly typed: (field: string) => string;
  readonly errors: readonly FormError[];
  readonly maySave: boolean;
  /** set once it issues nothing any more */
  readonly ended: { readonly on: string; readonly by: string; readonly reason: string } | null;
  readonly ties: OfficeTies;
  /** in force today; null where two of the office have not settled it */
  readonly remedies: Remedies | null;
  readonly endingReason: string;
}

const UNSETTLED = '尚未登记，由该机关的经办人在“救济机关”中填写、审核人确认';

const addressOf = (id: string) => `/province/offices/${encodeURIComponent(id)}`;

function Change({ csrf, id, typed, errors }: OfficePageProps) {
  return (
    <form method="post" action={addressOf(id)}>
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="save" />
      <OfficeFields typed={typed} errors={errors} />
      <p className="muted">修改只影响此后制发的文书；已经制发的文书不变。</p>
      <p className="act-buttons">
        <button type="submit" className="primary">
          保存
        </button>
        <a href="/province/offices">取消</a>
      </p>
    </form>
  );
}

function Ending({ csrf, id, name, ties, errors, endingReason }: OfficePageProps) {
  const { reasons, documents, successor } = ties;
  if (reasons.length > 0) return <RefusedAct act={`停用${name}`} reasons={reasons} />;
  return (
    <form method="post" action={addressOf(id)} className="confirm-act">
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="end" />
      <h2>停用这个机关</h2>
      <p>
        停用后不再以{name}的名义制发文书。
        {documents === 0 ? '该机关没有制发过文书。' : `已制发的 ${documents} 件文书、文号和送达记录不变。`}
        {successor === null ? '该地此后没有这一层级的机关。' : `该地的事项由${successor}接替。`}
        停用后可以恢复，文号接续原来的序列。
      </p>
      <TextAreaField
        name="endingReason"
        label="停用的理由"
        hint="如：机构改革的文件和文号；记入审计。"
        value={endingReason}
        rows={2}
        required
        maxLength={500}
        error={errorOf(errors, 'endingReason')}
      />
      <p className="act-buttons">
        <button type="submit">停用</button>
      </p>
    </form>
  );
}

function Restoring({ csrf, id }: Pick<OfficePageProps, 'csrf' | 'id'>) {
  return (
    <form method="post" action={addressOf(id)}>
      <CsrfField token={csrf} />
      <input type="hidden" name="act" value="restore" />
      <p className="muted">恢复后按原登记制发文书，文号接续原来的序列。</p>
      <p className="act-buttons">
        <button type="submit">恢复</button>
      </p>
    </form>
  );
}

/** One office: what stands on its documents, what hangs on it, and its end. */
export function OfficePage(props: OfficePageProps) {
  const { csrf, id, name, levelName, place, typed, errors, maySave, ended, ties, remedies } = props;
  const standing = <Facts of={OFFICE_FIELDS.map((field) => [field.label, typed(field.name)])} />;
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '发文机关', address: '/province/offices' }]}
        badge={ended === null ? undefined : <StateBadge tone="closed" word="已停用" />}
      />
      <ErrorSummary errors={errors} />
      <Facts
        of={[
          ['层级', levelName],
          ['管辖', place],
          ['已制发文书', `${ties.documents} 件`],
          ['行政复议机关', remedies?.reviewBody ?? UNSETTLED],
          ['受理法院', remedies?.court ?? UNSETTLED],
          ['停用日期', ended?.on],
          ['停用人', ended?.by],
          ['停用理由', ended?.reason],
        ]}
      />
      {ended !== null ? (
        <>
          {standing}
          {maySave ? <Restoring csrf={csrf} id={id} /> : null}
        </>
      ) : maySave ? (
        <>
          <Change {...props} />
          <Ending {...props} />
        </>
      ) : (
        <>
          {standing}
          <p className="muted">由省级经办人修改或者停用。</p>
        </>
      )}
    </>
  );
}
