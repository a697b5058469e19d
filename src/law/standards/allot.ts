/** One person, one place (standards README §2 rule 1): which places the persons of a group of distinct places fill. */

/**
 * How many persons of each class fill each place. A class is the bit mask of the group's places that its persons fit.
 * `needed[j]` per place, `classes[mask]` persons per class; `filled[mask * needed.length + j]` receives the allotment.
 *
 * Fills as many needed places as possible (augmenting), then gives each surplus person the first place that fits, so
 * that nobody who fits a place is left out. Deterministic: the same classes give the same allotment.
 */
export function allot(needed: readonly number[], classes: Int32Array, filled: Int32Array): void {
  const places = needed.length;
  const size = 1 << places;
  filled.fill(0, 0, size * places);
  const free = Array.from({ length: size }, (_, mask) => classes[mask] ?? 0);
  const take = (mask: number, place: number, amount: number): void => {
    filled[mask * places + place] = (filled[mask * places + place] ?? 0) + amount;
  };
  /** Gets one more person for the place, moving others aside where that frees one. */
  const augment = (place: number, visited: number): boolean => {
    for (let mask = 1; mask < size; mask += 1) {
      if ((mask & (1 << place)) === 0) continue;
      if ((free[mask] ?? 0) > 0) {
        free[mask] = (free[mask] ?? 0) - 1;
        take(mask, place, 1);
        return true;
      }
    }
    for (let other = 0; other < places; other += 1) {
      if ((visited & (1 << other)) !== 0) continue;
      for (let mask = 1; mask < size; mask += 1) {
        const held = filled[mask * places + other] ?? 0;
        if ((mask & (1 << place)) === 0 || held === 0) continue;
        if (!augment(other, visited | (1 << other))) break;
        take(mask, other, -1);
        take(mask, place, 1);
        return true;
      }
    }
    return false;
  };
  needed.forEach((count, place) => {
    let open = count;
    // Those who fit nowhere else first: whole classes at once.
    for (const mask of bySpecialisation(size)) {
      if ((mask & (1 << place)) === 0) continue;
      const amount = Math.min(open, free[mask] ?? 0);
      free[mask] = (free[mask] ?? 0) - amount;
      take(mask, place, amount);
      open -= amount;
    }
    while (open > 0 && augment(place, 1 << place)) open -= 1;
  });
  for (let mask = 1; mask < size; mask += 1) {
    const first = 31 - Math.clz32(mask & -mask);
    take(mask, first, free[mask] ?? 0);
  }
}

const orders = new Map<number, readonly number[]>();

/** The classes 1 … size-1, those with fewest places first. */
function bySpecialisation(size: number): readonly number[] {
  const known = orders.get(size);
  if (known !== undefined) return known;
  const bits = (mask: number): number => (mask === 0 ? 0 : (mask & 1) + bits(mask >> 1));
  const order = Array.from({ length: size - 1 }, (_, index) => index + 1).sort((a, b) => bits(a) - bits(b) || a - b);
  orders.set(size, order);
  return order;
}
