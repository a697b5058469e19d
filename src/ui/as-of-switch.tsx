import type { AsOf } from '#features/registry/queries.ts';
import { inWords } from './dates.tsx';

export interface AsOfSwitchProps {
  /** address of the page without its query */
  readonly action: string;
  readonly asOf: AsOf | undefined;
  /** what was typed, where it was refused */
  readonly written?: string;
  readonly refusal?: string;
  readonly today: string;
  readonly firstDay: string | undefined;
}

/** Chooses the day that the page speaks of: a plain form, so it works without script and its result has an address. */
export function AsOfSwitch({ action, asOf, written, refusal, today, firstDay }: AsOfSwitchProps) {
  return (
    <form className="as-of" action={action}>
      <p>
        {asOf === undefined ? null : (
          <strong>
            截至 {inWords(asOf.day)}
            {asOf.isToday ? '（今日）' : '（当日记录）'}
          </strong>
        )}
      </p>
      <div className="as-of-fields">
        <label htmlFor="as-of">查看其他日期</label>
        <input
          id="as-of"
          name="asOf"
          type="date"
          required
          defaultValue={written ?? asOf?.day ?? today}
          min={firstDay}
          max={today}
          aria-invalid={refusal === undefined ? undefined : true}
          aria-describedby={refusal === undefined ? undefined : 'as-of-error'}
        />
        <button type="submit">查看</button>
        {asOf?.isToday === true ? null : <a href={action}>回到今日</a>}
      </div>
      {refusal === undefined ? null : (
        <p id="as-of-error" className="field-error">
          {refusal}
        </p>
      )}
    </form>
  );
}
