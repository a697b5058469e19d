import type { CaseEvent } from '#law/regimes/case.ts';
import type { Licensing } from '#law/regimes/words.ts';

/** SX23-4.5: where the enterprise's last objection stands, in a sentence; null where it made none. */
export function objectionStanding(events: readonly CaseEvent[], licensing: Licensing | undefined): string | null {
  const last = events.findLast(
    ({ what }) => what === 'objected' || what === 'opinion-given' || what === 'objection-decided',
  );
  switch (last?.what) {
    case 'objected':
      return `${last.on} 提出，等待${licensing === 'city' ? '市级主管部门审查' : '省级主管部门核实'}。`;
    case 'opinion-given':
      return last.result === 'agree'
        ? `${last.on} 市级主管部门审查同意，等待省级主管部门核实。`
        : `${last.on} 市级主管部门审查不同意，异议已办结；有新的证据的，可以再次提出。`;
    case 'objection-decided':
      return last.result === 'upheld'
        ? `${last.on} 异议成立，予以修复。`
        : `${last.on} 异议不成立；有新的证据的，可以再次提出。`;
  }
  return null;
}
