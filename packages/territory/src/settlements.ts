import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { CodifierCategory } from './codifier/row.ts';
import { isKatottg } from './katottg.ts';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/settlements.tsv'));

/** Categories of populated places, from the city with special status (`K`) to the city district (`B`). */
export type SettlementCategory = Exclude<CodifierCategory, 'O' | 'P' | 'H'>;

/** A city, settlement or village, or a district of a city. Source: the official codifier of 16.05.2025. */
export interface Settlement {
  /** KATOTTG code. */
  readonly code: string;
  /**
   * The hromada or special city that it lies in; of Kyiv and Sevastopol the city itself. `findHromada` does not know
   * those of AR Crimea. Undefined of Прип’ять and Чорнобиль alone, which belong to no hromada.
   */
  readonly hromadaCode: string | undefined;
  readonly category: SettlementCategory;
  /** Ukrainian name, such as «Стрижавка»; not unique, even in one hromada. */
  readonly name: string;
}

/**
 * The prefix of a code that identifies its hromada, `UA|OO|РР|ГГГ`, and the index of the category after the rest of the
 * code.
 */
const PREFIX_LENGTH = 9;
const REST_LENGTH = 10;

let linesByPrefix: ReadonlyMap<string, string> | undefined;

/** The settlement, special city, or city district with this KATOTTG code, including AR Crimea. */
export function findSettlement(code: string): Settlement | undefined {
  if (!isKatottg(code)) return undefined;
  const line = lines().get(code.slice(0, PREFIX_LENGTH));
  const start = line?.indexOf(`\t${code.slice(PREFIX_LENGTH)}`) ?? -1;
  if (line === undefined || start < 0) return undefined;
  const end = line.indexOf('\t', start + 1);
  return settlement(line.slice(0, line.indexOf('\t')), line.slice(start + 1, end < 0 ? undefined : end));
}

/** The settlements of a hromada, special city, or hromada of AR Crimea, in the order of their codes. */
export function settlementsOf(hromadaCode: string): readonly Settlement[] {
  const line = lines().get(hromadaCode.slice(0, PREFIX_LENGTH));
  return line === undefined ? [] : settlementsIn(line).filter((one) => one.hromadaCode === hromadaCode);
}

/** All 29,815, in the order of their codes. */
export function* allSettlements(): Generator<Settlement> {
  for (const line of lines().values()) yield* settlementsIn(line);
}

function settlementsIn(line: string): Settlement[] {
  const [unit = '', ...cells] = line.split('\t');
  return cells.map((cell) => settlement(unit, cell));
}

function settlement(unit: string, cell: string): Settlement {
  return {
    code: unit.slice(0, PREFIX_LENGTH) + cell.slice(0, REST_LENGTH),
    hromadaCode: isKatottg(unit) ? unit : undefined,
    category: cell.charAt(REST_LENGTH) as SettlementCategory,
    name: cell.slice(REST_LENGTH + 2),
  };
}

/** Read on first use, and kept as one line per hromada: 29,815 objects would cost every service some megabytes. */
function lines(): ReadonlyMap<string, string> {
  linesByPrefix ??= new Map(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('UA'))
      .map((line) => [line.slice(0, PREFIX_LENGTH), line]),
  );
  return linesByPrefix;
}
