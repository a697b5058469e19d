import { citationOf, clauseOf } from '#features/casework/queries.ts';
import type { AsOf, PublicExplanation, PublicQualificationPage } from '#features/registry/queries.ts';
import { noDataSentence, parseDay, reasons, rowOn, type Row as StandardRow } from '#law/standards/index.ts';
import { AsOfSwitch } from '../as-of-switch.tsx';
import { ClauseCard } from '../clause-card.tsx';
import { ComparisonBasis } from '../comparison-basis.tsx';
import { Day, inWords } from '../dates.tsx';
import { Facts } from '../facts.tsx';
import { NotCounted } from '../not-counted.tsx';
import { type PageContext, PageFrame } from '../page-frame.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { Timeline } from '../timeline.tsx';
import { VerdictHistory } from '../verdict-history.tsx';
import { REASON_CURES, restrictionWords, VERDICT_MEANINGS } from '../words.ts';

export interface QualificationPageProps {
  readonly context: PageContext;
  readonly page: PublicQualificationPage;
  readonly asOf: AsOf;
  readonly today: string;
  readonly firstDay: string | undefined;
}

/** The units of a requirement's 其中: their own, or the requirement's. */
function subsetUnits(row: StandardRow | undefined, at: number): readonly string[] {
  const requirement = row?.requirements[at];
  return requirement?.subset?.map((each) => each.unit ?? requirement.unit) ?? [];
}

/** What is missing, in the sentence of an official; undefined where nothing is. */
export function shortageSentence(explanation: PublicExplanation['explanation'], row: StandardRow | undefined): string {
  const parts = explanation.requirements.flatMap((requirement, at) => {
    const units = [row?.requirements[at]?.unit ?? '人', ...subsetUnits(row, at)];
    return [requirement, ...requirement.subset]
      .map((each, place) => ({ ...each, unit: units[place] ?? '人' }))
      .filter((each) => each.short > 0)
      .map(({ unit, ...each }) => {
        const text = each.text
          .replace(/不少于\s*\d+\s*人次?/u, '')
          .replace(/[，。；].*$/u, '')
          .replace(/^且具有|^具有/u, '');
        return `${text}应不少于 ${each.needed} ${unit}，现计入 ${each.counted} ${unit}，尚缺 ${each.short} ${unit}`;
      });
  });
  return parts.length === 0 ? '' : `${parts.join('；')}。`;
}

/** What would cure it: the least number of hires, and who would count again if a record were put right. */
function Cure({ explanation }: { readonly explanation: PublicExplanation['explanation'] }) {
  if (explanation.shortage === 0) return null;
  const mendable = reasons.flatMap((reason) => {
    const people = explanation.notCounted.filter((each) => each.reason === reason).length;
    const cure = REASON_CURES[reason];
    return cure === undefined || people === 0 ? [] : [`${people} 人${cure}`];
  });
  return (
    <p>
      <b>怎样恢复达标：</b>至少补充 {explanation.shortage} 名符合条件的注册人员
      {mendable.length === 0 ? '' : `；已在本企业注册的人员中，${mendable.join('，')}`}
      。数据更新后系统自动复核。
    </p>
  );
}

function Standing({ page, asOf }: Pick<QualificationPageProps, 'page' | 'asOf'>) {
  const { qualification, explanation } = page;
  const { verdict, facts, standing } = qualification;
  const marking = qualification.case;
  const clause = marking?.publicClause ?? marking?.clause ?? '';
  const effective = explanation?.assessment?.qualification?.row;
  const missing = explanation === undefined ? '' : shortageSentence(explanation.explanation, effective);
  return (
    <section className="standing" aria-labelledby="standing">
      <h2 id="standing" className="hidden">
        结论
      </h2>
      <p className="verdict">
        <StatusBadge verdict={verdict} marked={marking?.marked === true} />
      </p>
      <p>
        {verdict === 'none' ? `${inWords(asOf.day)}尚无核查结论。` : ''}
        {missing === '' ? VERDICT_MEANINGS[verdict] : missing}
        {verdict === 'unknown' && standing !== undefined ? noDataSentence(standing.counts) : ''}
        {verdict === 'undetermined' && missing !== '' ? VERDICT_MEANINGS.undetermined : ''}
        {verdict === 'undetermined' ? (explanation?.explanation.undeterminedBecause ?? '') : ''}
        {facts.standardRow === null && verdict === 'undetermined'
          ? '该项资质的名称未写明分项，须由主管部门核定适用的条款。'
          : ''}
      </p>
      {explanation === undefined || verdict !== 'not-met' ? null : <Cure explanation={explanation.explanation} />}
      {marking === undefined ? null : (
        <Facts
          of={[
            ['异常标注', <span key="since">自 {inWords(marking.publicSince ?? marking.openedOn)}起</span>],
            [
              '标注依据',
              <span key="clause">
                {citationOf(clause)}
                {clauseOf(clause) === undefined ? null : <q className="line">{clauseOf(clause)?.text}</q>}
              </span>,
            ],
            [
              '标注期间',
              marking.restrictions.length === 0
                ? null
                : `${restrictionWords(marking.restrictions, marking.regime).join('；')}。`,
            ],
          ]}
        />
      )}
      {standing === undefined ? null : (
        <p className="muted">
          {inWords(standing.checkedAsOf)}核查；此结论自 <Day day={standing.asOf} /> 起未变。
        </p>
      )}
    </section>
  );
}

