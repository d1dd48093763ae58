import { isKatottg } from '@safe-community/territory';
import { Problem } from '../terminal/problem.ts';
import { readRecords } from './read-records.ts';

/** Finds the KATOTTG code of what the source calls a place, without regard to case and blanks at the ends. */
export type PlaceMapping = (place: string) => string | undefined;

/**
 * Reads a file "place,hromada_code" with a header line. It is the importer's own word, so that one bad line is a reason
 * to take nothing: throws a Problem that names every bad line.
 */
export async function readPlaceMapping(file: string, delimiter: string): Promise<PlaceMapping> {
  const codes = new Map<string, string>();
  const problems: string[] = [];
  let isHeader = true;
  for await (const { line, cells, broken } of readRecords(file, delimiter)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const [place = '', code = ''] = cells.map((cell) => cell.trim());
    const known = codes.get(normalise(place));
    if (broken !== undefined) problems.push(`line ${line}: ${broken}`);
    else if (place === '' || cells.length !== 2) problems.push(`line ${line}: must be two columns, place and code`);
    else if (!isKatottg(code)) problems.push(`line ${line}: “${code}” must be a KATOTTG code (UA and 17 digits)`);
    else if (known !== undefined && known !== code)
      problems.push(`line ${line}: “${place}” stands above with ${known}`);
    else codes.set(normalise(place), code);
  }
  if (problems.length > 0) throw new Problem([`${file} is no mapping of places:`, ...problems].join('\n  '));
  if (codes.size === 0) throw new Problem(`${file} maps no place: it must hold a header line and lines "place,code".`);
  return (place) => codes.get(normalise(place));
}

function normalise(place: string): string {
  return place.normalize('NFC').trim().toUpperCase();
}
