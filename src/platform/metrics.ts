/** Figures of this process for Prometheus. Labels are route patterns and states, never what somebody asked for. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'route' | 'method' | 'status'>;
  readonly durations: Histogram<'route'>;
  readonly rateLimited: Counter<'route'>;
  /** a standing verdict and its explanation, counted anew, did not agree: must stay 0 */
  readonly explanationMismatches: Counter;
  readonly outboxMessages: Gauge<'status'>;
  /** mails that are due and have not left: grows when the mail server does not take them */
  readonly mailBacklog: Gauge;
  readonly mailBacklogAge: Gauge;
  /** what should be there and is not, by kind (docs/operations.md): must stay 0 */
  readonly absences: Gauge<'kind'>;
  readonly recheckQueue: Gauge;
  readonly heldRuns: Gauge;
  readonly lastRunAge: Gauge;
  readonly workers: Gauge;
}

const SLOT = Symbol.for('qualwatch.metrics');

function create(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'qualwatch_' });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'qualwatch_http_requests_total',
      help: 'Answers by route pattern, method and status',
      labelNames: ['route', 'method', 'status'],
      registers,
    }),
    durations: new Histogram({
      name: 'qualwatch_http_request_duration_seconds',
      help: 'Time to the whole answer by route pattern',
      labelNames: ['route'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    rateLimited: new Counter({
      name: 'qualwatch_http_rate_limited_total',
      help: 'Requests refused by the rate limit',
      labelNames: ['route'],
      registers,
    }),
    explanationMismatches: new Counter({
      name: 'qualwatch_explanation_mismatches_total',
      help: 'Standing verdicts whose explanation, counted anew, differed',
      registers,
    }),
    outboxMessages: new Gauge({
      name: 'qualwatch_outbox_messages',
      help: 'Messages not sent yet, by status (pending, sending, failed)',
      labelNames: ['status'],
      registers,
    }),
    mailBacklog: new Gauge({
      name: 'qualwatch_mail_backlog',
      help: 'Mails that are due and have not left',
      registers,
    }),
    mailBacklogAge: new Gauge({
      name: 'qualwatch_mail_backlog_age_seconds',
      help: 'How long the mail that has been due longest has been waiting',
      registers,
    }),
    absences: new Gauge({
      name: 'qualwatch_absences',
      help: 'Rows that should be there and are not, by kind, as the last sweep found them',
      labelNames: ['kind'],
      registers,
    }),
    recheckQueue: new Gauge({
      name: 'qualwatch_recheck_queue_length',
      help: 'Enterprises whose data changed and that wait for their re-check',
      registers,
    }),
    heldRuns: new Gauge({
      name: 'qualwatch_held_runs',
      help: 'Runs that the plausibility breaker holds for an official',
      registers,
    }),
    lastRunAge: new Gauge({
      name: 'qualwatch_last_settled_run_age_seconds',
      help: "Age of the newest settled month's run",
      registers,
    }),
    workers: new Gauge({
      name: 'qualwatch_workers_alive',
      help: 'Workers whose heartbeat is at most a minute old',
      registers,
    }),
  };
}

function isMetrics(value: unknown): value is Metrics {
  return typeof value === 'object' && value !== null && 'registry' in value && 'explanationMismatches' in value;
}

/** The metrics of this process: one set, however many bundles of the site carry this module. */
export function metrics(): Metrics {
  const standing: unknown = Reflect.get(globalThis, SLOT);
  if (isMetrics(standing)) return standing;
  const fresh = create();
  Reflect.set(globalThis, SLOT, fresh);
  return fresh;
}
