import { parseDivisionCode } from '../identifiers/division-code.ts';
import { parseLegalDate } from '../periods/legal-date.ts';
import { ENGINE_READINGS } from './common.ts';
import { presumedBy } from './law.ts';
import type { Basis, Clock, Regime, Row, Stage, StageId, Track } from './regime.ts';
import { DOCUMENTS, RESTRICTIONS } from './words.ts';

/** Every place of a regime that cites a clause, so that its reading can be looked up. */
function citations(track: Track): readonly Basis[] {
  const stages = Object.values(track.stages);
  const tables = [track.opening, ...stages.map((stage) => stage.on)];
  const rules = Object.values(track.service);
  return [
    ...stages,
    ...stages.flatMap((stage) => stage.duties ?? []),
    ...stages.flatMap((stage) => (stage.passes === undefined ? [] : [stage.passes])),
    ...tables.flatMap((table) => Object.values(table).flat()),
    ...Object.values(track.clocks),
    ...rules.flatMap((rule) => [
      rule.ems,
      rule.direct,
      rule.publicNotice,
      ...(rule.electronic === undefined ? [] : [rule.electronic]),
    ]),
  ];
}

function rowsOf(stage: Stage): readonly Row[] {
  return Object.values(stage.on).flat();
}

/** The stages that a stage can lead to, by its steps, by service, and by its clocks. */
function successors(track: Track, id: StageId, stage: Stage): readonly StageId[] {
  const steps = rowsOf(stage).flatMap((row) => (row.refuse === undefined && row.to !== undefined ? [row.to] : []));
  const services = Object.values(stage.serving ?? {}).flatMap(({ served, published }) => [served, published]);
  const clocks = Object.values(track.clocks).flatMap((clock) =>
    clock.runsIn === id && 'to' in clock.brings ? [clock.brings.to] : [],
  );
  return [...steps, ...services, ...clocks, stage.passes?.to].filter((to) => to !== undefined);
}

function reach(track: Track, from: readonly StageId[]): ReadonlySet<StageId> {
  const found = new Set(from);
  for (const id of found) {
    const stage = track.stages[id];
    if (stage !== undefined) for (const next of successors(track, id, stage)) found.add(next);
  }
  return found;
}

function openings(track: Track): readonly StageId[] {
  return Object.values(track.opening)
    .flat()
    .flatMap((row) => (row.refuse === undefined && row.to !== undefined ? [row.to] : []));
}

function clockFaults(track: Track, id: string, clock: Clock): readonly string[] {
  const { from, brings } = clock;
  const faults: string[] = [];
  const stage = track.stages[clock.runsIn];
  if (stage === undefined) faults.push(`clock ${id} runs in no stage`);
  if ('entered' in from && track.stages[from.entered] === undefined) faults.push(`clock ${id} starts with no stage`);
  if ('served' in from && track.service[from.served] === undefined) faults.push(`clock ${id} starts with no service`);
  if ('to' in brings && track.stages[brings.to] === undefined) faults.push(`clock ${id} ends nowhere`);
  const duty = 'duty' in brings ? brings.duty.replace(/-overdue$/, '') : undefined;
  if (duty !== undefined && !(stage?.duties ?? []).some(({ what }) => what === duty))
    faults.push(`clock ${id} brings no duty`);
  return faults;
}

function stageFaults(track: Track, id: StageId, stage: Stage): readonly string[] {
  const faults: string[] = [];
  const lists = 'construction' in stage.restrictions ? Object.values(stage.restrictions) : [stage.restrictions];
  if (lists.flat().some((restriction) => !Object.hasOwn(RESTRICTIONS, restriction)))
    faults.push(`unknown restriction in ${id}`);
  const known = stage.unsettled === undefined && stage.bare !== true ? stage.marked : false;
  if (lists.some((list) => list.length > 0 !== known)) faults.push(`mark and restrictions disagree in ${id}`);
  const produced = rowsOf(stage).flatMap((row) => (row.refuse === undefined ? (row.produces ?? []) : []));
  if (produced.some((document) => !Object.hasOwn(DOCUMENTS, document))) faults.push(`unknown document in ${id}`);
  for (const document of Object.keys(stage.serving ?? {})) {
    if (!Object.hasOwn(track.service, document)) faults.push(`${id} serves ${document} without a rule`);
  }
  for (const to of successors(track, id, stage))
    if (track.stages[to] === undefined) faults.push(`${id} leads to no stage ${to}`);
  if (presumedBy(stage).some((clock) => track.clocks[clock] === undefined)) faults.push(`${id} presumes no clock`);
  for (const duty of stage.duties ?? []) {
    const by = duty.by;
    if (typeof by === 'object' && track.clocks[by.clock] === undefined)
      faults.push(`duty ${duty.what} in ${id} has no clock`);
  }
  if (stage.closed === undefined && !endsWithoutGivingUp(track, id)) faults.push(`${id} cannot end`);
  return faults;
}

