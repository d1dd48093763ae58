import {
  allOblasts,
  allPlaces,
  hromadaName,
  lookUpPlaces,
  searchPlaces,
  type OblastNames,
  type PlaceNames,
} from '../places/module.ts';
import type { Language } from '../site/module.ts';
import type { PairedPlace } from './pair.ts';

/** More than these are no choice. */
export const MAX_MEANT = 30;

/** The oblasts and hromadas that a code or a text may mean. */
export function meantPlaces(text: string, language: Language): PairedPlace[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const oblasts = allOblasts(language).filter(({ code, name, title }) => {
    const names = [code, name, title].map((each) => each.toLocaleLowerCase(language));
    return names.includes(wanted.toLocaleLowerCase(language));
  });
  const found = searchPlaces(wanted, language).map(({ hromada }) => hromada);
  const isOblast = oblasts.some(({ code }) => code === wanted);
  const hromadas = isOblast ? [] : [...new Map(found.map((hromada) => [hromada.code, hromada])).values()];
  const all = [
    ...oblasts.filter(({ code }) => !found.some((each) => each.code === code)).map(ofOblast),
    ...hromadas.map((hromada) => ofHromada(hromada, language)),
  ];
  if (all.length > 0) return all;
  // A city with special status is an oblast and a place of one name.
  if (oblasts.length > 0) return oblasts.map(ofOblast);
  const guesses = lookUpPlaces(wanted, language).guesses.map(({ hromada }) => hromada);
  return [...new Map(guesses.map((hromada) => [hromada.code, hromada])).values()].map((hromada) => ({
    ...ofHromada(hromada, language),
    isGuess: true,
  }));
}

/** All that can be compared with a place. */
export function placesOfLevel({ level }: PairedPlace, language: Language): PairedPlace[] {
  return level === 'oblast'
    ? allOblasts(language).map(ofOblast)
    : allPlaces(language).map((place) => ofHromada(place, language));
}

function ofOblast({ code, title, population }: OblastNames): PairedPlace {
  const city = allPlaces('uk').some((place) => place.code === code);
  return { code, title, level: city ? 'city' : 'oblast', oblastCode: code, kind: '', population };
}

function ofHromada(place: PlaceNames, language: Language): PairedPlace {
  const { code, oblastCode, isCity, kind, population } = place;
  return {
    code,
    title: hromadaName(place, language),
    level: isCity ? 'city' : 'hromada',
    oblastCode,
    kind,
    population,
  };
}
