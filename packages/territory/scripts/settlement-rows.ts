import { readCodifier } from '../src/codifier/read-codifier.ts';
import type { CodifierCategory, CodifierRow } from '../src/codifier/row.ts';
import type { SettlementCategory } from '../src/settlements.ts';
import { nameProblems } from './check-rows.ts';

/** A settlement to be carried. */
export interface SettlementRow {
  readonly code: string;
  readonly category: SettlementCategory;
  readonly name: string;
  /** The hromada or special city that encloses it; undefined where the codifier has none. */
  readonly hromadaCode: string | undefined;
}

/** The settlements, special cities and districts of cities of the official codifier, and every rule that a row breaks. */
export async function readSettlements(
  codifier: AsyncIterable<Buffer | string>,
): Promise<{ rows: SettlementRow[]; problems: string[] }> {
  const rows: SettlementRow[] = [];
  const problems: string[] = [];
  const units = new Set<string>();
  for await (const outcome of readCodifier(codifier)) {
    if (outcome.kind === 'refused') {
      problems.push(`codifier, line ${outcome.row.line}: ${outcome.row.reason}`);
      continue;
    }
    const { code, category } = outcome.row;
    if (category === 'H' || category === 'K') units.add(code);
    if (!isSettlement(category)) continue;
    const row = settlementRow(outcome.row, category, units);
    problems.push(...nameProblems(row, ['name']).map((problem) => `${code}: ${problem}`));
    rows.push(row);
  }
  return { rows, problems };
}

function settlementRow(
  { code, name, parents }: CodifierRow,
  category: SettlementCategory,
  units: ReadonlySet<string>,
): SettlementRow {
  const enclosing = category === 'K' ? code : parents[2];
  return { code, category, name, hromadaCode: enclosing !== undefined && units.has(enclosing) ? enclosing : undefined };
}

function isSettlement(category: CodifierCategory): category is SettlementCategory {
  return category !== 'O' && category !== 'P' && category !== 'H';
}
