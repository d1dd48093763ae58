import { addDays, checkDay, checkKnownOn, unless, type Day, type Violation } from '@safe-community/domain-kit';

/** What a scorecard is of. */
export interface ScorecardPeriod {
  readonly firstDay: Day;
  /** May lie in the future. */
  readonly lastDay: Day;
  /** The last day that is counted. */
  readonly countedUntil: Day;
  readonly today: Day;
  /** Undefined: as known now. */
  readonly knownOn: Day | undefined;
}

/** First and last day. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The year before the programme, against which it is measured. */
export const BASE_YEAR_NUMBER = 2020;
const MAX_DAYS = 366;

interface PeriodRequest {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly knownOn: string;
}

/** The violations of the days of a request. Empty texts mean this year, as known now. */
export function checkPeriod({ firstDay, lastDay, knownOn }: PeriodRequest, today: Day): Violation[] {
  const isDefault = firstDay === '' && lastDay === '';
  const ofKnowledge = checkKnownOn(knownOn, 'known_on', today);
  const unreadable = isDefault ? [] : [...checkDay(firstDay, 'first_day'), ...checkDay(lastDay, 'last_day')];
  if (unreadable.length > 0) return [...unreadable, ...ofKnowledge];
  const ofPeriod = isDefault
    ? []
    : [
        ...unless(firstDay <= today, 'first_day', 'must not be in the future'),
        ...unless(firstDay <= lastDay, 'last_day', 'must not be before first_day'),
        ...unless(
          addDays(firstDay, MAX_DAYS) > lastDay,
          'last_day',
          `must be at most ${MAX_DAYS} days with the first one`,
        ),
      ];
  if (ofKnowledge.length > 0) return [...ofPeriod, ...ofKnowledge];
  const isLater = knownOn === '' || knownOn >= (firstDay || `${today.slice(0, 4)}-01-01`);
  return [...ofPeriod, ...unless(isLater, 'known_on', 'must not be before the period')];
}

/** The period of a valid request. */
export function periodOf({ firstDay, lastDay, knownOn }: PeriodRequest, today: Day): ScorecardPeriod {
  const year = today.slice(0, 4);
  const last = lastDay === '' ? `${year}-12-31` : lastDay;
  const known = knownOn === '' ? today : knownOn;
  return {
    firstDay: firstDay === '' ? `${year}-01-01` : firstDay,
    lastDay: last,
    countedUntil: last < known ? last : known,
    today,
    knownOn: knownOn === '' ? undefined : knownOn,
  };
}

/** The same days of a year that is so many years earlier; 28 February for the 29th where that year has none. */
export function yearsBefore({ from, to }: Span, years: number): Span {
  return { from: yearBefore(from, years), to: yearBefore(to, years) };
}

function yearBefore(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  const exists = new Date(same).toISOString().slice(0, 10) === same;
  return exists ? same : `${year}-02-28`;
}

/** The Mondays of the calendar weeks that lie in a span as a whole: its first and its last week may be cut. */
export function wholeWeeksIn({ from, to }: Span): Day[] {
  const mondays: Day[] = [];
  for (let day = from; addDays(day, 6) <= to; day = addDays(day, 1)) {
    if (new Date(day).getUTCDay() === MONDAY) mondays.push(day);
  }
  return mondays;
}

const MONDAY = 1;

const DAY_MS = 86_400_000;

/** Both days included. */
export function daysOf({ from, to }: Span): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}
