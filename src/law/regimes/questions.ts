/**
 * What only an official can settle. A question of a regime names how it is read meanwhile and the answers that can be given; an answer
 * with a `change` is taken by the law as data: it makes another value of the regime, which is proved like every other. One without is put on
 * record and says so. Every reading that no question names is a question of itself.
 */
import { proved } from './prove.ts';
import type { Reading, Regime, ServiceRule, Stage, Track } from './regime.ts';

/** An answer that can be given. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  /** the regime by this answer; none: it is as the regime is read meanwhile, or nothing rests on it yet */
  readonly change?: (regime: Regime) => Regime;
}

export interface Question {
  readonly id: string;
  readonly text: string;
  /** the clause that leaves it open */
  readonly clause: string;
  /** how it is done until it is answered */
  readonly meanwhile: string;
  /** the first is how it is done meanwhile */
  readonly answers: readonly Answer[];
}

/** An answer in force: which question, which of its answers. */
export interface Given {
  readonly question: string;
  readonly answer: string;
}

function ofReading([id, reading]: readonly [string, Reading]): Question {
  return {
    id: `reading:${id}`,
    text: `“${reading.text}”这样理解是否符合规定？`,
    clause: reading.clause,
    meanwhile: `按此办理。理由：${reading.reason}`,
    answers: [
      { id: 'as-read', text: '符合规定，照此办理' },
      { id: 'otherwise', text: '另有规定（在依据中写明）' },
    ],
  };
}

/** All that a regime asks of an official: its own questions first, then each reading that none of them is about. */
export function questionsOf(regime: Regime): readonly Question[] {
  const { questions = [], readings } = regime;
  const about = new Set(questions.map(({ reading }) => reading));
  return [
    ...questions,
    ...Object.entries(readings)
      .filter(([id]) => !about.has(id))
      .map(ofReading),
  ];
}

/** The question of an id, and the answer of an id to it. */
export function answerOf(regime: Regime, { question, answer }: Given): Answer | undefined {
  return questionsOf(regime)
    .find(({ id }) => id === question)
    ?.answers.find(({ id }) => id === answer);
}

/** Whether an answer makes the law another one than it is read meanwhile. */
export function changesTheLaw(regime: Regime, given: Given): boolean {
  return answerOf(regime, given)?.change !== undefined;
}

/** The regime as the answers in force make it, proved; the regime itself where none changes anything. */
export function answered(regime: Regime, given: readonly Given[]): Regime {
  const changes = given.flatMap((each) => answerOf(regime, each)?.change ?? []);
  if (changes.length === 0) return regime;
  return proved(changes.reduce((changed, change) => change(changed), regime));
}

/** A regime with other words for one of its readings: what is told of a reading stays what is done. */
export function withReading(regime: Regime, id: string, text: string): Regime {
  const before = regime.readings[id];
  if (before === undefined) return regime;
  const reading = { ...before, text, reason: '由主管部门答复确定。' };
  return { ...regime, readings: { ...regime.readings, [id]: reading } };
}

/** A regime with every course changed. */
export function withTracks(regime: Regime, change: (track: Track) => Track): Regime {
  return { ...regime, tracks: regime.tracks.map(change) };
}

function eachRule(track: Track, change: (rule: ServiceRule) => ServiceRule): Track {
  const { order, intent, decision } = track.service;
  return {
    ...track,
    service: {
      ...(order === undefined ? {} : { order: change(order) }),
      ...(intent === undefined ? {} : { intent: change(intent) }),
      ...(decision === undefined ? {} : { decision: change(decision) }),
    },
  };
}

/** 满 30 日: whether a notice serves on the thirtieth day or on the day after it. */
export function deemedDay(clause: string, published: string): Question {
  return {
    id: 'deemed-day',
    text: `公告送达“${published}”，是第 30 日当日视为送达，还是次日？`,
    clause,
    meanwhile: '公告之日不计入，第 30 日当日视为送达，届满不顺延；公告写明视为送达的日期。',
    answers: [
      { id: 'thirtieth', text: '第 30 日当日视为送达' },
      {
        id: 'day-after',
        text: '满 30 日的次日视为送达',
        change: (regime) =>
          withTracks(regime, (track) =>
            eachRule(track, (rule) => ({ ...rule, publicNotice: { ...rule.publicNotice, deemed: 'day-after' } })),
          ),
      },
    ],
  };
}

/** Stages in which the mark alone restricts nothing. */
export function withBareMark(track: Track, ids: readonly string[]): Track {
  const bare = (stage: Stage): Stage => ({ ...stage, restrictions: [], bare: true });
  const stages = Object.entries(track.stages).map(
    ([id, stage]) => [id, ids.includes(id) ? bare(stage) : stage] as const,
  );
  return { ...track, stages: Object.fromEntries(stages) };
}

/** Documents that are not served by platform and e-mail. */
export function withoutElectronic(track: Track, documents: readonly ('order' | 'intent' | 'decision')[]): Track {
  const service = Object.entries(track.service).map(([name, rule]) => {
    if (!documents.some((each) => each === name)) return [name, rule] as const;
    const { electronic: _electronic, ...rest } = rule;
    return [name, rest] as const;
  });
  return { ...track, service: Object.fromEntries(service) };
}

/** Clocks whose last day is moved past days off (民法典 203). */
export function withRolled(track: Track, ids: readonly string[]): Track {
  const clocks = Object.entries(track.clocks).map(([id, clock]) => {
    const { term } = clock;
    if (!ids.includes(id) || typeof term === 'string' || term.unit === 'working-days') return [id, clock] as const;
    return [id, { ...clock, term: { ...term, rolled: true } }] as const;
  });
  return { ...track, clocks: Object.fromEntries(clocks) };
}
