import type { Hromada, HromadaKind } from './hromada.ts';
import { findHromada, hromadas } from './hromadas.ts';
import { specialCities } from './special-cities.ts';
import { foldName, spellings, withoutPlaceWord } from './spelling.ts';

/** Words around a name that restrict the search to one kind, or are ignored. */
const QUALIFIERS: Readonly<Record<string, HromadaKind | null>> = {
  громада: null,
  територіальна: null,
  тг: null,
  отг: null,
  hromada: null,
  terytorialna: null,
  сільська: 'rural',
  silska: 'rural',
  rural: 'rural',
  селищна: 'settlement',
  selyshchna: 'settlement',
  settlement: 'settlement',
  міська: 'urban',
  miska: 'urban',
  urban: 'urban',
};

/** What the search looks at. The kind of units that were imported later is not known. */
type Searched = Pick<Hromada, 'code' | 'name' | 'centre'> & { readonly kind: HromadaKind | undefined };

interface Entry<T extends Searched> {
  readonly hromada: T;
  readonly names: readonly string[];
  readonly centres: readonly string[];
}

let index: readonly Entry<Hromada>[] | undefined;

/**
 * The hromadas and special cities that match `text`, in the order of their codes: the one with this KATOTTG code; else
 * all with this name; else all with a centre of this name; else all whose name starts with it.
 *
 * Names are taken in Ukrainian or Latin letters, without regard to case, apostrophes or Unicode form, with or without
 * «(сільська, селищна, міська) (територіальна) громада» or `hromada`; a word for the kind narrows the search to it. «м.»,
 * «с.», «смт» and the words for them before a name are ignored.
 * Several hromadas can have the same name, even in one raion: show code, oblast, and raion, and let the user choose.
 */
export function searchHromadas(text: string): readonly Hromada[] {
  index ??= [...hromadas(), ...specialCities()].map(entryOf);
  return search(text, index, findHromada);
}

/** The same among other hromadas, such as those of the registry with their present names. */
export function searchAmong<T extends Searched>(text: string, among: readonly T[]): readonly T[] {
  return search(text, among.map(entryOf), (code) => among.find((each) => each.code === code));
}

function search<T extends Searched>(
  text: string,
  entries: readonly Entry<T>[],
  find: (code: string) => T | undefined,
): readonly T[] {
  const query = foldName(text);
  const byCode = find(query.toUpperCase());
  if (byCode !== undefined) return [byCode];
  const { name, kind } = withoutQualifiers(withoutPlaceWord(query));
  if (name === '') return [];
  const candidates = entries.filter(({ hromada }) => kind === undefined || hromada.kind === kind);
  const tests: ((entry: Entry<T>) => boolean)[] = [
    ({ names }) => names.includes(name),
    ({ centres }) => centres.includes(name),
    ({ names }) => names.some((one) => one.startsWith(name)),
  ];
  for (const test of tests) {
    const found = candidates.filter(test);
    if (found.length > 0) return found.map(({ hromada }) => hromada);
  }
  return [];
}

function withoutQualifiers(query: string): { name: string; kind: HromadaKind | undefined } {
  const words = query.split(' ');
  const qualifiers = words.filter((word) => Object.hasOwn(QUALIFIERS, word));
  return {
    name: words.filter((word) => !qualifiers.includes(word)).join(' '),
    kind: qualifiers.map((word) => QUALIFIERS[word]).find((kind) => kind !== null),
  };
}

function entryOf<T extends Searched>(hromada: T): Entry<T> {
  return { hromada, names: spellings(hromada.name), centres: spellings(hromada.centre) };
}
