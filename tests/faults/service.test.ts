import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMonth } from '#features/verification/commands.ts';
import { issueOrder } from '../integration/by-three.ts';
import { instant, type ServiceBench, serviceBench } from '../integration/service-fixture.ts';

/** How often the worker is killed in each of the four steps; 200 is the figure of the release. */
const RUNS = Number(process.env.QUALWATCH_FAULT_RUNS ?? 4);
const STEPS = ['issue', 'render', 'send', 'record'] as const;
type Step = (typeof STEPS)[number];

interface Kill {
  readonly step: Step;
  readonly statement: number;
  readonly phase: 'before' | 'after' | 'smtp';
  readonly ms: number;
}

let bench: ServiceBench;
const cases: string[] = [];
const children = new Set<ChildProcess>();

beforeAll(async () => {
  bench = await serviceBench('45');
  await bench.pool.query(
    `insert into setting (name, value, recorded_at, recorded_by) values ('verification.plausibility-breaker', '{"share": 1, "minimum": 1000000}', '2020-01-01', 'test')`,
  );
  for (let each = 0; each < RUNS * STEPS.length + 1; each++) {
    // No contact address, so that no warning mail stands in the way of the one that is watched.
    const { id } = await bench.enterprise({ rows: ['GC-01-3'], missing: 1, email: null });
    await bench.confirm(id, '2026-05-01', `songda.${each}@demo.invalid`);
  }
  const request = { month: '2026-06', scope: '', asOf: '2026-06-01', instant: instant('2026-06-01', '02:00:00') };
  await runMonth(bench.database.url, bench.pool, request, { province: '45' });
  const found = await bench.pool.query<{ id: string }>('select id from cases order by enterprise_id');
  cases.push(...found.rows.map(({ id }) => id));
}, 300_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bench?.close();
});

interface Worker {
  run(caseId: string, kill: Kill | null): Promise<{ killed: boolean; output: string }>;
}

