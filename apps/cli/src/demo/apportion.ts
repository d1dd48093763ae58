/**
 * Apportions `seats` in proportion to the weights by the largest remainder method; the
 * shares add up to exactly `seats`. Ties go to the earlier entry.
 */
export function apportion(seats: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (seats * weight) / total);
  const shares = exact.map(Math.floor);
  const left = seats - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
