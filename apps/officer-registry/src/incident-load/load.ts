/** A counter of a hromada and a month, with what it grows by; negative when it shrinks. */
export interface MonthGrowth {
  readonly hromadaCode: string;
  /** Its first day. */
  readonly month: string;
  readonly incidents: number;
}

/** An incident that begins to count (1) or ceases to (-1). */
export interface CountedIncident {
  readonly hromadaCode: string;
  /** Day of receipt, Kyiv time. */
  readonly day: string;
  readonly sign: 1 | -1;
}

/** All counters that the incidents change, each of them once. */
export function growthOf(incidents: readonly CountedIncident[]): MonthGrowth[] {
  const counters = new Map<string, MonthGrowth>();
  for (const { hromadaCode, day, sign } of incidents) {
    const month = monthOf(day);
    const key = `${hromadaCode} ${month}`;
    const before = counters.get(key)?.incidents ?? 0;
    counters.set(key, { hromadaCode, month, incidents: before + sign });
  }
  return [...counters.values()];
}

function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first days of the months that count: the one of the day, and the twelve before it. */
export function windowOf(day: string): { readonly first: string; readonly last: string } {
  const last = monthOf(day);
  return { first: `${Number(last.slice(0, 4)) - 1}${last.slice(4)}`, last };
}

/** The incidents of each hromada, where those of a merged one count for its successor. */
export function loadOfSuccessors(
  loads: Iterable<readonly [hromadaCode: string, incidents: number]>,
  successor: (hromadaCode: string) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [code, incidents] of loads) {
    const current = successor(code);
    sums.set(current, (sums.get(current) ?? 0) + incidents);
  }
  return sums;
}
