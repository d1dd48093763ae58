import { addDays, type Day } from '@safe-community/domain-kit';

/** Days without a report, longer than the history of the source makes plausible. Undefined bounds: from the beginning, or until now. */
export interface Quiet {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

/** Since when nothing arrives. */
export interface Silence {
  /** Undefined if nothing has ever arrived. */
  readonly since: Day | undefined;
  readonly longestGapDays: number | undefined;
}

export interface Listening {
  readonly quiet: readonly Quiet[];
  readonly silence: Silence | undefined;
}

const DAY_MS = 86_400_000;
/** With fewer gaps, a history says little about what is usual. */
const MIN_GAPS = 10;
const MAX_GAP_OF_FEW = 60;
/** Of reports that come by chance, a gap longer than the bound has a probability of one in ten thousand. */
const LOG_10000 = Math.log(10_000);

/**
 * When a source was silent, by its own history. A gap is implausible if it is longer than the longest one before it by so
 * much that chance does not explain it: of n gaps of reports that come by chance, the longest is about ln n mean gaps long.
 *
 * @param days on which something happened that it reported, in order.
 * @param settled the last day of which its reports should have arrived.
 */
export function listenTo(days: readonly Day[], settled: Day): Listening {
  const last = days.at(-1);
  if (last === undefined) {
    return { quiet: [{ from: undefined, to: undefined }], silence: { since: undefined, longestGapDays: undefined } };
  }
  const { holes, longest, count } = gapsIn(days);
  if (daysBetween(last, settled) <= boundOf(longest, count)) return { quiet: holes, silence: undefined };
  const since = addDays(last, 1);
  return {
    quiet: [...holes, { from: since, to: undefined }],
    silence: { since, longestGapDays: count < MIN_GAPS ? undefined : longest },
  };
}

interface Gaps {
  /** Of the plausible ones, days from one to the next. */
  readonly longest: number;
  readonly count: number;
  readonly holes: readonly Quiet[];
}

function gapsIn(days: readonly Day[]): Gaps {
  let [longest, count] = [0, 0];
  const holes: Quiet[] = [];
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    if (before === undefined) continue;
    const gap = daysBetween(before, day);
    if (gap > boundOf(longest, count)) {
      holes.push({ from: addDays(before, 1), to: addDays(day, -1) });
      continue;
    }
    longest = Math.max(longest, gap);
    count += 1;
  }
  return { longest, count, holes };
}

function boundOf(longest: number, count: number): number {
  if (count < MIN_GAPS) return Math.max(MAX_GAP_OF_FEW, 4 * longest);
  return longest * Math.max(2, LOG_10000 / Math.log(count));
}

function daysBetween(one: Day, other: Day): number {
  return (Date.parse(other) - Date.parse(one)) / DAY_MS;
}
