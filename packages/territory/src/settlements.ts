import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { CodifierCategory } from './codifier/row.ts';
import { isKatottg } from './katottg.ts';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/settlements.tsv'));

/** All that people live in, from the city with special status (`K`) to the district of a city (`B`). */
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

/** A code's beginning that names its hromada, `UA|OO|РР|ГГГ`, and where the category stands after the rest of it. */
const PREFIX_LENGTH = 9;
const REST_LENGTH = 10;

let linesByPrefix: ReadonlyMap<string, string> | undefined;

/** The settlement, special city or district of a city with this KATOTTG code, those of AR Crimea included. */
export function findSettlement(code: string): Settlement | undefined {
  if (!isKatottg(code)) return undefined;
  const line = lines().get(code.slice(0, PREFIX_LENGTH));
  const start = line?.indexOf(`\t${code.slice(PREFIX_LENGTH)}`) ?? -1;
  return line === undefined || start < 0 ? undefined : settlement(code, line, start + 1);
}

function settlement(code: string, line: string, start: number): Settlement {
  const unit = line.slice(0, line.indexOf('\t'));
  const end = line.indexOf('\t', start);
  const cell = line.slice(start, end < 0 ? undefined : end);
  return {
    code,
    hromadaCode: isKatottg(unit) ? unit : undefined,
    category: cell.charAt(REST_LENGTH) as SettlementCategory,
    name: cell.slice(REST_LENGTH + 2),
  };
}

/** Read at the first question only, and kept as one line a hromada: 29,815 objects would cost every service some MB. */
function lines(): ReadonlyMap<string, string> {
  linesByPrefix ??= new Map(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('UA'))
      .map((line) => [line.slice(0, PREFIX_LENGTH), line]),
  );
  return linesByPrefix;
}
