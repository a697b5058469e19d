/**
 * Token bucket per client, in this process; `shared-rate-limit.ts` shares one among the web processes of a machine. Several machines behind
 * a balancer each count for themselves.
 * Answers carry the fields of draft-ietf-httpapi-ratelimit-headers (RateLimit-Policy, RateLimit) and Retry-After.
 */
export interface RatePolicy {
  readonly name: string;
  /** requests per window, and the size of the bucket */
  readonly quota: number;
  readonly windowSeconds: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** header fields of the answer, whether allowed or not */
  readonly fields: Readonly<Record<string, string>>;
}

interface Bucket {
  tokens: number;
  /** milliseconds */
  filledAt: number;
}

/** Clients remembered at most; who has been away for a whole window has a full bucket anyway. */
const MAXIMUM_CLIENTS = 50_000;

export class RateLimiter {
  readonly policy: RatePolicy;
  private readonly buckets = new Map<string, Bucket>();

  constructor(policy: RatePolicy) {
    this.policy = policy;
  }

  /** Takes one token of the client's bucket. `now` in milliseconds. */
  take(client: string, now: number): RateDecision {
    const { name, quota, windowSeconds } = this.policy;
    const perSecond = quota / windowSeconds;
    const bucket = this.buckets.get(client) ?? { tokens: quota, filledAt: now };
    bucket.tokens = Math.min(quota, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    // Last used last in the map, so that the first are those that can be forgotten.
    this.buckets.delete(client);
    this.buckets.set(client, bucket);
    if (this.buckets.size > MAXIMUM_CLIENTS) this.forget();
    const seconds = (tokens: number) => Math.max(0, Math.ceil(tokens / perSecond));
    const fields: Record<string, string> = {
      'RateLimit-Policy': `"${name}";q=${quota};w=${windowSeconds}`,
      RateLimit: `"${name}";r=${Math.floor(bucket.tokens)};t=${seconds(quota - bucket.tokens)}`,
    };
    if (!allowed) fields['Retry-After'] = String(Math.max(1, seconds(1 - bucket.tokens)));
    return { allowed, fields };
  }

  private forget(): void {
    for (const client of this.buckets.keys()) {
      if (this.buckets.size <= MAXIMUM_CLIENTS * 0.9) return;
      this.buckets.delete(client);
    }
  }
}
