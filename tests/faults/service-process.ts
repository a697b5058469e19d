import { createInterface } from 'node:readline';
import pg from 'pg';
import { openPress } from '#features/documents/commands.ts';
import { deliverDueMail } from '#features/notification/commands.ts';
import { openPool } from '#platform/database/connections.ts';
import { type MailSender, openSmtp } from '#platform/mail/smtp.ts';
import { issueOrder } from '../integration/by-three.ts';

/**
 * A worker of its own process that issues one order and sends its mail, and dies where it is told: before or after the n-th
 * statement of a step, or some milliseconds after it began to speak with the mail server. Waits for its order on standard
 * input, so that the next one can warm up meanwhile.
 */
const STEPS = ['issue', 'render', 'send', 'record'] as const;
type Step = (typeof STEPS)[number];

interface Order {
  readonly caseId: string;
  readonly at: string;
  readonly kill: {
    readonly step: Step;
    readonly statement: number;
    readonly phase: 'before' | 'after' | 'smtp';
    readonly ms: number;
  } | null;
}

const [url = '', smtpUrl = ''] = process.argv.slice(2);
const counts: Record<Step, number> = { issue: 0, render: 0, send: 0, record: 0 };
let step: Step = 'issue';
let kill: Order['kill'] = null;
let counting = false;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  if (typeof statement === 'object' && statement !== null && 'text' in statement) return String(statement.text);
  return '';
}

const query = pg.Client.prototype.query;
Object.defineProperty(pg.Client.prototype, 'query', {
  value(this: pg.Client, ...args: unknown[]) {
    if (!counting) return Reflect.apply(query, this, args);
    const text = textOf(args[0]);
    if (step === 'issue' && text.includes('document_sequence')) step = 'render';
    if (text.includes("set status = 'sending'")) step = 'send';
    counts[step]++;
    const here = kill !== null && kill.phase !== 'smtp' && kill.step === step && kill.statement === counts[step];
    if (here && kill?.phase === 'before') die();
    const result: unknown = Reflect.apply(query, this, args);
    if (here) setTimeout(die, 4);
    return result;
  },
});

const pool = openPool(url, 2);
const press = openPress({ baseUrl: 'https://qualwatch.demo.invalid' });
const smtp = openSmtp(smtpUrl, { from: '资质哨 <no-reply@demo.invalid>', server: 'addressee' });
const sender: MailSender = {
  async send(mail) {
    if (kill?.phase === 'smtp') setTimeout(die, kill.ms);
    const reply = await smtp.send(mail);
    step = 'record';
    return reply;
  },
  close: () => smtp.close(),
};
await pool.query('select 1');
process.stdout.write('ready\n');

const [line = ''] = await new Promise<string[]>((resolve) => {
  createInterface({ input: process.stdin }).once('line', (text) => resolve([text]));
});
const order: Order = JSON.parse(line);
kill = order.kill;
counting = true;
const at = new Date(order.at);
const issued = await issueOrder(
  { pool, press },
  {
    caseId: order.caseId,
    termMonths: 3,
    actor: { name: '演示市局经办人', role: 'city' },
    onDay: order.at.slice(0, 10),
    recordedAt: at,
  },
);
const sent = await deliverDueMail({ pool, sender, baseUrl: 'https://qualwatch.demo.invalid', now: () => at });
counting = false;
// Whoever is to die shortly after the last statement does so before it could end by itself.
if (kill !== null) await new Promise((resolve) => setTimeout(resolve, 40));
await pool.end();
sender.close();
process.stdout.write(`${JSON.stringify({ outcome: issued.outcome, sent, counts })}\n`);
process.exit(0);
