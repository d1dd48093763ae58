import type { PlaceNames } from '../places/registry-places.ts';
import { whole } from '../scorecard/numbers.ts';
import { say, type Text } from '../terminal/language.ts';
import { renderTable } from '../terminal/table.ts';
import { kyivTime } from '../time/show-time.ts';

/** A time is shown as that of Kyiv, a number with its thousands apart and to the right; unknown or empty is a dash. */
export type Value = string | number | bigint | boolean | Date | undefined | readonly string[];

export interface Column<Item> extends Text {
  readonly of: (item: Item, names: PlaceNames) => Value;
  /** On a narrow terminal, the column with the highest number goes first; one without a number stays. */
  readonly drop?: number;
  /** Of numbers with words: "93.4 %". */
  readonly align?: 'right';
}

/** The table of these items in the language of the output. */
export function renderRows<Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  names: PlaceNames = { nameOf: (code) => code },
): string {
  const values = items.map((item) => columns.map(({ of }) => of(item, names)));
  const isNumeric = (at: number) => values.some((row) => typeof row[at] === 'number' || typeof row[at] === 'bigint');
  const shown = columns.map(({ uk, en, drop, align }, at) => ({
    heading: say({ uk, en }),
    align: align ?? (isNumeric(at) ? ('right' as const) : ('left' as const)),
    ...(drop !== undefined && { drop }),
  }));
  return renderTable(
    shown,
    values.map((row) => row.map(textOf)),
  );
}

function textOf(value: Value): string {
  if (value === undefined || value === '') return '—';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return whole(value);
  if (typeof value === 'boolean') return value ? say({ uk: 'так', en: 'yes' }) : say({ uk: 'ні', en: 'no' });
  return value instanceof Date ? kyivTime(value) : value.join(', ') || '—';
}

/** "Officer:  …", one line for each value, the values below each other. */
export function renderDetails(details: readonly (readonly [label: Text, value: Value])[]): string {
  const width = Math.max(...details.map(([label]) => [...say(label)].length)) + 2;
  return details.map(([label, value]) => `${`${say(label)}:`.padEnd(width)}${textOf(value)}`).join('\n');
}
