export interface Merger {
  readonly code: string;
  readonly successorCode: string;
  /** YYYY-MM-DD. */
  readonly effectiveOn: string;
}

export function mergersByCode(mergers: readonly Merger[]): ReadonlyMap<string, Merger> {
  return new Map(mergers.map((merger) => [merger.code, merger]));
}

/** The hromada that this one is part of on a day: itself if it was not merged. */
export function successorOn(day: string, code: string, mergers: ReadonlyMap<string, Merger>): string {
  const seen = new Set<string>();
  let current = code;
  for (let merger = mergers.get(code); merger !== undefined && merger.effectiveOn <= day;) {
    if (seen.has(current)) return current;
    seen.add(current);
    current = merger.successorCode;
    merger = mergers.get(current);
  }
  return current;
}
