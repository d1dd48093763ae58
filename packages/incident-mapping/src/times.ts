import type { Violation } from '@safe-community/domain-kit';
import type { Columns } from './columns.ts';
import type { Reason } from './mapped-row.ts';
import type { Mapping, TimeRule } from './schema.ts';
import { compileTimes, isRelative } from './time-format.ts';

/** A time of a row: absent if its cell is empty. */
export type ReadRowTime = (
  cells: readonly string[],
  received: Date | undefined,
) => { readonly time: Date | undefined } | { readonly reason: Reason };

const TIMES_OF_THEIR_OWN = new Set(['mapping.times.received', 'mapping.latest_by']);

/** Compiles a time of the mapping. */
export function compileTime(
  rule: TimeRule,
  field: string,
  { time_zone: zone = 'Europe/Kyiv', time_format: format = 'iso', ambiguous = 'earlier' }: Mapping,
  columns: Columns,
  problems: Violation[],
): ReadRowTime {
  const names = rule.columns ?? [rule.column ?? ''];
  const cellsOf = columns.cells(names, `${field}.${rule.columns === undefined ? 'column' : 'columns'}`);
  const forms = [rule.format ?? format].flat();
  if (TIMES_OF_THEIR_OWN.has(field) && forms.some(isRelative)) {
    problems.push({ field: `${field}.format`, rule: 'must be a time of its own: others are after the receipt' });
  }
  const read = compileTimes(forms, { zone: rule.time_zone ?? zone, ambiguous: rule.ambiguous ?? ambiguous });
  if (typeof read !== 'function') {
    problems.push({ field: `${field}.format`, rule: read.rule });
    return () => ({ time: undefined });
  }
  const [column, name] = [names.join(' and '), field.replace(/^mapping\./, '')];
  return (cells, received) => {
    const texts = cellsOf(cells);
    // The day may be that of another column, which is never empty: the time of the day counts.
    if (texts.at(-1) === '') return { time: undefined };
    // The receipt has its own reason then.
    if (received === undefined && forms.every(isRelative)) return { time: undefined };
    const text = texts.join(' ').trim();
    const sameDay = read(text, { notBefore: received });
    const isNextDay = rule.next_day === true && received !== undefined && sameDay instanceof Date && sameDay < received;
    const time = isNextDay ? read(text, { daysLater: 1 }) : sameDay;
    return time instanceof Date ? { time } : { reason: { field: name, column, text, rule: time.rule } };
  };
}
