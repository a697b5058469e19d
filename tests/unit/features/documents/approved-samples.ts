import { composeDocument } from '#features/documents/compose.ts';
import type { OfficialKind } from '#features/documents/kind-names.ts';
import type { Block, Draft } from '#features/documents/sheet.ts';
import { restrictionsOrdered } from '#law/regimes/law.ts';
import type { Regime } from '#law/regimes/regime.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { SAMPLES } from './samples.ts';

function linesOf(block: Block): string[] {
  if ('text' in block) return [block.text];
  if (block.kind === 'runs') {
    return [block.runs.map((run) => ('text' in run ? run.text : 'filled' in run ? run.filled : '＿＿')).join('')];
  }
  if (block.kind === 'list')
    return [block.columns.map(({ title }) => title).join('｜'), ...block.rows.map((row) => row.join('｜'))];
  if (block.kind === 'form') return block.rows.map((row) => row.join('｜'));
  return [];
}

/** A draft as plain text, as its reviewer reads it. */
export function plain(draft: Draft): string {
  return [
    draft.title.join(''),
    ...(draft.addressee === null ? [] : [`${draft.addressee}：`]),
    ...draft.blocks.flatMap(linesOf),
    ...(draft.annexes ?? []).flatMap(({ title, blocks }) => [`附件：${title}`, ...blocks.flatMap(linesOf)]),
    ...(draft.note === undefined || draft.note === null ? [] : [`（${draft.note}）`]),
  ].join('\n');
}

const supervision = {
  enterpriseKind: 'supervision' as const,
  qualification: { name: '公路工程监理乙级', certificateNumber: 'E245000001' },
  standard: '《工程监理企业资质管理规定》（建设部令第158号）第七条第（二）项第2目（3）',
  clauses: [
    {
      text: '注册监理工程师等合计不少于15人次',
      unit: '人次' as const,
      needed: 15,
      counted: 14,
      short: 1,
      subset: [{ text: '注册造价工程师不少于1人', unit: '人' as const, needed: 1, counted: 1, short: 0 }],
    },
  ],
};
const CARD = { by: 'confirm' as const, opinion: '经核实仍不足', redSince: '2026-08-05', yellowSince: '2026-06-04' };
const STATEMENT = { on: '2026-11-16', text: '已与两名注册建造师签订劳动合同，正在办理注册' };

type Variants = Readonly<Record<string, object>>;

/** What each kind is told of, and how it differs; the same for every regime. */
const SERVED: Variants = Object.fromEntries(
  ['平台推送和电子邮件', '邮政特快专递', '直接送达', '留置送达', '公告送达'].map((servedBy) => [
    `以${servedBy}方式送达`,
    { intent: { ...SAMPLES.decision.intent, servedBy } },
  ]),
);

const VARIANTS: Readonly<Partial<Record<OfficialKind, Variants>>> = {
  order: { 施工企业: {}, 监理企业: supervision, 送达日未知: { servedOn: undefined } },
  'inspection-notice': { 施工企业: {} },
  intent: { 施工企业: {}, 监理企业: supervision, 送达日已知: { servedOn: '2026-11-13' } },
  decision: {
    施工企业: {},
    监理企业: supervision,
    有陈述: { heard: { statements: [STATEMENT], assessment: '尚未注册，不予采纳' } },
    有陈述并经听证: { heard: { statements: [STATEMENT], hearingOn: '2026-12-01', assessment: '尚未注册，不予采纳' } },
    ...SERVED,
  },
  'ministry-report': { 施工企业: { ordered: SAMPLES.intent.ordered, redSince: undefined } },
  'public-notice': { 通知书: {}, 告知书: { served: 'intent' }, 决定书: { served: 'decision' } },
  announcement: { 本机关决定: {}, 他机关决定: { decidedBy: '演示市行政审批局' }, 不予撤回: { result: 'kept' } },
  'unmark-notice': { 恢复达标: {}, 不予撤回: { because: 'kept' }, 信息修复: { because: 'repaired' } },
  'withdrawal-notice': { 错误发出: {} },
};