/** One qualification, explained clause by clause from the data of the check that last confirmed its verdict. */
export function QualificationPage({ context, page, asOf, today, firstDay }: QualificationPageProps) {
  const { enterprise, certificate, qualification, explanation, history, events } = page;
  const { facts, standing } = qualification;
  const home = `/enterprises/${enterprise.uscc}${asOf.isToday ? '' : `?asOf=${asOf.day}`}`;
  const row = explanation?.assessment?.qualification?.row;
  const compared =
    explanation !== undefined && standing !== undefined && explanation.explanation.requirements.length > 0;
  return (
    <PageFrame context={context} title={`${facts.name} · ${enterprise.name}`} unlisted={!asOf.isToday}>
      <nav className="crumbs" aria-label="所在位置">
        <a href={home}>{enterprise.name}</a>
      </nav>
      <h1>{facts.name}</h1>
      <p className="muted">
        {certificate === undefined ? '登记中未注明证书' : `证书 ${certificate.number}`}
        {facts.validUntil === null ? '' : `　有效期至 ${facts.validUntil}`}
        {facts.nationalCode === null ? '' : `　全国平台代码 ${facts.nationalCode}`}
      </p>
      <AsOfSwitch
        action={`/enterprises/${enterprise.uscc}/qualifications/${facts.id}`}
        asOf={asOf}
        today={today}
        firstDay={firstDay}
      />
      <Standing page={page} asOf={asOf} />
      {explanation?.differs === true ? (
        <p className="notice" role="alert">
          请注意：按当时的数据重新计算，结果与当时记录的结论不一致。以下为重新计算的内容，平台已记录此情况并将核对。
        </p>
      ) : null}
      {compared ? (
        <>
          <section aria-labelledby="clauses">
            <h2 id="clauses">逐条比对</h2>
            {explanation.explanation.requirements.map((result, at) => (
              <ClauseCard
                key={result.text}
                number={at + 1}
                result={result}
                unit={row?.requirements[at]?.unit ?? '人'}
                subsetUnits={subsetUnits(row, at)}
                source={row?.source ?? ''}
                practitioners={explanation.practitioners}
                asOf={standing.checkedAsOf}
                asked={standing.verdict === 'undetermined'}
              />
            ))}
          </section>
          <section aria-labelledby="not-counted">
            <h2 id="not-counted">未计入的人员及原因</h2>
            <NotCounted
              explanation={explanation.explanation}
              practitioners={explanation.practitioners}
              asOf={standing.checkedAsOf}
              maximumAge={explanation.policy.maximumAge}
            />
          </section>
        </>
      ) : null}
      {explanation === undefined ||
      standing === undefined ||
      rowOn(facts.standardRow ?? '', parseDay(asOf.day) ?? 0) === undefined ? null : (
        <ComparisonBasis facts={facts} explanation={explanation} standing={standing} />
      )}
      {history === undefined || history.length === 0 ? null : (
        <section aria-labelledby="history">
          <h2 id="history">结论的变化</h2>
          <VerdictHistory changes={history} />
        </section>
      )}
      {events.length === 0 ? null : (
        <section aria-labelledby="events">
          <h2 id="events">办理过程</h2>
          <Timeline events={events} />
        </section>
      )}
    </PageFrame>
  );
}
