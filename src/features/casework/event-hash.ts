import { createHash } from 'node:crypto';

/** The parts of an event that its hash covers, in this order. */
export interface HashedEvent {
  readonly caseId: string;
  readonly sequence: number;
  /** `yyyy-MM-dd` */
  readonly onDay: string;
  readonly act: string;
  readonly actor: string;
  readonly clause: string;
  /** JSON text exactly as stored */
  readonly content: string;
}

export const FIRST_PREVIOUS_HASH: Buffer = Buffer.alloc(32);

/** SHA-256 of the previous hash and the event's parts, parted by the unit separator. */
export function eventHash(previousHash: Buffer, event: HashedEvent): Buffer {
  const parts = [event.caseId, event.sequence, event.onDay, event.act, event.actor, event.clause, event.content];
  return createHash('sha256').update(previousHash).update(parts.join('\u001f'), 'utf8').digest();
}

/** The same in SQL, for cases opened and closed in sets; both are held together by a test. */
export const EVENT_HASH_SQL =
  "sha256(previous_hash || convert_to(concat_ws(chr(31), case_id::text, sequence::text, to_char(on_day, 'YYYY-MM-DD'), act, actor, clause, content), 'UTF8'))";

export interface StoredEvent extends HashedEvent {
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/**
 * The first event at which the chain of one case is broken, with the reason; undefined when it is whole. Events come in
 * order of their sequence.
 */
export function brokenAt(events: readonly StoredEvent[]): { sequence: number; reason: string } | undefined {
  let previous = FIRST_PREVIOUS_HASH;
  let expected = 1;
  for (const event of events) {
    if (event.sequence !== expected) return { sequence: expected, reason: '缺少这一事件' };
    if (!event.previousHash.equals(previous)) return { sequence: expected, reason: '与前一事件的散列值不衔接' };
    if (!eventHash(previous, event).equals(event.hash)) return { sequence: expected, reason: '事件内容与散列值不符' };
    previous = event.hash;
    expected++;
  }
  return undefined;
}
