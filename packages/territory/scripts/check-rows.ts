import { UKRAINE_BOUNDS } from '../src/distance.ts';
import { isKatottg, parseKatottg } from '../src/katottg.ts';

/** A row of the foreign hromada file, all cells as text. */
export type HromadaRow = Record<(typeof HROMADA_COLUMNS)[number], string>;
export const HROMADA_COLUMNS = [
  'code',
  'name',
  'kind',
  'centre',
  'oblast_code',
  'oblast',
  'raion_code',
  'raion',
  'population_2022',
  'latitude',
  'longitude',
] as const;

/** A row of the foreign file of former village councils. */
export type CouncilRow = Record<(typeof COUNCIL_COLUMNS)[number], string>;
export const COUNCIL_COLUMNS = ['hromada_code', 'former_council_koatuu', 'name'] as const;

const UKRAINIAN_NAME = /^[А-ЩЬЮЯҐЄІЇа-щьюяґєії’ -]+$/u;
const KINDS = ['rural', 'settlement', 'urban'];

/** Every rule that a hromada row breaks, empty when it may be carried. */
export function hromadaProblems(row: HromadaRow): string[] {
  const levels: [keyof HromadaRow, string][] = [
    ['code', 'hromada'],
    ['raion_code', 'raion'],
    ['oblast_code', 'oblast'],
  ];
  const malformed = levels
    .filter(([column, level]) => !isKatottg(row[column]) || parseKatottg(row[column]).level !== level)
    .map(([column, level]) => `${column} "${row[column]}" is not the code of one ${level}`);
  const rules: [boolean, string][] = [
    [row.code.slice(0, 6) === row.raion_code.slice(0, 6), `code is not inside raion ${row.raion_code}`],
    [row.raion_code.slice(0, 4) === row.oblast_code.slice(0, 4), `raion is not inside oblast ${row.oblast_code}`],
    [KINDS.includes(row.kind), `kind "${row.kind}" is not one of ${KINDS.join(', ')}`],
    [/^[1-9]\d*$/.test(row.population_2022), `population "${row.population_2022}" is not a whole number above 0`],
    [
      isWithin(row.latitude, UKRAINE_BOUNDS.south, UKRAINE_BOUNDS.north),
      `latitude "${row.latitude}" is outside Ukraine`,
    ],
    [
      isWithin(row.longitude, UKRAINE_BOUNDS.west, UKRAINE_BOUNDS.east),
      `longitude "${row.longitude}" is outside Ukraine`,
    ],
  ];
  return [
    ...malformed,
    ...rules.filter(([holds]) => !holds).map(([, problem]) => problem),
    ...nameProblems(row, ['name', 'centre', 'oblast', 'raion']),
  ];
}

/** Every rule that a council row breaks; `hromadaCodes` are the hromadas it may belong to. */
export function councilProblems(row: CouncilRow, hromadaCodes: ReadonlySet<string>): string[] {
  const rules: [boolean, string][] = [
    [hromadaCodes.has(row.hromada_code), `hromada_code "${row.hromada_code}" is no hromada of the table`],
    [
      /^\d{10}$/.test(row.former_council_koatuu),
      `former_council_koatuu "${row.former_council_koatuu}" is not 10 digits`,
    ],
    // Both codifiers number the oblasts alike.
    [
      row.former_council_koatuu.slice(0, 2) === row.hromada_code.slice(2, 4),
      'the council and its hromada lie in two oblasts',
    ],
  ];
  return [...rules.filter(([holds]) => !holds).map(([, problem]) => problem), ...nameProblems(row, ['name'])];
}

/** The values that occur more than once. */
export function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** Every one of these columns whose name may not be carried as it stands. */
export function nameProblems<Column extends string>(
  row: Readonly<Record<Column, string>>,
  columns: readonly Column[],
): string[] {
  return columns
    .filter((column) => !UKRAINIAN_NAME.test(row[column]) || row[column] !== row[column].normalize('NFC').trim())
    .map((column) => `${column} "${row[column]}" is not a trimmed name in Ukrainian letters`);
}

function isWithin(text: string, low: number, high: number): boolean {
  return /^\d+\.\d+$/.test(text) && Number(text) >= low && Number(text) <= high;
}
