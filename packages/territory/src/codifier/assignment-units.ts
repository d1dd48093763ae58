import { readCodifier } from './read-codifier.ts';
import type { CodifierRow, RefusedRow } from './row.ts';

/** A unit that an officer's beat can lie in: a hromada (`H`) or a city with special status (`K`). */
export interface AssignmentUnit {
  readonly code: string;
  readonly category: 'H' | 'K';
  /** Ukrainian name, trimmed, NFC. */
  readonly name: string;
  readonly oblastCode: string;
  readonly oblastName: string;
  /** Of a special city, as with `Hromada`, the city itself. */
  readonly raionCode: string;
  readonly raionName: string;
}

export interface CodifierUnits {
  /** Rows read, accepted and refused, without the header. */
  readonly rowCount: number;
  /** In the file's order, AR Crimea's included. */
  readonly units: readonly AssignmentUnit[];
  readonly refused: readonly RefusedRow[];
}

/** The assignment units of the official codifier; reads and throws as `readCodifier` does. */
export async function readAssignmentUnits(source: AsyncIterable<Buffer | string>): Promise<CodifierUnits> {
  const namesAbove = new Map<string, string>();
  const units: AssignmentUnit[] = [];
  const refused: RefusedRow[] = [];
  let rowCount = 0;
  for await (const outcome of readCodifier(source)) {
    rowCount += 1;
    if (outcome.kind === 'refused') {
      refused.push(outcome.row);
      continue;
    }
    const { category, code, name } = outcome.row;
    if (category === 'O' || category === 'K' || category === 'P') namesAbove.set(code, name);
    if (category === 'H' || category === 'K') units.push(assignmentUnit(outcome.row, category, namesAbove));
  }
  return { rowCount, units, refused };
}

function assignmentUnit(
  { code, name, parents }: CodifierRow,
  category: 'H' | 'K',
  namesAbove: ReadonlyMap<string, string>,
): AssignmentUnit {
  const [oblastCode = code, raionCode = code] = parents;
  const oblastName = namesAbove.get(oblastCode) ?? name;
  const raionName = namesAbove.get(raionCode) ?? name;
  return { code, category, name, oblastCode, oblastName, raionCode, raionName };
}
