import type { Hromada } from '../hromada.ts';
import { findHromada, hromadas } from '../hromadas.ts';
import { settlementsNamed } from '../search-settlements.ts';
import { allSettlements, findSettlement, type Settlement } from '../settlements.ts';
import { specialCities } from '../special-cities.ts';
import { foldLetters, foldName, withoutPlaceWord } from '../spelling.ts';
import { transliterate } from '../transliterate.ts';
import { FOREIGN_NAMES } from './foreign-names.ts';
import { formerNames, type FormerName } from './former-names.ts';
import { NearTexts } from './near-texts.ts';
import { soundOf, soundsOf } from './sound.ts';

/** A place whose name is like a text, but perhaps another one. */
export interface SimilarPlace {
  /** KATOTTG code of a settlement, a special city, or a hromada. */
  readonly code: string;
  /** In letters; 0 if both sound the same. */
  readonly distance: number;
  /** The name that is like the text, if the place no longer has it. */
  readonly former: FormerName | undefined;
}

/** What a name stands for: itself, or, if it is a former or foreign one, something else. */
interface Meaning {
  readonly name: string;
  readonly ukrainian?: string;
  readonly former?: FormerName;
}

interface Index {
  readonly meanings: readonly Meaning[];
  readonly letters: NearTexts;
  readonly sounds: NearTexts;
  /** Of each sound, which meaning it is of. */
  readonly ofMeaning: Uint16Array;
  readonly hromadasByName: ReadonlyMap<string, readonly Hromada[]>;
}

let index: Index | undefined;

/**
 * The places whose present, former, or foreign name is nearly `text`, the nearest first, and of those the centres of the
 * most populous hromadas: one edit in names of 4 to 7 letters, two in longer ones, none between letters that sound alike
 * in Russian or Latin spelling. Those that are two edits further than the nearest are left out.
 *
 * The first call makes the index (a fifth of a second, 4 MB).
 */
export function similarPlaces(text: string): readonly SimilarPlace[] {
  const folded = withoutPlaceWord(foldName(text));
  index ??= makeIndex();
  const distances = new Map<number, number>();
  const found = (at: number, distance: number): void => {
    if (distance < (distances.get(at) ?? Infinity)) distances.set(at, distance);
  };
  const { letters, sounds, ofMeaning } = index;
  letters.find(foldLetters(folded), found);
  for (const sound of soundsOf(folded)) {
    sounds.find(sound, (at, distance) => {
      found(ofMeaning[at] ?? 0, distance);
    });
  }
  const least = Math.min(...distances.values());
  const places = new Map<string, SimilarPlace & { readonly weight: number }>();
  for (const [at, distance] of [...distances].toSorted(([, a], [, b]) => a - b)) {
    const meaning = index.meanings[at];
    if (meaning === undefined || distance > least + 1) continue;
    for (const { code, weight } of placesOf(meaning, index)) {
      if (!places.has(code)) places.set(code, { code, distance, former: meaning.former, weight });
    }
  }
  return [...places.values()]
    .toSorted((a, b) => a.distance - b.distance || b.weight - a.weight || (a.code < b.code ? -1 : 1))
    .map(({ code, distance, former }) => ({ code, distance, former }));
}

function makeIndex(): Index {
  const names = new Set<string>();
  for (const { name } of allSettlements()) names.add(name);
  const units = [...hromadas(), ...specialCities()];
  for (const { name } of units) names.add(name);
  const meanings: readonly Meaning[] = [
    ...[...names].map((name) => ({ name })),
    ...formerNames().map((former) => ({ name: former.name, former })),
    ...FOREIGN_NAMES.map(([name, ukrainian]) => ({ name, ukrainian })),
  ];
  const sounds = meanings.flatMap(({ name }, at) => {
    // Its Latin spelling can be read in two ways: «Кальміуська», `Kalmiuska`.
    const both = [soundOf(foldName(name)), soundOf(foldName(transliterate(name)))];
    return [...new Set(both)].map((sound) => ({ sound, at }));
  });
  return {
    meanings,
    letters: new NearTexts(meanings.map(({ name }) => foldLetters(name))),
    sounds: new NearTexts(sounds.map(({ sound }) => sound)),
    ofMeaning: Uint16Array.from(sounds, ({ at }) => at),
    hromadasByName: Map.groupBy(units, ({ name }) => name),
  };
}

interface Weighed {
  readonly code: string;
  /** People mean a centre more often than a village of its name, and a city more often than another settlement. */
  readonly weight: number;
}

function placesOf({ name, ukrainian = name, former }: Meaning, { hromadasByName }: Index): readonly Weighed[] {
  const found = former === undefined ? settlementsNamed(ukrainian) : [findSettlement(former.code)];
  const hromadasFound = former === undefined ? (hromadasByName.get(ukrainian) ?? []) : [];
  return [
    ...hromadasFound.map(({ code, population }) => ({ code, weight: population })),
    ...found.flatMap((settlement) => settlement ?? []).map((each) => ({ code: each.code, weight: weightOf(each) })),
  ];
}

function weightOf({ name, category, hromadaCode = '' }: Settlement): number {
  const hromada = findHromada(hromadaCode);
  return hromada?.centre === name ? hromada.population : CATEGORY_WEIGHTS[category];
}

/** Less than the population of any hromada. */
const CATEGORY_WEIGHTS: Readonly<Record<Settlement['category'], number>> = { K: 4, M: 4, X: 3, T: 3, B: 2, C: 1 };
