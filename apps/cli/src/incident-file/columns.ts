import { Problem } from '../terminal/problem.ts';

/** The column names of the file. */
export interface ColumnNames {
  readonly time: string;
  readonly category: string;
  readonly place: string;
  readonly latitude: string;
  readonly longitude: string;
  /** When the first responder reached the scene; absent when the source does not say. */
  readonly onScene?: string;
}

/** Index of each column; -1 for absent optional columns (coordinates, arrival). */
export interface Columns extends Record<keyof ColumnNames, number> {
  readonly count: number;
}

/** Finds the columns in the header line. Throws a Problem that names the missing ones. */
export function findColumns(header: readonly string[], names: ColumnNames): Columns {
  const there = header.map((name) => name.trim().toLowerCase());
  const indexOf = (name: string | undefined): number => (name === undefined ? -1 : there.indexOf(name.toLowerCase()));
  const required = [names.time, names.category, names.place, names.onScene];
  const missing = required.filter((name) => name !== undefined && indexOf(name) < 0);
  if (missing.length > 0) {
    throw new Problem(
      `The header has no column ${missing.map((name) => `“${name}”`).join(', ')}; it has ${header.join(', ')}.\n` +
        'Name the columns with --time-column, --category-column, --place-column, --on-scene-column.',
    );
  }
  return {
    time: indexOf(names.time),
    category: indexOf(names.category),
    place: indexOf(names.place),
    latitude: indexOf(names.latitude),
    longitude: indexOf(names.longitude),
    onScene: indexOf(names.onScene),
    count: header.length,
  };
}
