import { isUuid, type Violation } from '@safe-community/domain-kit';
import { fold, type Columns } from './columns.ts';
import type { Mapping } from './schema.ts';

type CrewRule = NonNullable<NonNullable<Mapping['responders']>[number]['officers']>;

/** The officers of a row. */
interface Crew {
  readonly officerIds: readonly string[];
  /** Whether the mapping rejects the row, because it does not say who one of them is. */
  readonly isUnknown: boolean;
  readonly column: string;
}

const SEPARATOR = /[,;]/;

/** Compiles who is in a crew: ids of the officer registry, or what the mapping says they are. */
export function compileCrew(
  { column, columns: several, separator, values = {}, otherwise = 'reject' }: CrewRule,
  field: string,
  columns: Columns,
  problems: Violation[],
): (cells: readonly string[]) => Crew {
  const names = several ?? [column ?? ''];
  const cellsOf = columns.cells(names, several === undefined ? `${field}.column` : `${field}.columns`);
  const known = new Map<string, string>();
  for (const [text, id] of Object.entries(values)) {
    const [key, at] = [fold(text), `${field}.values.${text}`];
    if (!isUuid(id)) problems.push({ field: at, rule: 'must be the id of an officer in the registry: a UUID' });
    if (known.has(key)) problems.push({ field: at, rule: 'must have one meaning, and case does not matter' });
    known.set(key, id.toLowerCase());
  }
  return (cells) => {
    const written = cellsOf(cells)
      .flatMap((cell) => cell.split(separator ?? SEPARATOR))
      .map((each) => each.trim())
      .filter((each) => each !== '');
    const found = written.map((each) => known.get(fold(each)) ?? (isUuid(each) ? each.toLowerCase() : undefined));
    return {
      officerIds: [...new Set(found.filter((id) => id !== undefined))],
      isUnknown: otherwise === 'reject' && found.includes(undefined),
      column: names.join(', '),
    };
  };
}
