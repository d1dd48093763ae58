import { findHromada, searchHromadas, transliterate, type Hromada } from '@safe-community/territory';
import type { CalendarDay, Language } from '../site/module.ts';
import type { PlaceNames } from './place.ts';

/** Those that match what a person typed, in the order of their codes. */
export function searchPlaces(text: string, language: Language): PlaceNames[] {
  return searchHromadas(text).map((hromada) => namesOf(hromada, language));
}

export function findPlace(code: string, language: Language): PlaceNames | undefined {
  const found = findHromada(code);
  return found && namesOf(found, language);
}

/** The names of a place in a language. */
export function namesOf(hromada: Hromada, language: Language): PlaceNames {
  const inLanguage = (text: string): string => (language === 'uk' ? text : transliterate(text));
  const { code, oblastCode, population, populationSource } = hromada;
  return {
    code,
    oblastCode,
    isCity: hromada.kind === 'special-city',
    name: inLanguage(hromada.name),
    oblast: inLanguage(hromada.oblastName),
    raion: inLanguage(hromada.raionName),
    population,
    populationDay: dayOf(populationSource.date),
    populationPublisher: populationSource.publisher,
  };
}

/** "2022-01-01" */
function dayOf(text: string): CalendarDay {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}