/** Whether a stage can end by the regime's own steps, without being withdrawn and without the qualification ending. */
function endsWithoutGivingUp(track: Track, id: StageId): boolean {
  return [...reach(track, [id])].some(
    (to) => track.stages[to]?.closed !== undefined && to !== 'withdrawn' && to !== 'lapsed',
  );
}

function trackFaults(track: Track): readonly string[] {
  const reached = reach(track, openings(track));
  const unreached = Object.keys(track.stages).filter((id) => !reached.has(id));
  return [
    ...unreached.map((id) => `stage ${id} is never reached`),
    ...(track.stages.cleared === undefined ? ['no stage cleared'] : []),
    ...Object.entries(track.stages).flatMap(([id, stage]) => stageFaults(track, id, stage)),
    ...Object.entries(track.clocks).flatMap(([id, clock]) => clockFaults(track, id, clock)),
  ];
}

/**
 * What is unsure never accuses by itself (platform and clocks), it asks: an unsure reading stands under no verdict and no clock that
 * marks, publishes or restricts; and a stage whose restrictions are unsettled says by which reading it asks.
 */
function accusations(track: Track, { readings, trial }: Regime): readonly string[] {
  const unsure = (basis: Basis) => basis.reading !== undefined && readings[basis.reading]?.unsure === true;
  const harms = (id: StageId | undefined) => {
    const stage = id === undefined ? undefined : track.stages[id];
    return stage !== undefined && stage.closed === undefined && (stage.marked || stage.public);
  };
  const verdicts = [track.opening, ...Object.values(track.stages).map(({ on }) => on)].flatMap(
    ({ verdict = [] }) => verdict,
  );
  return [
    ...verdicts.flatMap((row) =>
      unsure(row) && row.refuse === undefined && harms(row.to) ? [`an unsure verdict leads to ${row.to}`] : [],
    ),
    ...Object.entries(track.clocks).flatMap(([id, clock]) =>
      unsure(clock) && 'to' in clock.brings && harms(clock.brings.to) ? [`the unsure clock ${id} accuses`] : [],
    ),
    ...Object.entries(track.stages).flatMap(([id, { unsettled }]) =>
      unsettled === undefined || (trial !== undefined && readings[unsettled]?.unsure === true)
        ? []
        : [`${id} is unsettled and asks nobody`],
    ),
  ];
}

/** The steps that a regime knows: those of its tables, and those of service where it serves documents. */
function commandsOf(regime: Regime): readonly string[] {
  const tables = regime.tracks.flatMap((track) => [track.opening, ...Object.values(track.stages).map(({ on }) => on)]);
  const rules = regime.tracks.flatMap((track) => Object.values(track.service));
  const electronic = rules.some((rule) => rule.electronic !== undefined);
  const service = rules.length > 0 ? ['arrive', 'publish', 'correct-service'] : [];
  return [
    ...new Set([
      ...tables.flatMap(Object.keys),
      ...service,
      ...(electronic ? ['bounce', 'report-return', 'affirm-service', 'void-service'] : []),
      'downtime',
    ]),
  ];
}

/**
 * What is wrong with a regime (empty: nothing): every stage is reachable and can end, every clock starts and ends
 * somewhere, every document, restriction, duty and reading exists, and every reading is applied.
 */
export function faultsOf(regime: Regime): readonly string[] {
  const cited = regime.tracks.flatMap(citations).flatMap(({ reading }) => (reading === undefined ? [] : [reading]));
  const applied = new Set<string>([...cited, ...Object.values(ENGINE_READINGS)]);
  return [
    ...regime.tracks.flatMap(trackFaults),
    ...cited.filter((id) => regime.readings[id] === undefined).map((id) => `reading ${id} does not exist`),
    ...Object.keys(regime.readings).flatMap((id) => (applied.has(id) ? [] : [`reading ${id} is never applied`])),
    ...commandsOf(regime)
      .filter((command) => !Object.hasOwn(regime.roles, command))
      .map((command) => `nobody may ${command}`),
    ...(regime.region === '' || parseDivisionCode(regime.region).ok ? [] : ['region is no division']),
    ...regime.tracks.flatMap((track) => accusations(track, regime)),
    ...(parseLegalDate(regime.effectiveFrom).ok ? [] : ['effectiveFrom is no day']),
  ];
}

/** The regime itself, once proved; a faulty one stops the program at load with the list of faults. */
export function proved(regime: Regime): Regime {
  const faults = faultsOf(regime);
  if (faults.length === 0) return regime;
  throw new Error(`regime ${regime.id}: ${faults.join('; ')}`);
}
