import { isKatottg } from '@safe-community/territory';
import { Problem } from '../terminal/problem.ts';
import { readRecords } from '../row-file/read-records.ts';

/** Maps a place name of the source to a KATOTTG code; ignores case and surrounding whitespace. */
export type PlaceMapping = (place: string) => string | undefined;

/**
 * Reads a file "place,hromada_code" with a header line. The importer wrote it, so one invalid line stops the import:
 * throws a Problem that names every invalid line.
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
      problems.push(`line ${line}: “${place}” is already mapped to ${known}`);
    else codes.set(normalise(place), code);
  }
  if (problems.length > 0) throw new Problem([`${file} is not a valid place mapping:`, ...problems].join('\n  '));
  if (codes.size === 0)
    throw new Problem(`${file} maps no place: it must contain a header line and lines "place,code".`);
  return (place) => codes.get(normalise(place));
}

function normalise(place: string): string {
  return place.normalize('NFC').trim().toUpperCase();
}
