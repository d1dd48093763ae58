/** Random numbers from 0 to below 1, the same for each seed: the generator "mulberry32". */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Poisson count, by multiplying random numbers (Knuth); in parts, so that nothing underflows. */
function randomPoisson(mean: number, random: () => number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 100) {
    const limit = Math.exp(-Math.min(left, 100));
    for (let product = random(); product > limit; product *= random()) count += 1;
  }
  return count;
}

/**
 * A count whose variance is `dispersion` times its mean, negative binomial as a Poisson number of logarithmic groups:
 * computed without the functions under test.
 */
export function randomCount(mean: number, dispersion: number, random: () => number): number {
  if (dispersion === 1) return randomPoisson(mean, random);
  // The mean size of a logarithmic group is -q / ((1 - q) ln(1 - q)), and the sum of the groups has variance mean / (1 - q).
  const q = 1 - 1 / dispersion;
  const groups = randomPoisson((-mean * (1 - q) * Math.log1p(-q)) / q, random);
  let count = 0;
  for (let group = 0; group < groups; group += 1) count += randomLogarithmic(q, random);
  return count;
}

/** By inversion. */
function randomLogarithmic(q: number, random: () => number): number {
  let [left, size] = [random(), 1];
  let chance = -q / Math.log1p(-q);
  while (left > chance && size < 1_000) {
    left -= chance;
    size += 1;
    chance *= (q * (size - 1)) / size;
  }
  return size;
}
