import { columnOf, type ColumnType, type ColumnValue } from './column-of.ts';

/** Name and type of a column, and how to get its value from an item. */
export type Column<Item> = {
  [Type in ColumnType]: readonly [name: string, type: Type, of: (item: Item) => ColumnValue<Type> | null];
}[ColumnType];

/** Many rows as the values of one statement, whose text does not depend on the number of rows. */
export interface Unnested<Item> {
  /** "officer_id, kind" */
  readonly names: string;
  /** "unnest($1::uuid[], $2::text[])" */
  readonly source: string;
  readonly valuesOf: (items: readonly Item[]) => Buffer[];
  /** The number of the first parameter after them. */
  readonly next: number;
}

/** @param first number of its first parameter, for a statement with several lists of rows. */
export function unnested<Item>(columns: readonly Column<Item>[], first = 1): Unnested<Item> {
  return {
    names: columns.map(([name]) => name).join(', '),
    source: `unnest(${columns.map(([, type], index) => `$${first + index}::${type}[]`).join(', ')})`,
    valuesOf: (items) => columns.map((column) => valuesOf(column, items)),
    next: first + columns.length,
  };
}

function valuesOf<Type extends ColumnType, Item>(
  [, type, of]: readonly [name: string, type: Type, of: (item: Item) => ColumnValue<Type> | null],
  items: readonly Item[],
): Buffer {
  return columnOf(type, items, of);
}
