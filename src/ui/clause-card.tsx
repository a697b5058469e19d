import type { KnownPractitioner } from '#features/verification/queries.ts';
import type { ClauseResult, RequirementResult } from '#law/standards/index.ts';
import { CountBar } from './count-bar.tsx';
import { Practitioners } from './practitioners.tsx';

export interface ClauseCardProps {
  readonly number: number;
  readonly result: RequirementResult;
  /** 人 or 人次, of the requirement and of each of its 其中 */
  readonly unit: string;
  readonly subsetUnits: readonly string[];
  readonly source: string;
  readonly practitioners: ReadonlyMap<string, KnownPractitioner>;
  /** the day of the comparison */
  readonly asOf: string;
  /** a shortage is only a question to an official so far (待核实), not a finding */
  readonly asked: boolean;
  readonly names?: 'masked' | 'whole' | undefined;
}

const bare = (text: string) => text.replace(/[，。；]$/u, '');

function Counted({ result, unit }: { readonly result: ClauseResult; readonly unit: string }) {
  return (
    <p className="counted">
      <CountBar counted={result.counted} needed={result.needed} />
      <span>
        应不少于 <b>{result.needed}</b> {unit}，计入 <b>{result.counted}</b> {unit}，
        {result.short > 0 ? (
          <strong className="short">
            尚缺 {result.short} {unit}
          </strong>
        ) : (
          <span className="enough">已满足</span>
        )}
      </span>
    </p>
  );
}

/** One clause: its text, needed and counted, who was counted, and what would cure it. */
export function ClauseCard(props: ClauseCardProps) {
  const { number, result, unit, subsetUnits, source, practitioners, asOf, asked, names } = props;
  const people = result.persons.flatMap((key) => practitioners.get(key) ?? []);
  const short = result.short > 0 || result.subset.some((each) => each.short > 0);
  return (
    <section className="clause" aria-labelledby={`clause-${number}`}>
      <h3 id={`clause-${number}`}>
        第 {number} 项{' '}
        <span className={short ? 'short' : 'enough'}>
          {short ? (asked ? '按现有数据不足，待核实' : '不满足') : '满足'}
        </span>
      </h3>
      <blockquote>
        {result.text}
        <cite>{source}</cite>
      </blockquote>
      <Counted result={result} unit={unit} />
      {result.subset.map((subset, at) => (
        <div className="subset" key={subset.text}>
          <p>{bare(subset.text)}</p>
          <Counted result={subset} unit={subsetUnits[at] ?? unit} />
        </div>
      ))}
      {people.length === 0 ? (
        <p className="muted">没有计入的人员。</p>
      ) : (
        <details open={people.length <= 12}>
          <summary>计入的人员（{people.length} 人）</summary>
          <Practitioners caption={`第 ${number} 项计入的人员`} people={people} asOf={asOf} names={names} />
        </details>
      )}
    </section>
  );
}
