import { foldName } from '@safe-community/territory';
import { similarPlaces, soundOf, type SimilarPlace } from '@safe-community/territory/similar';
import { dayOf, formatOf, type Language } from '../site/module.ts';
import type { FoundPlace } from './place.ts';
import { findAnyPlace, inLanguage, namesPlaceInCrimea, placeAt, placesNamed, searchPlaces } from './places.adapter.ts';
import { readPoint } from './point.ts';
import { readingsOf } from './reading.ts';
import { withoutUnitWords } from './wider-units.ts';

/** Places that a name, a code, or a point may mean: near a border, a point means two. If there are none, guesses. */
export function placesMeant(text: string, language: Language): readonly FoundPlace[] {
  const point = readPoint(text);
  if (point !== undefined) {
    const at = placeAt(point, language);
    return at === undefined ? [] : [at.place, ...(at.neighbour === undefined ? [] : [at.neighbour])];
  }
  const { found, guesses } = lookUpPlaces(text, language);
  return found.length === 0 && namesPlaceInCrimea(text) ? [] : [...found, ...guesses];
}

interface PlaceAnswer {
  /** By name, or by the beginning of a name. */
  readonly found: readonly FoundPlace[];
  /** Whose name is only like the text, the likeliest first. None of them may be taken without asking. */
  readonly guesses: readonly FoundPlace[];
}

/**
 * What is found by name, as `searchPlaces` finds it, and what may be meant besides: mistakes, names in Russian or old Latin
 * spelling, former names.
 */
export function lookUpPlaces(text: string, language: Language): PlaceAnswer {
  const found = searchPlaces(text, language);
  if (found.length === 0) return { found, guesses: guess(text, language) };
  // A code is found alone.
  if (found.length === 1 && found[0]?.code === text.trim()) return { found, guesses: [] };
  const [{ name, within } = { name: '', within: [] }] = readingsOf(text);
  const alike = similarPlaces(name).filter(({ distance }) => distance === 0);
  const known = new Set(found.map(({ code }) => code));
  const isWholeName = alike.some(({ code, former }) => former === undefined && known.has(code));
  // Who typed the whole name of the only place that has it is not asked again.
  if (isWholeName && found.length === 1) return { found, guesses: [] };
  const others = alike.filter(({ code, former }) => !known.has(code) && (former !== undefined || !isWholeName));
  return { found, guesses: toGuesses(narrowed(others, within), language) };
}

function guess(text: string, language: Language): FoundPlace[] {
  for (const { name, within } of readingsOf(text)) {
    // Without units, the search by name has been here.
    const codes = within.length === 0 ? [] : placesNamed({ name, within: [] });
    const named = codes.map((code): SimilarPlace => ({ code, distance: 0, former: undefined }));
    const guesses = toGuesses(narrowed(named.length > 0 ? named : similarPlaces(name), within), language);
    if (guesses.length > 0) return guesses;
  }
  return [];
}

/** Those in the units that the text names; all, if it names none that fits, such as a street. */
function narrowed(places: readonly SimilarPlace[], within: readonly string[]): readonly SimilarPlace[] {
  const wanted = within.map((part) => soundOf(foldName(withoutUnitWords(part)))).filter((sound) => sound.length >= 3);
  const inside = places.filter(({ code }) => {
    const hromada = findAnyPlace(code, 'uk')?.hromada;
    if (hromada === undefined) return false;
    const units = [hromada.name, hromada.raion, hromada.oblast].map((each) => soundOf(foldName(each)));
    return wanted.every((sound) => units.some((unit) => unit.startsWith(sound)));
  });
  return inside.length > 0 ? inside : places;
}

/** None in AR Crimea, whose hromadas are not in the directory. */
function toGuesses(places: readonly SimilarPlace[], language: Language): FoundPlace[] {
  const guesses: FoundPlace[] = [];
  for (const { code, former } of places) {
    const place = guesses.length < MAX_GUESSES ? findAnyPlace(code, language) : undefined;
    if (place === undefined) continue;
    const renamedOn = former?.renamedOn && formatOf(language).day(dayOf(former.renamedOn));
    const guess = former === undefined ? {} : { former: { name: inLanguage(former.name, language), renamedOn } };
    guesses.push({ ...place, guess });
  }
  return guesses;
}

/** Of more names, the text is like none in particular. */
const MAX_GUESSES = 10;
