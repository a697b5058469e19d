import { PUBLISHED_CALENDAR } from '#law/periods/work-calendar.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { parseScenario, play, type Story } from '#law/regimes/scenario.ts';

/** Whom a scenario is about, where it differs from the usual: a construction enterprise of the region, city-issued. */
export interface Who {
  readonly kind?: 'construction' | 'supervision';
  readonly inRegion?: boolean;
  readonly confirmation?: string | null;
  readonly licensing?: 'city' | 'province' | 'ministry';
}

export interface Told {
  readonly final: Story['final'];
  readonly story: Story;
  /** `2026-11-05 overdue`: the stage at the end of each day on which it changed. */
  readonly stages: readonly string[];
  /** `2026-11-05 decide GX24-4.1e`, in order. */
  readonly refused: readonly string[];
}

const DIVISIONS: Readonly<Record<string, string>> = {
  'guangxi-2024': '450103',
  'shanxi-2023': '140105',
  'shenyang-2024': '210102',
  'jiangxi-2026': '360102',
  'hebei-2025': '130102',
  'order-22-article-28': '330102',
};

/** `2026-08-03 issue-order termMonths=3 officers=甲,乙` → the event of a scenario. */
function step(text: string): object {
  const [on = '', name = '', ...fields] = text.split(' ');
  const pairs = fields.map((field): [string, unknown] => {
    const [key = '', value = ''] = field.split('=');
    if (key === 'officers') return [key, value.split(',')];
    return [key, key === 'termMonths' ? Number(value) : value];
  });
  return { on, do: name, ...Object.fromEntries(pairs) };
}

/** Plays a scenario written as lines. */
export function tell(regime: string, who: Who, lines: readonly string[], until: string): Told {
  const { kind = 'construction', inRegion = true, confirmation = '2023-01-05', licensing = 'city' } = who;
  const parsed = parseScenario(
    {
      regime,
      enterprise: { kind, inRegion, division: DIVISIONS[regime], confirmation },
      qualification: { code: 'GC-01-3', licensing },
      events: lines.map(step),
      until,
    },
    REGIMES,
  );
  if (!parsed.ok) throw new Error(parsed.reason);
  const story = play(parsed.value, PUBLISHED_CALENDAR);
  const changed = story.days.filter((day, at) => day.stage !== (story.days[at - 1]?.stage ?? null));
  return {
    final: story.final,
    story,
    stages: changed.map((day) => `${day.on} ${day.stage}`),
    refused: story.days.flatMap((day) => day.refused.map((refusal) => `${day.on} ${refusal.do} ${refusal.clause}`)),
  };
}

export interface Case {
  readonly name: string;
  readonly who?: Who;
  readonly steps: readonly string[];
  readonly until: string;
  readonly final: Partial<Story['final']> | Readonly<Record<string, unknown>>;
  readonly stages?: readonly string[];
  readonly refused?: readonly string[];
}
