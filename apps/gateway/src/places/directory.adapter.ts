import { findHromada, hromadas, oblasts, specialCities, transliterate } from '@safe-community/territory';
import { textsOf, type Language } from '../site/module.ts';
import type { OblastNames, PlaceNames } from './place.ts';
import { namesOf } from './places.adapter.ts';

const CRIMEA = { uk: 'Автономна Республіка Крим', en: 'Autonomous Republic of Crimea' };

/** Every hromada and city with special status, in the order of their names. */
export function allPlaces(language: Language): readonly PlaceNames[] {
  return KEPT_PLACES[language]();
}

/** The oblasts, AR Crimea, and the cities with special status, in the order of their names. */
export function allOblasts(language: Language): readonly OblastNames[] {
  return KEPT_OBLASTS[language]();
}

export function findOblast(code: string, language: Language): OblastNames | undefined {
  return allOblasts(language).find((oblast) => oblast.code === code);
}

const KEPT_PLACES = perLanguage((language) =>
  inOrder(
    [...hromadas(), ...specialCities()].map((place) => namesOf(place, language)),
    language,
  ),
);

const KEPT_OBLASTS = perLanguage((language) =>
  inOrder(
    oblasts().map(({ code, name, kind }): OblastNames => {
      if (kind === 'autonomous-republic') {
        return { code, name: CRIMEA[language], title: CRIMEA[language], population: undefined };
      }
      const inside = [...hromadas(), findHromada(code)].filter((each) => each?.oblastCode === code);
      const named = language === 'uk' ? name : transliterate(name);
      return {
        code,
        name: named,
        title: kind === 'oblast' ? textsOf(language).oblast(named) : named,
        population: inside.reduce((sum, each) => sum + (each?.population ?? 0), 0),
      };
    }),
    language,
  ),
);

function inOrder<Named extends { readonly name: string; readonly code: string }>(
  all: readonly Named[],
  language: Language,
): readonly Named[] {
  const { compare } = new Intl.Collator(language);
  return all.toSorted((a, b) => compare(a.name, b.name) || compare(a.code, b.code));
}

function perLanguage<Value>(make: (language: Language) => Value): Readonly<Record<Language, () => Value>> {
  const once = (language: Language) => {
    let made: Value | undefined;
    return () => (made ??= make(language));
  };
  return { uk: once('uk'), en: once('en') };
}
