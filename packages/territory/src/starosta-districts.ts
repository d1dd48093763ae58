import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/starosta-districts.tsv'));

/**
 * A former village council, used as a starosta district: the councils of the hromadas define the real districts (law
 * 1638-IX), and no open register of them exists. Source: KSE Loc Data Hub (MIT).
 */
export interface StarostaDistrict {
  /** The 10-digit KOATUU code of the former council; unique nationwide. */
  readonly code: string;
  readonly hromadaCode: string;
  /** Ukrainian name of the former council, such as «Ільківська». Two in one hromada can have the same name. */
  readonly name: string;
}

let linesByHromada: ReadonlyMap<string, string> | undefined;
let hromadaByDistrict: ReadonlyMap<string, string> | undefined;

/** The districts of a hromada in the order of their codes; none for 32 hromadas, a special city, or an unknown code. */
export function starostaDistricts(hromadaCode: string): readonly StarostaDistrict[] {
  const line = lines().get(hromadaCode);
  if (line === undefined) return [];
  return cells(line).map((cell) => ({ code: cell.slice(0, 10), hromadaCode, name: cell.slice(11) }));
}

/** The district with this 10-digit KOATUU code. */
export function findStarostaDistrict(code: string): StarostaDistrict | undefined {
  const hromadaCode = hromadaOfDistrict(code);
  return hromadaCode === undefined
    ? undefined
    : starostaDistricts(hromadaCode).find((district) => district.code === code);
}

/** The hromada of the district with this code: found faster than the district. */
export function hromadaOfDistrict(code: string): string | undefined {
  hromadaByDistrict ??= new Map(
    [...lines()].flatMap(([hromada, line]) => cells(line).map((cell) => [cell.slice(0, 10), hromada] as const)),
  );
  return hromadaByDistrict.get(code);
}

/** Read on first use, and kept as one line per hromada: 9,719 objects would cost every service some megabytes. */
function lines(): ReadonlyMap<string, string> {
  linesByHromada ??= new Map(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('UA'))
      .map((line) => [line.slice(0, line.indexOf('\t')), line]),
  );
  return linesByHromada;
}

function cells(line: string): string[] {
  return line.split('\t').slice(1);
}
