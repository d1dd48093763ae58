import { addDays, type Day } from '@safe-community/domain-kit';
import { DETAILS, firstDayOf, lastDayOf, type FigureRequest } from './figure.ts';
import type { Measure } from './measure.ts';
import { periodIn, type Reading } from './size.ts';

/** From the counters of days, or from the sums of months and years where they are kept. */
type Way = 'daily' | 'rolled';

type Kind = Measure['source']['kind'];

export function wayOf(request: FigureRequest, kind: Kind): Way {
  // The sums of events and durations are as known now, and details have none.
  const hasSums = kind === 'cells' || request.knownOn === undefined;
  const isDetailed = DETAILS.some((detail) => request.groupBy.includes(detail));
  return hasSums && !isDetailed && spansMonths(request) ? 'rolled' : 'daily';
}

/** Whether a request spans a whole month of the past and has no shorter groups: then sums of months may serve it. */
function spansMonths({ from, to, knownOn, groupBy, today }: FigureRequest): boolean {
  const period = periodIn(groupBy);
  if (period === 'day' || period === 'week') return false;
  const start = firstDayOf('month', from);
  const month = start === from ? start : addDays(lastDayOf('month', start), 1);
  const end = lastDayOf('month', month);
  return end <= to && end < today && (knownOn === undefined || end <= knownOn);
}

const COUNTED: readonly Kind[] = ['cells', 'events', 'durations'];
const DAY_MS = 24 * 3_600_000;

/** What a request reads at most, of so many places. Undefined: sums serve it, or figures of the country and oblasts. */
export function readingOf(request: FigureRequest, kinds: readonly Kind[], places: number): Reading | undefined {
  if (!kinds.some((kind) => COUNTED.includes(kind) && wayOf(request, kind) === 'daily')) return undefined;
  const { from, to, knownOn = request.today, today } = request;
  const last = [to, knownOn, today].toSorted()[0] ?? to;
  return { places, days: daysIn(from, last) };
}

function daysIn(from: Day, last: Day): number {
  return Math.max(0, (Date.parse(last) - Date.parse(from)) / DAY_MS + 1);
}
