import type { KnownPractitioner } from '#features/verification/queries.ts';
import { type Explanation, lapsedInWords, type Reason, reasons } from '#law/standards/index.ts';
import { Practitioners } from './practitioners.tsx';
import { REASON_CURES, REASON_WORDS } from './words.ts';

export interface NotCountedProps {
  readonly explanation: Explanation;
  readonly practitioners: ReadonlyMap<string, KnownPractitioner>;
  readonly asOf: string;
  readonly maximumAge: number | null;
  readonly names?: 'masked' | 'whole' | undefined;
}

function reasonText(reason: Reason, maximumAge: number | null): string {
  return reason === 'age' && maximumAge !== null ? `超过年龄（满 ${maximumAge} 周岁以上）` : REASON_WORDS[reason];
}

/** Who is registered with the enterprise and counted in no clause, and why: nearest to counting first. */
export function NotCounted({ explanation, practitioners, asOf, maximumAge, names }: NotCountedProps) {
  if (practitioners.size === 0) return <p>登记中没有在本企业注册的执业人员。</p>;
  if (explanation.notCounted.length === 0) return <p>在本企业注册的人员均已计入。</p>;
  const lapsedOf = (person: string) => explanation.lapsed.filter((each) => each.person === person).map(lapsedInWords);
  const reasonOf = new Map(explanation.notCounted.map(({ person, reason }) => [person, reason]));
  const people = [...explanation.notCounted]
    .sort((a, b) => reasons.indexOf(b.reason) - reasons.indexOf(a.reason))
    .flatMap(({ person }) => practitioners.get(person) ?? []);
  return (
    <Practitioners
      caption={`未计入的人员（${people.length} 人）`}
      people={people}
      asOf={asOf}
      names={names}
      reason={{
        head: '未计入的原因',
        of: (person) => {
          const reason = reasonOf.get(String(person.id));
          if (reason === undefined) return '—';
          const cure = REASON_CURES[reason];
          const lapsed = reason === 'expired' ? lapsedOf(String(person.id)) : [];
          const text = lapsed.length === 0 ? reasonText(reason, maximumAge) : lapsed.join('；');
          return cure === undefined ? text : `${text}；${cure}`;
        },
      }}
    />
  );
}
