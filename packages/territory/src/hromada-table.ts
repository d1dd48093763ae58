import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Hromada } from './hromada.ts';
import type { Oblast } from './oblast.ts';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/hromadas.tsv'));
const POPULATION_SOURCE = { date: '2022-01-01', publisher: 'KSE Loc Data Hub (MIT)' } as const;
const KINDS: Record<string, Hromada['kind']> = { r: 'rural', s: 'settlement', u: 'urban' };

export interface HromadaTable {
  readonly oblasts: readonly Oblast[];
  readonly hromadas: readonly Hromada[];
}

let loaded: HromadaTable | undefined;

/** data/hromadas.tsv, read on the first call (a few milliseconds). */
export function hromadaTable(): HromadaTable {
  loaded ??= parseTable(readFileSync(FILE, 'utf8'));
  return loaded;
}

/**
 * The indentation of a line gives its level: an oblast, a raion of the oblast above it, or a hromada of the raion above
 * it.
 */
function parseTable(text: string): HromadaTable {
  const oblasts: Oblast[] = [];
  const hromadas: Hromada[] = [];
  let oblast = { code: '', name: '' };
  let raion = { code: '', name: '' };
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const level = line.lastIndexOf('\t', 1) + 1;
    const cells = line.slice(level).split('\t');
    if (level === 0) oblasts.push({ ...(oblast = named(cells)), kind: 'oblast' });
    else if (level === 1) raion = named(cells);
    else hromadas.push(hromada(cells, oblast, raion));
  }
  return { oblasts, hromadas };
}

function named([code = '', name = '']: string[]): { code: string; name: string } {
  return { code, name };
}

function hromada(
  cells: string[],
  oblast: { code: string; name: string },
  raion: { code: string; name: string },
): Hromada {
  const [code = '', kind = '', population, latitude, longitude, name = '', centre = ''] = cells;
  return {
    code,
    name,
    kind: KINDS[kind] ?? invalid(code, `kind "${kind}"`),
    centre,
    oblastCode: oblast.code,
    oblastName: oblast.name,
    raionCode: raion.code,
    raionName: raion.name,
    population: Number(population),
    populationSource: POPULATION_SOURCE,
    latitude: Number(latitude),
    longitude: Number(longitude),
  };
}

function invalid(code: string, what: string): never {
  throw new Error(`data/hromadas.tsv, ${code}: unknown ${what}`);
}
