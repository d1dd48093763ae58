import { readFileSync } from 'node:fs';

const FILE = new URL('corrections.tsv', import.meta.url);

/** One published value that is wrong or out of date. A raion's name is keyed by the raion's code, all else by the hromada's. */
export interface Correction {
  readonly code: string;
  readonly field: string;
  readonly published: string;
  readonly carried: string;
}

export function readCorrections(): Correction[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [code = '', field = '', published = '', carried = ''] = line.split('\t');
      return { code, field, published, carried };
    });
}

/**
 * Replaces the published values in `rows`, which is left as it is.
 * A correction that meets another value than the published one, or no row, is an entry in `problems`:
 * the source has changed and the correction must be looked at again.
 */
export function applyCorrections<Row extends Record<string, string>>(
  rows: readonly Row[],
  corrections: readonly Correction[],
): { rows: Row[]; problems: string[] } {
  const corrected = rows.map((row) => ({ ...row }));
  const problems = corrections.flatMap((correction) => applyOne(corrected, correction));
  return { rows: corrected, problems };
}

function applyOne(rows: Record<string, string>[], { code, field, published, carried }: Correction): string[] {
  const key = field === 'raion' ? 'raion_code' : 'code';
  const targets = rows.filter((row) => row[key] === code);
  if (targets.length === 0) return [`correction of ${code} ${field}: no such row`];
  return targets.flatMap((row) => {
    if (row[field] !== published) {
      return [`correction of ${code} ${field}: expected "${published}", the source has "${row[field]}"`];
    }
    row[field] = carried;
    return [];
  });
}
