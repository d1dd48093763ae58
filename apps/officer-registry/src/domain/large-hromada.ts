/** Which hromadas are large, so that each of their starosta districts may have its own officer. */
export interface LargeHromadaPolicy {
  /** People from whom on a hromada is large. */
  readonly population: number;
  /** KATOTTG codes of hromadas that are large whatever their population. */
  readonly alwaysLarge: ReadonlySet<string>;
}

/** A hromada of unknown population is large only when the policy names it. */
export function isLargeHromada(code: string, population: number | undefined, policy: LargeHromadaPolicy): boolean {
  return policy.alwaysLarge.has(code) || (population ?? 0) >= policy.population;
}
