import { CsrfField } from './csrf-field.tsx';

/** A button of the bar. All post to the same address; which one was pressed stands in `act`. */
export interface BatchAct {
  readonly act: string;
  /** a verb with its object: `下达通知书` */
  readonly label: string;
  readonly primary?: boolean | undefined;
  /** why it cannot be done now: shown in place of the button */
  readonly refused?: string | undefined;
}

export interface SelectionProps {
  /** id of the form to which the check boxes of the rows belong; one of its own per list of a page */
  readonly form: string;
  /** posted to: `row` (once a ticked row), `act`, `csrf`, and with all that match `all-matching=yes` and `matching` */
  readonly action: string;
  readonly csrf: string;
  readonly acts: readonly BatchAct[];
  /** the filter in force as a query string, posted as `matching`: the server finds the rows again by it */
  readonly matching?: string | undefined;
  /** how many rows match; with it and more than the page shows, all of them can be selected */
  readonly total?: number | undefined;
  /** most rows that one act may take */
  readonly most?: number | undefined;
}

export const ROW_FIELD = 'row';
export const ALL_MATCHING_FIELD = 'all-matching';
export const MATCHING_FIELD = 'matching';

/** The bar under a work list, in sight while the list scrolls: how many are ticked, and what can be done with them. */
export function SelectionBar({ of, shown }: { readonly of: SelectionProps; readonly shown: number }) {
  const { form, action, csrf, acts, matching = '', total, most } = of;
  const more = total !== undefined && total > shown;
  return (
    <form id={form} className="selection-bar" method="post" action={action} data-selection>
      <CsrfField token={csrf} />
      <input type="hidden" name={MATCHING_FIELD} value={matching} />
      <p aria-live="polite" data-selected>
        勾选要办理的行
        {most === undefined ? null : <span className="muted">，一次最多 {most} 行</span>}
      </p>
      {more ? (
        <span className="choice">
          <input type="checkbox" id={`${form}-all`} name={ALL_MATCHING_FIELD} value="yes" data-all-matching={total} />
          <label htmlFor={`${form}-all`}>选中符合条件的全部 {total} 行</label>
        </span>
      ) : null}
      <span className="act-buttons">
        {acts.map(({ act, label, primary, refused }) =>
          refused === undefined ? (
            <button key={act} type="submit" name="act" value={act} className={primary === true ? 'primary' : undefined}>
              {label}
            </button>
          ) : (
            <span key={act} className="muted">
              {label}：{refused}
            </span>
          ),
        )}
      </span>
    </form>
  );
}
