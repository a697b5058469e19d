import { citationOf } from '#features/casework/queries.ts';
import { dutyName } from '#law/regimes/duties.ts';
import type { Clock, Regime, ServiceRule, Stage, Track } from '#law/regimes/regime.ts';
import { restrictionWord } from '#law/regimes/restriction-words.ts';
import {
  COMMANDS,
  type CommandName,
  LICENSING,
  type Restriction,
  ROLES,
  type Role,
  SERVED_DOCUMENTS,
} from '#law/regimes/words.ts';
import type { RegimePageProps, TrackShown } from '#ui/portal-pages/province/regime-page.tsx';

/** Table entries by their own keys: what a regime leaves out is not there. */
function entriesOf<K extends string, V>(table: Partial<Readonly<Record<K, V>>>): [string, V][] {
  return Object.entries<V | undefined>(table).flatMap(([key, value]): [string, V][] =>
    value === undefined ? [] : [[key, value]],
  );
}

function commandWord(name: string): string {
  return Object.entries<string>(COMMANDS).find(([key]) => key === name)?.[1] ?? name;
}

function documentWord(name: string): string {
  return Object.entries<string>(SERVED_DOCUMENTS).find(([key]) => key === name)?.[1] ?? name;
}

function state({ marked, public: open, closed }: Stage): string {
  const seen = open ? '向社会公开' : '不公开';
  if (closed !== undefined) return `办结，${seen}`;
  return `${marked ? '异常标注' : '不标注'}，${seen}`;
}

function isKinds(
  restrictions: Stage['restrictions'],
): restrictions is Exclude<Stage['restrictions'], readonly unknown[]> {
  return !Array.isArray(restrictions);
}

function restrictionLines(regime: string, { restrictions }: Stage): string[] {
  const words = (list: readonly Restriction[]) => list.map((each) => restrictionWord(regime, each)).join('；');
  if (!isKinds(restrictions)) return restrictions.length === 0 ? [] : [words(restrictions)];
  return [`建筑业企业：${words(restrictions.construction)}`, `监理企业：${words(restrictions.supervision)}`];
}

function termOf({ term }: Clock): string {
  if (term === 'order-term') return '通知书所定月数，遇休息日顺延';
  if (term === 'month-opening') return '至下一个每月第一个工作日的前一日';
  switch (term.unit) {
    case 'working-days':
      return `${term.length} 个工作日`;
    case 'days':
      return `${term.length} 日${term.rolled ? '，遇休息日顺延' : ''}`;
    case 'months':
      return `${term.length} 个月${term.rolled ? '，遇休息日顺延' : ''}`;
  }
}

function startOf({ from }: Clock, track: Track): string {
  if ('entered' in from) return `进入“${track.stages[from.entered]?.name ?? from.entered}”之日`;
  if ('hearing' in from) return from.hearing === 'requested' ? '企业申请听证之日' : '发出听证通知书之日';
  return 'served' in from ? `《${documentWord(from.served)}》送达之日` : `《${documentWord(from.sent)}》发出之日`;
}

function bringsOf({ brings }: Clock, track: Track): string {
  return 'to' in brings ? `转为“${track.stages[brings.to]?.name ?? brings.to}”` : `办理：${dutyName(brings.duty)}`;
}

function howServed(rule: ServiceRule): string[] {
  const { electronic, ems, publicNotice } = rule;
  return [
    electronic === undefined ? '不得电子送达' : '签署送达确认书的，平台和电子邮件均到达即为送达',
    ems.allowed === 'always' ? '邮政特快专递' : '不能电子送达的，邮政特快专递',
    '两名执法人员直接送达，拒收的留置送达',
    `公告送达，满 ${publicNotice.days} 日${publicNotice.deemed === 'day-after' ? '的次日' : ''}视为送达`,
  ];
}

/** What is under way in front, what is closed at the end. */
function stagesInOrder({ stages }: Track): [string, Stage][] {
  const all = Object.entries(stages);
  return [
    ...all.filter(([, { closed }]) => closed === undefined),
    ...all.filter(([, { closed }]) => closed !== undefined),
  ];
}

function shownTrack(regime: string, track: Track): TrackShown {
  return {
    name: track.name,
    stages: stagesInOrder(track).map(([id, stage]) => ({
      id,
      name: stage.name,
      state: state(stage),
      steps: entriesOf(stage.on)
        .filter(([, rows]) => rows.some((row) => !('refuse' in row && row.refuse !== undefined)))
        .map(([name]) => commandWord(name)),
      duties: [...new Set((stage.duties ?? []).map(({ what }) => dutyName(what)))],
      restrictions: restrictionLines(regime, stage),
      clause: citationOf(stage.clause),
    })),
    clocks: Object.values(track.clocks).map((clock) => ({
      name: clock.name,
      from: startOf(clock, track),
      term: termOf(clock),
      brings: bringsOf(clock, track),
      clause: citationOf(clock.clause),
      downtime: clock.extendedByDowntime,
    })),
    services: entriesOf(track.service).map(([document, rule]) => ({
      document: documentWord(document),
      how: howServed(rule),
    })),
  };
}

function isRoleList(who: NonNullable<Regime['roles'][CommandName]>): who is readonly Role[] {
  return Array.isArray(who);
}

function whoOf(who: NonNullable<Regime['roles'][CommandName]>): string {
  if (typeof who === 'string') return ROLES[who];
  if (isRoleList(who)) return who.map((role) => ROLES[role]).join('、');
  return (['city', 'province', 'ministry'] as const)
    .map((level) => `${LICENSING[level]}：${ROLES[who[level]]}`)
    .join('；');
}

/** A regime in the words of its page. */
export function regimeWords({
  id,
  name,
  document,
  effectiveFrom,
  trial,
  roles,
  tracks,
  readings,
}: Regime): RegimePageProps {
  return {
    questionsAddress: `/province/regimes/${encodeURIComponent(id)}/questions`,
    name,
    document,
    effectiveFrom,
    trial: trial ?? null,
    roles: entriesOf(roles).map(([step, who]) => ({ step: commandWord(step), who: whoOf(who) })),
    tracks: tracks.map((track) => shownTrack(id, track)),
    readings: Object.entries(readings).map(([key, reading]) => ({
      name: key,
      ...reading,
      unsure: reading.unsure === true,
      clause: citationOf(reading.clause),
    })),
  };
}
