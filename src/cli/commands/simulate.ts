import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type HolidayNotice, parseHolidayNotices } from '#law/periods/holiday-notice.ts';
import { workCalendar } from '#law/periods/work-calendar.ts';
import { REGIMES } from '#law/regimes/regimes.ts';
import { parseScenario, play } from '#law/regimes/scenario.ts';
import { COMMANDS, GROUNDS, RESTRICTIONS } from '#law/regimes/words.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../read-options.ts';
import { UsageError } from '../usage-error.ts';

const EXIT_DONE = 0;
const EXIT_REFUSED = 1;

const FIELDS: Partial<Readonly<Record<string, string>>> = {
  verdict: 'result met / not-met，ground number / specialty / insurance',
  'issue-order': 'termMonths 1–3，officers [甲, 乙]',
  arrive:
    'document order / intent / decision，channel platform / email / ems，outcome signed / refused / absent / address-unknown / lost（仅 ems）',
  bounce: 'document，channel email',
  publish: 'document',
  opinion: 'result agree / disagree（市级，仅市级核发）',
  'decide-objection': 'result upheld / rejected',
  recheck: 'level district / city，result met / not-met',
  'return-result': 'result revoked / kept',
  decide: 'result revoke / keep',
  'correct-service': 'document，servedOn，evidence',
  'report-return': 'document（记录送达之后又退回的电子邮件，待主管部门核实）',
  'affirm-service': 'document，reason',
  'void-service': 'document，evidence',
  downtime: 'from，to',
  withdraw: 'reason',
  'end-qualification': 'reason',
};

function regimesHelp(): string {
  return [...REGIMES.values()]
    .flatMap((regime) => [
      `  ${regime.id}  ${regime.name}（${regime.document}，自 ${regime.effectiveFrom}）`,
      ...regime.tracks.map(({ name, stages }) => {
        const list = Object.entries(stages).map(([id, stage]) => `${id} ${stage.name}`);
        return `    ${name}：${list.join('、')}`;
      }),
    ])
    .join('\n');
}

function eventsHelp(): string {
  return Object.entries(COMMANDS)
    .map(([name, title]) => `  ${name.padEnd(21)}${title}${FIELDS[name] === undefined ? '' : `：${FIELDS[name]}`}`)
    .join('\n');
}

function listed(words: Readonly<Record<string, string>>): string {
  return Object.entries(words)
    .map(([word, title]) => `${word} ${title}`)
    .join('、');
}

const help = `用法：qualwatch simulate [情景.json] [--holidays 文件]    不给文件或给 - 时读标准输入

按一个制度把一件案件从头演一遍：先是时间带来的变化，再是当日的各步；输出每个有事发生的日子一行 JSON
（on、events、refused、stage），最后一行 {"final": {…}}。制度不允许的步骤记在 refused 里，写明条款和理由，
程序照常继续。

情景：
  {"regime": "${[...REGIMES.keys()][0]}",
   "enterprise": {"kind": "construction", "inRegion": true, "division": "450103", "confirmation": "2026-07-01"},
   "qualification": {"code": "GC-01-3", "licensing": "city"},
   "events": [{"on": "2026-08-01", "do": "verdict", "result": "not-met", "ground": "number"}],
   "until": "2027-03-31"}
  kind construction / supervision；confirmation 签署送达确认书之日或 null；licensing city / province / ministry

制度与阶段：
${regimesHelp()}

事件（do）：
${eventsHelp()}

理由（ground）：${listed(GROUNDS)}
限制（restrictions）：${listed(RESTRICTIONS)}

  --holidays 文件      补充或替换年度放假安排的 JSON，格式同 deadline
`;

async function readJson(file: string, what: string): Promise<unknown> {
  try {
    return JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`读不了${what} ${file}：${error instanceof Error ? error.message : String(error)}`);
  }
}

function readArgs(args: readonly string[]) {
  const { values, positionals } = readOptions(args, {
    allowPositionals: true,
    options: { holidays: { type: 'string' } },
  });
  if (positionals.length > 1) throw new UsageError('一次只演一个情景，请只给一个文件。');
  return { file: positionals[0] ?? '-', holidays: values.holidays };
}

async function readNotices(file: string): Promise<readonly HolidayNotice[]> {
  const notices = parseHolidayNotices(await readJson(file, '放假安排文件'));
  if (!notices.ok) throw new UsageError(notices.reason);
  return notices.value;
}

/** `qualwatch simulate`: one case under one regime, as dated JSON lines. */
export const simulate: Command = {
  help,
  async run(args) {
    const { file, holidays } = readArgs(args);
    const calendar = workCalendar(holidays === undefined ? [] : await readNotices(holidays));
    const scenario = parseScenario(await readJson(file, '情景'), REGIMES);
    if (!scenario.ok) {
      process.stderr.write(`${scenario.reason}\n`);
      return EXIT_REFUSED;
    }
    for (const note of scenario.notes) process.stderr.write(`${note}\n`);
    const story = play(scenario.value, calendar);
    for (const day of story.days) process.stdout.write(`${JSON.stringify(day)}\n`);
    process.stdout.write(`${JSON.stringify({ final: story.final })}\n`);
    return EXIT_DONE;
  },
};
