import { SharedArray } from 'k6/data';
import type { Seeded } from './seeded.ts';

interface Place {
  /** KATOTTG code of a hromada. */
  readonly code: string;
  /** Cumulative share of the population before this hromada, 0 to 1. */
  readonly from: number;
}

// Shared by all virtual users; otherwise each has its own copy.
const PLACES = new SharedArray('hromadas', readPlaces);

/** A random hromada, weighted by population. */
export function placeOf(random: Seeded): string {
  const wanted = random.next();
  let [low, high] = [0, PLACES.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (at(middle).from <= wanted) low = middle;
    else high = middle - 1;
  }
  return at(low).code;
}

function at(index: number): Place {
  const place = PLACES[index];
  if (place === undefined) throw new Error('the table of hromadas is empty');
  return place;
}

/** Parses the table of packages/territory: a hromada is indented by two tabs, with code, kind, and population first. */
function readPlaces(): Place[] {
  const rows = open('../../../packages/territory/data/hromadas.tsv')
    .split('\n')
    .filter((line) => line.startsWith('\t\t'))
    .map((line) => line.trim().split('\t'));
  const people = rows.map(([, , population]) => Number(population));
  const all = people.reduce((sum, number) => sum + number, 0);
  let before = 0;
  return rows.map(([code], index) => {
    const from = before / all;
    before += people[index] ?? 0;
    return { code: code ?? '', from };
  });
}
