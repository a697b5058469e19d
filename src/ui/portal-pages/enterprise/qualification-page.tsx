import type { OwnQualification } from '#features/supervision/queries.ts';
import type { ExplainedVerdict, StandingVerdict, VerdictChange } from '#features/verification/queries.ts';
import { stageAdvice } from '#law/regimes/stage-advice.ts';
import { noDataSentence, reasons } from '#law/standards/index.ts';
import { ClauseCard } from '#ui/clause-card.tsx';
import { inWords } from '#ui/dates.tsx';
import { Facts } from '#ui/facts.tsx';
import { NotCounted } from '#ui/not-counted.tsx';
import { Deadline } from '#ui/portal/deadline.tsx';
import { PageHead } from '#ui/portal/page-head.tsx';
import { StateBadge } from '#ui/portal/state-badge.tsx';
import { StatusBadge } from '#ui/status-badge.tsx';
import { VerdictHistory } from '#ui/verdict-history.tsx';
import { REASON_CURES, restrictionWords, VERDICT_MEANINGS } from '#ui/words.ts';
import { verdictOf } from './verdict-of.ts';

export interface OwnQualificationPageProps {
  readonly id: number;
  readonly name: string;
  readonly certificateNumber: string | null;
  readonly validUntil: string | null;
  readonly today: string;
  readonly openCase: OwnQualification['case'];
  /** undefined: not checked yet */
  readonly verdict: StandingVerdict | undefined;
  readonly explained: ExplainedVerdict | undefined;
  /** the smallest set of hires with the register of today, in words */
  readonly hires: readonly string[];
  readonly history: readonly VerdictChange[];
  readonly unmapped: boolean;
}

function Cure({ hires, explained }: Pick<OwnQualificationPageProps, 'hires' | 'explained'>) {
  const mendable = reasons.flatMap((reason) => {
    const cure = REASON_CURES[reason];
    const people = explained?.explanation.notCounted.filter((each) => each.reason === reason) ?? [];
    if (cure === undefined || people.length === 0) return [];
    const names = people.flatMap(({ person }) => explained?.practitioners.get(person)?.name ?? []);
    return [`${names.join('、')}：${cure}`];
  });
  if (hires.length === 0 && mendable.length === 0) return null;
  return (
    <section aria-labelledby="cure">
      <h2 id="cure">怎样恢复达标</h2>
      {hires.length === 0 ? null : (
        <>
          <p>按今天的登记数据，最少补充以下人员（均须在本企业注册）：</p>
          <ul>
            {hires.map((hire) => (
              <li key={hire}>
                <b>{hire}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      {mendable.length === 0 ? null : (
        <>
          <p>或者先看在册人员中哪些可以恢复计入：</p>
          <ul>
            {mendable.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href="/enterprise/what-if">试算增减人员后的结论</a>
        。登记数据更新后平台自动复核，达标的自动取消预警和标注，无须另行申请。
      </p>
    </section>
  );
}

function CaseState({
  openCase,
  today,
}: {
  readonly openCase: NonNullable<OwnQualification['case']>;
  readonly today: string;
}) {
  const advice = stageAdvice(openCase.regime, openCase.stage);
  return (
    <Facts
      of={[
        [
          '办理阶段',
          <a key="case" href={`/enterprise/cases/${openCase.caseId}`}>
            {openCase.stageName}
            {openCase.public ? '' : '（不向社会公布）'}
          </a>,
        ],
        [
          '期限',
          openCase.deadline === null ? (
            '文书送达后确定'
          ) : (
            <Deadline key="day" day={openCase.deadline} today={today} soonDays={15} />
          ),
        ],
        ['现在要做', advice.next],
        ['不办理的后果', advice.otherwise],
        [
          '现有限制',
          openCase.restrictions.length === 0
            ? null
            : restrictionWords(openCase.restrictions, openCase.regime).join('；'),
        ],
      ]}
    />
  );
}

function Clauses({ explained, asOf }: { readonly explained: ExplainedVerdict; readonly asOf: string }) {
  const { explanation, assessment, practitioners, policy } = explained;
  const row = assessment?.qualification?.row;
  if (explanation.requirements.length === 0) return null;
  return (
    <>
      <section aria-labelledby="clauses">
        <h2 id="clauses">逐条比对</h2>
        {explanation.requirements.map((result, at) => {
          const requirement = row?.requirements[at];
          const unit = requirement?.unit ?? '人';
          return (
            <ClauseCard
              key={result.text}
              number={at + 1}
              result={result}
              unit={unit}
              subsetUnits={requirement?.subset?.map((each) => each.unit ?? unit) ?? []}
              source={row?.source ?? ''}
              practitioners={practitioners}
              asOf={asOf}
              asked={explanation.verdict === 'undetermined'}
              names="whole"
            />
          );
        })}
      </section>
      <section aria-labelledby="not-counted">
        <h2 id="not-counted">未计入的人员及原因</h2>
        <NotCounted
          explanation={explanation}
          practitioners={practitioners}
          asOf={asOf}
          maximumAge={policy.maximumAge}
          names="whole"
        />
      </section>
    </>
  );
}

/** One qualification for its holder: what is wrong, what cures it, by when, and what happens otherwise; then who was counted. */
export function OwnQualificationPage(props: OwnQualificationPageProps) {
  const { name, verdict, explained, openCase, today, history, unmapped } = props;
  const state = verdictOf(verdict?.verdict ?? null);
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: '概览', address: '/enterprise' }]}
        badge={
          <>
            <StatusBadge verdict={state} marked={false} />{' '}
            {openCase === null ? null : (
              <StateBadge tone={openCase.public ? 'fail' : 'attention'} word={openCase.stageName} />
            )}
          </>
        }
        lead={`${props.certificateNumber === null ? '登记中未注明证书' : `证书 ${props.certificateNumber}`}${props.validUntil === null ? '' : `　有效期至 ${props.validUntil}`}`}
      />
      <section aria-labelledby="verdict">
        <h2 id="verdict">结论</h2>
        <p>
          {VERDICT_MEANINGS[state]}
          {verdict?.verdict === 'unknown' ? noDataSentence(verdict.counts) : ''}
          {explained?.explanation.undeterminedBecause ?? ''}
          {unmapped ? '该项资质的名称未写明分项，须由主管部门核定适用的条款。' : ''}
          {verdict !== undefined && verdict.shortage > 0 ? `尚缺 ${verdict.shortage} 人。` : ''}
        </p>
        {openCase === null ? null : <CaseState openCase={openCase} today={today} />}
        {verdict === undefined ? null : (
          <p className="muted">
            {inWords(verdict.checkedAsOf)}核查；此结论自 {inWords(verdict.asOf)}起未变。
          </p>
        )}
      </section>
      <Cure hires={props.hires} explained={explained} />
      {explained === undefined || verdict === undefined ? null : (
        <Clauses explained={explained} asOf={verdict.checkedAsOf} />
      )}
      {history.length === 0 ? null : (
        <section aria-labelledby="history">
          <h2 id="history">结论的变化</h2>
          <VerdictHistory changes={history} />
        </section>
      )}
    </>
  );
}
