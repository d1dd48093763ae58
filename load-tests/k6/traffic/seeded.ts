/** Pseudorandom numbers, determined by the seed and an index. */
export interface Seeded {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** Picks one element. */
  pick<T>(values: readonly T[]): T;
}

/** @param index index of the item: many users create items concurrently, in any order. */
export function seeded(seed: number, index: number): Seeded {
  // Mulberry32 with a start value that neighbouring indexes do not share.
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
