import { StateBadge } from '#ui/portal/state-badge.tsx';
import type { Tone } from '#ui/status-badge.tsx';

const STATUS: Readonly<Record<string, { readonly tone: Tone; readonly word: string }>> = {
  evaluating: { tone: 'attention', word: '正在核查' },
  held: { tone: 'asked', word: '已暂停，待放行' },
  settled: { tone: 'met', word: '已生效' },
  discarded: { tone: 'closed', word: '已作废' },
};

/** What a run is called: of a month, or of data that changed. */
export function runName({ id, month }: { readonly id: number; readonly month: string | null }): string {
  return month === null ? `数据变更复核（第 ${id} 次）` : `${month} 核查`;
}

/** A version as pages show it: the digits that tell one from another. */
export function versionWord(version: string): string {
  return version.replace(/^[a-z]+-/, '');
}

/** State of a run. */
export function RunBadge({ status }: { readonly status: string }) {
  return <StateBadge {...(STATUS[status] ?? { tone: 'plain', word: status })} />;
}

const JOB_STATUS: Readonly<Record<string, { readonly tone: Tone; readonly word: string }>> = {
  waiting: { tone: 'plain', word: '等待办理' },
  running: { tone: 'attention', word: '正在办理' },
  done: { tone: 'met', word: '已完成' },
  failed: { tone: 'fail', word: '没有完成' },
};

/** State of what the worker was asked for. */
export function JobBadge({ status }: { readonly status: string }) {
  return <StateBadge {...(JOB_STATUS[status] ?? { tone: 'plain', word: status })} />;
}

/** Figures of a run or of a trial, in the order in which they are read. */
export const COUNT_WORDS: readonly (readonly [name: string, word: string])[] = [
  ['enterprises', '企业（家）'],
  ['qualifications', '资质（项）'],
  ['registrations', '注册人员记录（条）'],
  ['met', '达标'],
  ['notMet', '不达标'],
  ['undetermined', '待核实'],
  ['unknown', '待核查（尚无数据）'],
  ['notAssessed', '不比对'],
  ['changed', '结论有变化'],
  ['flips', '其中结论改变'],
  ['warned', '新立案'],
  ['cleared', '达标销案'],
  ['lapsed', '其他结案'],
  ['questionsOpened', '新增待核实'],
  ['questionsClosed', '待核实已解决'],
  ['mails', '待发邮件'],
  ['withoutEmail', '企业没有邮箱'],
  ['withoutRegime', '未设制度地区'],
];

/** Figures of a file. */
export const INTAKE_WORDS: typeof COUNT_WORDS = [
  ['read', '读入（行）'],
  ['added', '新增（条）'],
  ['changed', '变更（条）'],
  ['unchanged', '未变（条）'],
  ['ended', '注销（条）'],
  ['spared', '暂不注销（条）'],
  ['doubtful', '导入但次要内容有误（行）'],
  ['quarantined', '被拒绝（行）'],
  ['refused', '被拒绝（行）'],
];

/** The figures that are there, as facts. */
export function countFacts(
  counts: Readonly<Record<string, unknown>> | null,
  words: typeof COUNT_WORDS = COUNT_WORDS,
): [string, string][] {
  if (counts === null) return [];
  return words.flatMap(([name, word]): [string, string][] => {
    const value = counts[name];
    return typeof value === 'number' ? [[word, value.toLocaleString('zh-CN')]] : [];
  });
}