/** Starts a worker that waits; the next one warms up while this one works. */
function worker(): Worker {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'tests/faults/service-process.ts',
      bench.database.url,
      `smtp://127.0.0.1:${bench.mailbox.smtpPort}`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  children.add(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  return {
    async run(caseId, kill) {
      child.stdin.write(`${JSON.stringify({ caseId, at: '2026-06-03T02:00:00.000Z', kill })}\n`);
      const signal = await ended;
      children.delete(child);
      return { killed: signal === 'SIGKILL', output: output.replace('ready\n', '') };
    },
  };
}

const rows = async (sql: string, caseId: string) => (await bench.pool.query(sql, [caseId])).rows;

/** What must be so of a case in the end, whatever happened on the way: nothing lost, nothing doubled. */
async function expectOneAct(caseId: string, what: string): Promise<boolean> {
  const facts = await rows(
    `select content::jsonb->'event'->>'what' as what from case_event where case_id = $1 order by sequence`,
    caseId,
  );
  expect(
    facts.map((row) => row.what),
    what,
  ).toEqual(['case-opened', 'order-issued', 'arrived', 'arrived', 'served']);
  const documents = await rows(
    'select d.kind, f.pdf is not null as file from official_document d left join official_document_file f on f.document_id = d.id where d.case_id = $1',
    caseId,
  );
  expect(documents, what).toEqual([{ kind: 'order', file: true }]);
  const attempts = await rows(
    'select channel, status, address from service_attempt where case_id = $1 order by channel',
    caseId,
  );
  expect(
    attempts.map((row) => [row.channel, row.status]),
    what,
  ).toEqual([
    ['email', 'arrived'],
    ['platform', 'arrived'],
  ]);
  const inbox = await rows(
    'select i.id from inbox_message i join service_attempt a on a.id = i.id where a.case_id = $1',
    caseId,
  );
  expect(inbox.length, what).toBe(1);
  const outbox = await rows(
    'select o.status, o.message_id from outbox o join service_attempt a on a.id = o.key where a.case_id = $1',
    caseId,
  );
  expect(
    outbox.map((row) => row.status),
    what,
  ).toEqual(['sent']);
  const audit = await bench.pool.query(
    "select count(*) from audit_entry where action = 'case:issue-order' and subject = $1",
    [`case:${caseId}`],
  );
  expect(audit.rows[0].count, what).toBe(1);
  const history = await rows(
    `select e.what from service_attempt_event e join service_attempt a on a.id = e.attempt_id where a.case_id = $1 and a.channel = 'email' order by e.sequence`,
    caseId,
  );
  const uncertain = history.some((row) => row.what === 'interrupted');
  expect(
    history.map((row) => row.what),
    what,
  ).toEqual(uncertain ? ['prepared', 'interrupted', 'accepted'] : ['prepared', 'accepted']);
  return uncertain;
}

async function recover(caseId: string): Promise<'issued again' | 'stood'> {
  const stands = (await rows('select 1 from official_document where case_id = $1', caseId)).length > 0;
  const again = await issueOrder(bench.tools, {
    caseId,
    termMonths: 3,
    actor: { name: '演示市局经办人', role: 'city' },
    onDay: '2026-06-03',
    recordedAt: instant('2026-06-03', '10:15:00'),
  });
  // The same command a second time is refused by the engine, never done twice.
  expect(again.outcome).toBe(stands ? 'refused' : 'done');
  await bench.deliver(instant('2026-06-03', '10:20:00'));
  return stands ? 'stood' : 'issued again';
}

function plan(counts: Readonly<Record<Step, number>>): Kill[] {
  return STEPS.flatMap((step) =>
    Array.from({ length: RUNS }, (_, at): Kill => {
      if (step === 'send' && at % 2 === 1) return { step, statement: 0, phase: 'smtp', ms: (at * 3) % 14 };
      const place = Math.floor((at * 2 * counts[step]) / RUNS + at) % (2 * counts[step]);
      return { step, statement: Math.floor(place / 2) + 1, phase: place % 2 === 0 ? 'before' : 'after', ms: 0 };
    }),
  );
}

test('GX24-A.2: the worker killed while it issues, renders, sends and records: no act lost, none doubled, no day guessed', async () => {
  const [first = '', ...rest] = cases;
  const undisturbed = await worker().run(first, null);
  const { counts, outcome }: { counts: Record<Step, number>; outcome: string } = JSON.parse(undisturbed.output);
  expect(outcome).toBe('done');
  await expectOneAct(first, 'undisturbed');
  const tally: Record<Step, { runs: number; killed: number; stood: number; uncertain: number }> = {
    issue: { runs: 0, killed: 0, stood: 0, uncertain: 0 },
    render: { runs: 0, killed: 0, stood: 0, uncertain: 0 },
    send: { runs: 0, killed: 0, stood: 0, uncertain: 0 },
    record: { runs: 0, killed: 0, stood: 0, uncertain: 0 },
  };
  const kills = plan(counts);
  let next = worker();
  for (const [at, kill] of kills.entries()) {
    const current = next;
    if (at + 1 < kills.length) next = worker();
    const caseId = rest[at] ?? '';
    const { killed } = await current.run(caseId, kill);
    const line = tally[kill.step];
    line.runs++;
    if (killed) line.killed++;
    if ((await recover(caseId)) === 'stood') line.stood++;
    if (await expectOneAct(caseId, JSON.stringify(kill))) line.uncertain++;
  }
  const numbers = await bench.pool.query<{ number: string }>(
    "select number from official_document where kind = 'order'",
  );
  const serials = numbers.rows.map(({ number }) => Number(/〕(\d+)号/.exec(number)?.[1])).sort((a, b) => a - b);
  expect(serials).toEqual(serials.map((_, at) => at + 1));
  const mails = (await bench.mailbox.messages()).filter((mail) => mail.subject.startsWith('【文书送达】'));
  expect(mails.length).toBe(kills.length + 1);
  await bench.chainIsWhole();
  for (const step of STEPS) {
    const { runs, killed, stood, uncertain } = tally[step];
    console.log(
      `${step}: ${counts[step]} statements, ${runs} runs, killed ${killed}, act stood ${stood}, uncertain and settled by the same Message-ID ${uncertain}; lost 0, doubled 0`,
    );
    expect(killed).toBe(runs);
  }
}, 3_600_000);
