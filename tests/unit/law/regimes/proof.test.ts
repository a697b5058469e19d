import { describe, expect, test } from 'vitest';
import { guangxi2024 } from '#law/regimes/guangxi-2024.ts';
import { rolesFor } from '#law/regimes/law.ts';
import { faultsOf, proved } from '#law/regimes/prove.ts';
import type { Regime, Stage, Track } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { parseScenario } from '#law/regimes/scenario.ts';

/** The in-region course with one stage changed. */
function withStage(id: string, change: Partial<Stage>): Regime {
  return withTrack((track) => {
    const stage = track.stages[id];
    return stage === undefined ? track : { ...track, stages: { ...track.stages, [id]: { ...stage, ...change } } };
  });
}

function withTrack(change: (track: Track) => Track): Regime {
  const [first, ...rest] = guangxi2024.tracks;
  return first === undefined ? guangxi2024 : { ...guangxi2024, tracks: [change(first), ...rest] };
}

const SCENARIO = {
  regime: 'guangxi-2024',
  enterprise: { kind: 'construction', inRegion: true, division: '450103', confirmation: null },
  qualification: { code: 'GC-01-3', licensing: 'city' },
  events: [],
  until: '2026-12-31',
};

describe('装载时的自证', () => {
  test('六个制度都没有毛病', () => {
    for (const regime of REGIMES.values()) expect([regime.id, ...faultsOf(regime)]).toEqual([regime.id]);
    expect([...REGIMES.keys()]).toEqual([
      'guangxi-2024',
      'shanxi-2023',
      'shenyang-2024',
      'jiangxi-2026',
      'hebei-2025',
      'order-22-article-28',
    ]);
  });

  test.each<[string, Regime, string]>([
    [
      '到不了的阶段',
      withTrack((track) => ({
        ...track,
        stages: {
          ...track.stages,
          limbo: {
            ...track.stages.cleared,
            name: '?',
            clause: '?',
            closed: { again: true },
            marked: false,
            public: false,
            restrictions: [],
            on: {},
          },
        },
      })),
      'stage limbo is never reached',
    ],
    ['没有出路的阶段', withStage('overdue', { on: {}, serving: {}, duties: [] }), 'overdue cannot end'],
    ['有标注而无限制', withStage('warned', { restrictions: [] }), 'mark and restrictions disagree in warned'],
    ['没有送达规则的文书', withTrack((track) => ({ ...track, service: {} })), 'ordered serves order without a rule'],
    [
      '通向虚无的步骤',
      withStage('warned', { on: { confirm: [{ to: 'nowhere', clause: '?' }] } }),
      'warned leads to no stage nowhere',
    ],
    [
      '没有终点的期限',
      withTrack((track) => ({
        ...track,
        clocks: {
          ...track.clocks,
          x: {
            name: '?',
            clause: '?',
            runsIn: 'warned',
            from: { entered: 'warned' },
            term: { unit: 'days', length: 1, rolled: false },
            brings: { duty: 'nothing' },
            extendedByDowntime: false,
          },
        },
      })),
      'clock x brings no duty',
    ],
    ['不存在的解读', withStage('warned', { reading: 'gone' }), 'reading gone does not exist'],
    [
      '没有用上的解读',
      { ...guangxi2024, readings: { ...guangxi2024.readings, idle: { clause: '?', text: '?', reason: '?' } } },
      'reading idle is never applied',
    ],
  ])('%s被发现', (_name, regime, fault) => {
    expect(faultsOf(regime)).toContain(fault);
    expect(() => proved(regime)).toThrow(fault);
  });

  test('每一步都写明由谁作出，随核发层级而定的按层级', () => {
    const shanxi = REGIMES.get('shanxi-2023');
    if (shanxi === undefined) throw new Error('no regime');
    expect(rolesFor(shanxi, 'start', 'city')).toEqual(['approval-bureau']);
    expect(rolesFor(shanxi, 'start', 'ministry')).toEqual(['province']);
    expect(rolesFor(shanxi, 'issue-order', 'city')).toEqual([]);
    expect(rolesFor(guangxi2024, 'arrive', 'city')).toEqual(['platform', 'post', 'city', 'licensing-authority']);
    expect(rolesFor(guangxi2024, 'issue-order', 'province')).toEqual(['city']);
    expect(faultsOf({ ...guangxi2024, roles: {} })).toContain('nobody may issue-order');
  });

  test('每处解读都有条款、文字和理由', () => {
    for (const regime of REGIMES.values()) {
      for (const reading of Object.values(regime.readings)) {
        expect(reading.clause.length * reading.text.length * reading.reason.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('情景的写法', () => {
  test.each<[string, unknown, string]>([
    ['没有的制度', { ...SCENARIO, regime: 'hunan-2025' }, '没有“hunan-2025”这个制度'],
    ['没有的步骤', { ...SCENARIO, events: [{ on: '2026-08-01', do: 'dance' }] }, '第 1 步'],
    ['没有的日子', { ...SCENARIO, events: [{ on: '2026-02-30', do: 'confirm' }] }, '没有 2026 年 2 月 30 日'],
    ['缺字段的步骤', { ...SCENARIO, events: [{ on: '2026-08-01', do: 'recheck', level: 'city' }] }, '第 1 步的 result'],
    ['没有的区划', { ...SCENARIO, enterprise: { ...SCENARIO.enterprise, division: '999999' } }, '没有以 99 开头'],
    ['不是情景', 'x', '情景'],
  ])('%s被拒绝，并说明在哪里', (_name, json, reason) => {
    const parsed = parseScenario(json, REGIMES);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  test('区划与 inRegion 不一致的，按 inRegion 处理并提示', () => {
    const parsed = parseScenario({ ...SCENARIO, enterprise: { ...SCENARIO.enterprise, division: '440100' } }, REGIMES);
    expect(parsed.ok ? parsed.notes.join('') : '').toContain('按 inRegion 处理');
  });
});
