/** The shortage: the least number of new practitioners, each with one certificate of one specialty. */
import type { CompiledQualification } from './compile.ts';
import type { HireProblem } from './conditions.ts';

/**
 * The least number of hires that covers the deficits (per condition of the qualification, ≤ 0 = holds). Exact: hires serve
 * conditions additively, because distinct persons are already expressed as one condition per set of places (compile.ts).
 */
export function leastHires(qualification: CompiledQualification, deficits: Int32Array): number {
  let total = 0;
  for (const problem of qualification.hireProblems) total += solve(problem, deficits);
  return total;
}

function solve(problem: HireProblem, deficits: Int32Array): number {
  const open = new Map<number, number>();
  for (const at of problem.conditions) {
    const deficit = deficits[at] ?? 0;
    if (deficit > 0) open.set(at, deficit);
  }
  if (open.size === 0) return 0;
  let forced = 0;
  for (const at of problem.conditions) {
    const deficit = open.get(at);
    const [only, another] = problem.hires.filter((hire) => serves(hire, at));
    if (deficit === undefined || only === undefined || another !== undefined) continue;
    forced += deficit;
    hireTimes(open, only, deficit);
  }
  return forced + cover(problem, open, new Map());
}

const serves = (hire: number, condition: number): boolean => (hire & (1 << condition)) !== 0;

function hireTimes(open: Map<number, number>, hire: number, times: number): void {
  for (const [at, deficit] of open) {
    if (!serves(hire, at)) continue;
    if (deficit > times) open.set(at, deficit - times);
    else open.delete(at);
  }
}

/** What the forced hires leave over. One hire that serves all of it is best; else every choice for the first is tried. */
function cover(problem: HireProblem, open: Map<number, number>, known: Map<string, number>): number {
  const [first] = open.keys();
  if (first === undefined) return 0;
  if (problem.hires.some((hire) => [...open.keys()].every((at) => serves(hire, at)))) return Math.max(...open.values());
  const key = [...open].join();
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  let best = Number.POSITIVE_INFINITY;
  for (const hire of problem.hires) {
    if (!serves(hire, first)) continue;
    const rest = new Map(open);
    hireTimes(rest, hire, 1);
    best = Math.min(best, 1 + cover(problem, rest, known));
  }
  known.set(key, best);
  return best;
}
