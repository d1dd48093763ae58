/** Numbers that look random and are the same for the same seed and place in the order. */
export interface Seeded {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** One of them. */
  pick<T>(values: readonly T[]): T;
}

/** @param index which one of a long row: reports are made by many users at once, in whatever order. */
export function seeded(seed: number, index: number): Seeded {
  // Mulberry32, begun at a place that neighbours do not share.
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick(values) {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}
