import type { OwnQualification } from '#features/supervision/queries.ts';
import { stageAdvice } from '#law/regimes/stage-advice.ts';
import { Deadline } from '#ui/portal/deadline.tsx';
import { EmptyState } from '#ui/portal/empty-state.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { restrictionWords } from '#ui/words.ts';
import { CreditRecord, type OwnCredit } from './credit-entries.tsx';
import { OwnQualifications } from './own-qualifications.tsx';

export interface OverviewPageProps {
  readonly enterprise: string;
  readonly uscc: string;
  readonly today: string;
  readonly handledBy: 'city' | 'province';
  readonly qualifications: readonly OwnQualification[];
  /** documents that nobody of the enterprise has opened yet */
  readonly unread: number;
  /** e-mail of the confirmation in force; null: none was signed */
  readonly confirmed: string | null;
  readonly maySign: boolean;
  readonly credit: readonly OwnCredit[];
  /** qualifications that will fall short in the next half year, and the first day */
  readonly foreseen: readonly { readonly day: string; readonly qualification: string; readonly shortage: number }[];
}

type WithCase = OwnQualification & { readonly case: NonNullable<OwnQualification['case']> };

function hasCase(each: OwnQualification): each is WithCase {
  return each.case !== null;
}

const byDeadline = (a: WithCase, b: WithCase) =>
  (a.case.deadline ?? '9999').localeCompare(b.case.deadline ?? '9999') || a.qualificationId - b.qualificationId;

function CaseToDo({ of, today }: { readonly of: WithCase; readonly today: string }) {
  const advice = stageAdvice(of.case.regime, of.case.stage);
  return (
    <li className="to-do">
      <h3>
        <a href={`/enterprise/cases/${of.case.caseId}`}>{of.name}</a>{' '}
        <StateBadge tone={of.case.public ? 'fail' : 'attention'} word={of.case.stageName} />
      </h3>
      <p>
        {of.case.deadline === null ? (
          <span className="muted">期限在文书送达后确定</span>
        ) : (
          <Deadline
            day={of.case.deadline}
            today={today}
            soonDays={15}
            {...(of.case.provisional ? { provisional: '放假安排公布或者送达后可能变动' } : {})}
          />
        )}
        {of.shortage === null || of.shortage === 0 ? null : <b>　尚缺 {of.shortage} 人</b>}
      </p>
      <p>
        <b>现在要做：</b>
        {advice.next}
      </p>
      <p className="muted">
        <b>不办理的后果：</b>
        {advice.otherwise}
        {of.case.restrictions.length === 0
          ? ''
          : `现有限制：${restrictionWords(of.case.restrictions, of.case.regime).join('、')}。`}
      </p>
      <p>
        <a href={`/enterprise/qualifications/${of.qualificationId}`}>缺什么、怎样恢复达标</a>　
        <a href={`/enterprise/cases/${of.case.caseId}`}>案件经过和可办事项</a>
      </p>
    </li>
  );
}

function ToDo(props: OverviewPageProps) {
  const cases = props.qualifications.filter(hasCase).sort(byDeadline);
  const nothing = cases.length === 0 && props.unread === 0 && props.confirmed !== null && props.foreseen.length === 0;
  if (nothing) {
    return (
      <EmptyState
        what="目前没有要办理的事项"
        why="各项资质没有未办结的案件，文书均已阅读，送达确认书有效，今后 180 天内也没有因到期而不足的资质。平台每月核查一次，登记数据变化时随时复核。"
      />
    );
  }
  return (
    <ul className="plain to-dos">
      {props.unread === 0 ? null : (
        <li className="to-do">
          <h3>
            <a href="/enterprise/inbox">阅读收到的文书</a>{' '}
            <StateBadge tone="attention" word={`${props.unread} 件未读`} />
          </h3>
          <p>文书送达后期限开始计算，与是否阅读无关。</p>
        </li>
      )}
      {cases.map((each) => (
        <CaseToDo key={each.qualificationId} of={each} today={props.today} />
      ))}
      {props.confirmed !== null ? null : (
        <li className="to-do">
          <h3>
            <a href="/enterprise/confirmation">签署送达确认书</a> <StateBadge tone="attention" word="尚未签署" />
          </h3>
          <p>
            签署后文书通过平台和电子邮件送达；未签署的，改为邮寄或者公告送达，贵单位可能较晚得知。
            {props.maySign ? '' : '须由法定代表人签署，请转告。'}
          </p>
        </li>
      )}
      {props.foreseen.length === 0 ? null : (
        <li className="to-do">
          <h3>
            <a href="/enterprise/look-ahead">提前补充人员</a>{' '}
            <StateBadge tone="attention" word={`${props.foreseen.length} 项资质将不足`} />
          </h3>
          <ul className="plain">
            {props.foreseen.map((each) => (
              <li key={`${each.day} ${each.qualification}`}>
                {each.day} 起，{each.qualification}将缺 {each.shortage} 人
              </li>
            ))}
          </ul>
        </li>
      )}
    </ul>
  );
}

/** First page of the enterprise: what is to be done and by when, then every qualification. Its own yellow cards are here (SX23-4.1). */
export function OverviewPage(props: OverviewPageProps) {
  return (
    <>
      <PageHead
        title="概览"
        lead={`${props.enterprise}　统一社会信用代码 ${props.uscc}　由${props.handledBy === 'city' ? '市级' : '省级'}主管部门办理`}
      />
      <section aria-labelledby="to-do">
        <h2 id="to-do">要办理的事项</h2>
        <ToDo {...props} />
      </section>
      <CreditRecord entries={props.credit} />
      <section aria-labelledby="qualifications">
        <h2 id="qualifications">本企业的资质</h2>
        <OwnQualifications {...props} />
      </section>
    </>
  );
}
