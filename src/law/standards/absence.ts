/** What a shortfall rests on: of which certificates it says that there are no more. */
import type { CompiledQualification } from './compile.ts';

/**
 * The certificate kinds of each place that is short, one list a place: the shortfall holds as soon as one of these places is known to be
 * short, and a place is known where the register is complete for all of its kinds. `counts` as the judgement writes it.
 */
export function kindsMissed(qualification: CompiledQualification, counts: string): readonly (readonly number[])[] {
  const written = counts.split(';').flatMap((requirement) => requirement.split(','));
  const places = qualification.requirements.flatMap(({ total, subsets }) => [total, ...subsets]);
  return places.flatMap((place, at) => {
    const [counted = 0, needed = 0] = (written[at] ?? '').split('/').map(Number);
    if (counted >= needed) return [];
    const group = qualification.groups.find((members) => members.includes(place));
    // Whoever fills a neighbouring place of distinct persons sets somebody free for this one.
    return [[...new Set((group ?? [place]).flatMap((member) => kindsOf(qualification, member)))]];
  });
}

function kindsOf(qualification: CompiledQualification, place: number): number[] {
  const accept = qualification.places[place]?.accept ?? new Int32Array();
  return [...accept.keys()].filter((kind) => accept[kind] !== 0);
}

/** Why a shortfall says nothing yet: no source that should know of the missing people has spoken (decision 0022). */
export const NO_DATA_REASONS = {
  'no-source': '尚无该企业注册人员数据：没有覆盖所需注册类别和注册地的完整来源。',
  'older-than-arrival': '尚无该企业注册人员数据：企业登记之后，还没有收到完整的注册人员数据。',
  'rows-waiting': '该企业有注册人员记录待更正后才能计入。',
  'source-stale': '注册人员数据已超过更新期限。',
} as const;

export type NoDataReason = keyof typeof NO_DATA_REASONS;

/** The sentence of a recorded reason; what is not one of them gets the general sentence. */
export function noDataSentence(reason: string): string {
  const reasons: Readonly<Record<string, string>> = NO_DATA_REASONS;
  return Object.hasOwn(reasons, reason) ? (reasons[reason] ?? '') : NO_DATA_REASONS['no-source'];
}
