import type { ExplainedVerdict } from '#features/verification/queries.ts';
import { ClauseCard } from '#ui/clause-card.tsx';
import { NotCounted } from '#ui/not-counted.tsx';
import { StatusBadge } from '#ui/status-badge.tsx';

/** Why a qualification is met or not, clause by clause, as of a day, for the office that works on it: names whole (casework/visibility.ts). */
export function ExplainedVerdictPanel({
  explained,
  asOf,
}: {
  readonly explained: ExplainedVerdict;
  readonly asOf: string;
}) {
  const { explanation, assessment, practitioners, policy } = explained;
  const row = assessment?.qualification?.row;
  return (
    <>
      <p className="verdict">
        <StatusBadge verdict={explanation.verdict} marked={false} />
        {explanation.shortage > 0 ? `　至少还需 ${explanation.shortage} 名符合条件的注册人员` : ''}
        {explanation.undeterminedBecause === null ? '' : `　${explanation.undeterminedBecause}`}
      </p>
      {explanation.requirements.map((result, at) => (
        <ClauseCard
          key={result.text}
          number={at + 1}
          result={result}
          unit={row?.requirements[at]?.unit ?? '人'}
          subsetUnits={
            row?.requirements[at]?.subset?.map((each) => each.unit ?? row.requirements[at]?.unit ?? '人') ?? []
          }
          source={row?.source ?? ''}
          practitioners={practitioners}
          asOf={asOf}
          names="whole"
          asked={explanation.verdict === 'undetermined'}
        />
      ))}
      <h3>未计入的人员及原因</h3>
      <NotCounted
        explanation={explanation}
        practitioners={practitioners}
        asOf={asOf}
        maximumAge={policy.maximumAge}
        names="whole"
      />
    </>
  );
}
