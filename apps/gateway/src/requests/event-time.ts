import { isPast, isPlausible, kyivDay } from '@safe-community/domain-kit';
import { instantsInKyiv, readDay, readTime } from '../forms/kyiv-time.ts';
import { FIELDS, type FieldName } from './request.ts';

/** What is wrong with an answer. */
export type TimeRule = 'day' | 'lastDay' | 'time' | 'future' | 'old' | 'order' | 'tooLong';

interface TimeProblem {
  readonly field: FieldName;
  readonly rule: TimeRule;
}

export interface EventTime {
  readonly from: Date;
  readonly until: Date;
}

/** As the service takes it. */
const MAX_EVENT_MS = 24 * 3_600_000;

/**
 * From when until when something happened, by the clock of Kyiv. Of an hour that autumn has twice, both are meant: footage
 * that is asked for too widely is found, and the other is not.
 */
export function readEventTime(
  field: (name: FieldName) => string,
  now: Date,
): EventTime | { readonly problems: readonly TimeProblem[] } {
  const problems: TimeProblem[] = [];
  const refuse = (name: FieldName, rule: TimeRule): void => void problems.push({ field: name, rule });
  const day = readDay(field(FIELDS.day));
  const written = field(FIELDS.lastDay);
  const lastDay = written === '' ? day : readDay(written);
  const [begins, ends] = [readTime(field(FIELDS.from)), readTime(field(FIELDS.until))];
  if (day === undefined) refuse(FIELDS.day, 'day');
  if (begins === undefined) refuse(FIELDS.from, 'time');
  if (ends === undefined) refuse(FIELDS.until, 'time');
  if (lastDay === undefined && written !== '') refuse(FIELDS.lastDay, 'lastDay');
  if (day === undefined || lastDay === undefined || begins === undefined || ends === undefined) return { problems };
  const from = instantsInKyiv(day, begins).at(0);
  const until = instantsInKyiv(lastDay, ends).at(-1);
  // The hour that spring leaves out.
  if (from === undefined) refuse(FIELDS.from, 'time');
  if (until === undefined) refuse(FIELDS.until, 'time');
  if (from === undefined || until === undefined) return { problems };
  const today = kyivDay(now);
  if (!isPast(from, now)) refuse(day > today ? FIELDS.day : FIELDS.from, 'future');
  else if (!isPlausible(from, now)) refuse(FIELDS.day, 'old');
  else if (until < from) refuse(FIELDS.until, 'order');
  else if (!isPast(until, now)) refuse(lastDay > today ? FIELDS.lastDay : FIELDS.until, 'future');
  else if (until.getTime() - from.getTime() > MAX_EVENT_MS) refuse(FIELDS.until, 'tooLong');
  return problems.length > 0 ? { problems } : { from, until };
}
