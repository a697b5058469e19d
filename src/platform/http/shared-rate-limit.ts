import { z } from 'zod';
import { askPrimary } from '#platform/primary-process.ts';
import { type RateDecision, RateLimiter, type RatePolicy } from './rate-limit.ts';

const PATIENCE_MS = 1_000;
const decisionSchema = z.object({ allowed: z.boolean(), fields: z.record(z.string(), z.string()) });

/**
 * A rate limit of all web processes of the machine together: the process that started them keeps the buckets. Where it does not answer,
 * or this process stands alone, the buckets of this process decide: what is limited stays limited.
 */
export class SharedRateLimiter {
  readonly policy: RatePolicy;
  private readonly own: RateLimiter;

  constructor(policy: RatePolicy) {
    this.policy = policy;
    this.own = new RateLimiter(policy);
  }

  /** Takes one token of the client's bucket. `now` in milliseconds. */
  async take(client: string, now: number): Promise<RateDecision> {
    const decided = decisionSchema.safeParse(
      await askPrimary({ ask: 'rate', ...this.policy, client, now }, PATIENCE_MS),
    );
    return decided.success ? decided.data : this.own.take(client, now);
  }
}
