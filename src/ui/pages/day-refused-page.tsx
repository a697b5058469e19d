import { AsOfSwitch } from '../as-of-switch.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';

export interface DayRefusedPageProps {
  readonly context: PageContext;
  /** address of the page that was asked for, without its query */
  readonly action: string;
  readonly name: string;
  readonly asked: { readonly reason: string; readonly written: string };
  readonly today: string;
  readonly firstDay: string | undefined;
}

/** A day that cannot be shown, with the reason and the field to correct it. */
export function DayRefusedPage({ context, action, name, asked, today, firstDay }: DayRefusedPageProps) {
  return (
    <PageFrame context={context} title={`日期有误 · ${name}`} unlisted>
      <h1>{name}</h1>
      <div className="error-summary" role="alert" aria-labelledby="error-title">
        <h2 id="error-title">查询日期有误</h2>
        <ul>
          <li>
            <a href="#as-of">{asked.reason}</a>
          </li>
        </ul>
      </div>
      <AsOfSwitch
        action={action}
        asOf={undefined}
        written={asked.written}
        refusal={asked.reason}
        today={today}
        firstDay={firstDay}
      />
    </PageFrame>
  );
}
