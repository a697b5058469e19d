/**
 * A 106-bit content name (two cyrb53 hashes of the JSON text). It tells versions apart; it is no seal against forgery, for
 * which the callers have the audit chain. `src/law` is pure, so no cryptographic library is at hand here.
 */
export function fingerprint(content: unknown): string {
  const text = JSON.stringify(content);
  return cyrb53(text, 0) + cyrb53(text, 1);
}

function cyrb53(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const value = 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
  return value.toString(16).padStart(14, '0');
}