const CITY_OFFICERS = [
  { name: '冯执法', certificate: '21010000003' },
  { name: '陈执法', certificate: '21010000004' },
];

/** Kinds that only some regimes have, by what in the regime has them. */
const OF_SOME: Readonly<
  Partial<Record<OfficialKind, { readonly has: (law: Regime) => boolean; readonly variants: Variants }>>
> = {
  'hearing-notice': { has: () => true, variants: { 通知: {} } },
  'service-confirmation': {
    has: ({ clauses }) => clauses.confirmation !== undefined,
    variants: {
      已签: {},
      空白表: {
        enterprise: undefined,
        uscc: undefined,
        legalRepresentative: undefined,
        idNumber: undefined,
        email: undefined,
      },
    },
  },
  'posting-list': {
    has: ({ programmes }) => programmes['central-posting'] !== undefined,
    variants: { 两件有邮件号: {} },
  },
  'abnormal-list': { has: ({ programmes }) => programmes.lists !== undefined, variants: { 区县: {} } },
  'overdue-list': { has: ({ programmes }) => programmes.lists !== undefined, variants: { 区县: {} } },
  'recheck-form': {
    has: ({ programmes }) => programmes['recheck-district'] !== undefined,
    variants: {
      区县: {},
      区县和市级: {
        verifiedOn: '2026-11-16',
        city: {
          on: '2026-11-16',
          result: 'not-met',
          office: '沈阳市城乡建设局',
          officers: CITY_OFFICERS,
        },
      },
    },
  },
  'proposal-letter': { has: ({ clauses }) => clauses.proposal !== undefined, variants: { 两项: {} } },
  'repair-opinion': {
    has: ({ clauses }) => clauses.objection !== undefined,
    variants: {
      同意: {},
      不同意: { opinion: 'disagree', reason: '所附注册证书在全国建筑市场监管公共服务平台查无记录' },
    },
  },
  'quarterly-report': {
    has: ({ programmes }) => programmes['quarterly-reports'] !== undefined,
    variants: {
      季度终了: {},
      季度未终了: { dataUntil: '2026-08-31' },
      有说明: { problems: '部分企业联系信息已失效，正在核对。' },
    },
  },
};

function barsOf(law: Regime, difference: object) {
  const kind = 'enterpriseKind' in difference ? 'supervision' : 'construction';
  return restrictionsOrdered(law, { kind, inRegion: true });
}

/** The kinds of a regime with their variants. */
function kindsOf(law: Regime): [string, Variants][] {
  const some = Object.entries(OF_SOME).flatMap(([kind, { has, variants }]): [string, Variants][] =>
    has(law) ? [[kind, variants]] : [],
  );
  return [...Object.entries(VARIANTS), ...some];
}

/** Every approved sample: its file and its text. One file a regime and kind, its variants one after the other. */
export function approvedSamples(): { readonly file: string; readonly regime: string; readonly text: string }[] {
  return [...REGIMES].flatMap(([regime, law]) =>
    kindsOf(law).map(([kind, variants]) => {
      const known = (name: string): name is OfficialKind & keyof typeof SAMPLES => Object.hasOwn(SAMPLES, name);
      if (!known(kind)) throw new Error(`there is no sample of ${kind}`);
      const card =
        kind === 'order' && law.order.findsFailure === true ? { card: CARD, officers: null, termMonths: 1 } : {};
      const text = Object.entries(variants).map(([name, difference]) => {
        const whose = 'regime' in SAMPLES[kind] ? { regime } : {};
        const data = { ...SAMPLES[kind], ...whose, ...card, ...difference };
        // The bars are those of the regime, for the kind of enterprise.
        const barred = 'restrictions' in data ? { restrictions: barsOf(law, difference) } : {};
        return `【${name}】\n${plain(composeDocument(kind, { ...data, ...barred }).draft)}\n`;
      });
      return { file: `${regime}/${kind}.txt`, regime, text: text.join('\n') };
    }),
  );
}
