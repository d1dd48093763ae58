import {
  BORDERS_ATTRIBUTION,
  BORDERS_ATTRIBUTION_UK,
  findHromada,
  findSettlement,
  foldName,
  locate,
  neighboursOf,
  oblasts,
  searchHromadas,
  searchSettlements,
  transliterate,
  type Hromada,
  type Settlement,
  type SettlementCategory,
} from '@safe-community/territory';
import { similarPlaces } from '@safe-community/territory/similar';
import { dayOf, type Language } from '../site/module.ts';
import type { FoundPlace, PlaceAtPoint, PlaceNames, SettlementKind } from './place.ts';
import { readPoint, type Point } from './point.ts';
import { readingsOf, type Reading } from './reading.ts';
import { beginsWith, unitNamed, withoutUnitWords } from './wider-units.ts';

/**
 * The hromadas and settlements that match what a person typed. "Миколаївка, Сумська" and "Миколаївка, Сумський район" leave
 * those of many that lie in a unit of that name, also without the comma.
 */
export function searchPlaces(text: string, language: Language): FoundPlace[] {
  // Links hold codes, and a search through all names takes milliseconds.
  const linked = findAnyPlace(text.trim(), language);
  if (linked !== undefined) return [linked];
  for (const reading of readingsOf(text)) {
    const found = foundBy(reading);
    if (found.length > 0) return found.map((each) => toPlace(each, language));
  }
  return [];
}

/** Codes of what has a name. */
export function placesNamed(reading: Reading): string[] {
  return foundBy(reading).map(({ hromada, settlement }) => settlement?.code ?? hromada.code);
}

function foundBy({ name, within }: Reading): Found[] {
  const settlements = searchSettlements(name).flatMap((settlement) => withHromada(settlement));
  // A search for the centre of a hromada finds the hromada too: the settlement says more.
  const hromadas = searchHromadas(name).filter(
    ({ code }) =>
      !settlements.some(({ hromada, settlement }) => hromada.code === code && settlement.name === hromada.centre),
  );
  return [...hromadas.map((hromada) => ({ hromada, settlement: undefined })), ...settlements].filter(({ hromada }) =>
    within.every((each) => liesIn(hromada, each)),
  );
}

/** Reads names and borders, which takes most of a second: before the first visitor waits for it. */
export function readPlaces(): void {
  searchPlaces('Київ', 'uk');
  similarPlaces('Київ');
  locate({ latitude: 50.45, longitude: 30.52 });
}

/** The hromada or settlement with this code. */
export function findAnyPlace(code: string, language: Language): FoundPlace | undefined {
  const hromada = findHromada(code);
  if (hromada !== undefined) return toPlace({ hromada, settlement: undefined }, language);
  const settlement = findSettlement(code);
  const [found] = settlement === undefined ? [] : withHromada(settlement);
  return found && toPlace(found, language);
}

export function findPlace(code: string, language: Language): PlaceNames | undefined {
  const found = findHromada(code);
  return found && namesOf(found, language);
}

/** By the borders of 2020; undefined outside Ukraine, and in AR Crimea, whose hromadas have no known borders. */
export function placeAt(point: Point, language: Language): PlaceAtPoint | undefined {
  const located = locate(point);
  const place = findAnyPlace(located?.code ?? '', language);
  if (located === undefined || place === undefined) return undefined;
  const isNear = located.certainty === 'near_border' && located.neighbourCode !== undefined;
  return { place, neighbour: isNear ? findAnyPlace(located.neighbourCode ?? '', language) : undefined };
}

/** Whether the point is in AR Crimea, or off its coast. */
export function isInCrimea(point: Point): boolean {
  const located = locate(point);
  return located !== undefined && located.code === undefined;
}

const CRIMEA = oblasts().filter(({ kind }) => kind === 'autonomous-republic');
const NAMES_OF_CRIMEA = ['Крим', 'АР Крим', 'Автономна Республіка Крим', 'Crimea', 'Autonomous Republic of Crimea'];

/** Whether the text is a name or the code of AR Crimea. */
export function namesCrimea(text: string): boolean {
  const name = foldName(text);
  return CRIMEA.some(({ code }) => code === text.trim()) || NAMES_OF_CRIMEA.some((each) => foldName(each) === name);
}

/** Whether the text names a settlement of AR Crimea: the directory has none of them. */
export function namesPlaceInCrimea(text: string): boolean {
  const [name = ''] = text.split(',').map((each) => each.trim());
  const settlements = [findSettlement(name), ...searchSettlements(name)];
  return settlements.some((each) => CRIMEA.some(({ code }) => each?.code.startsWith(code.slice(0, 4))));
}

/** Whether the text is nothing else than such a name in another spelling. */
function soundsLikeCrimea(text: string): boolean {
  const [first] = similarPlaces(text.split(',')[0] ?? '');
  return first?.distance === 0 && CRIMEA.some(({ code }) => first.code.startsWith(code.slice(0, 4)));
}

/** Why the directory has no place for a text or a point. */
export function whyNowhere(text: string): 'crimea' | 'outside' | 'nothing' {
  const point = readPoint(text);
  if (point !== undefined) return isInCrimea(point) ? 'crimea' : 'outside';
  return namesCrimea(text) || namesPlaceInCrimea(text) || soundsLikeCrimea(text) ? 'crimea' : 'nothing';
}

/** Those that border on a hromada, by name; none of AR Crimea. By the borders of 2020. */
export function neighbours(code: string, language: Language): PlaceNames[] {
  const names = neighboursOf(code).flatMap((each) => findPlace(each, language) ?? []);
  const { compare } = new Intl.Collator(language);
  return names.toSorted((a, b) => compare(a.name, b.name));
}

/** To show beside every answer that follows from borders. */
export function bordersSource(language: Language): string {
  return language === 'uk' ? BORDERS_ATTRIBUTION_UK : BORDERS_ATTRIBUTION;
}

interface Found {
  readonly hromada: Hromada;
  readonly settlement: Settlement | undefined;
}

/** Nothing of AR Crimea, whose hromadas are not in the directory. */
function withHromada(settlement: Settlement): (Found & { readonly settlement: Settlement })[] {
  const hromada = findHromada(settlement.hromadaCode ?? '');
  return hromada === undefined || hromada.code === settlement.code ? [] : [{ hromada, settlement }];
}

/** "Сумська" may be any unit of that name, "Сумська область" only the oblast. */
function liesIn({ name, raionName, oblastName }: Hromada, part: string): boolean {
  const names = { oblast: [oblastName], raion: [raionName], hromada: [name] };
  const unit = unitNamed(part);
  const meant = unit === undefined ? [name, raionName, oblastName] : names[unit];
  return meant.some((each) => beginsWith(each, withoutUnitWords(part)));
}

const KINDS: Readonly<Record<SettlementCategory, SettlementKind>> = {
  K: 'city',
  M: 'city',
  C: 'village',
  X: 'settlement',
  T: 'settlement',
  B: 'district',
};

function toPlace({ hromada, settlement }: Found, language: Language): FoundPlace {
  return {
    code: settlement?.code ?? hromada.code,
    settlement: settlement && {
      name: inLanguage(settlement.name, language),
      kind: KINDS[settlement.category],
    },
    hromada: namesOf(hromada, language),
  };
}

/** The names of a place in a language. */
export function namesOf(hromada: Hromada, language: Language): PlaceNames {
  const { code, oblastCode, population, populationSource } = hromada;
  return {
    code,
    oblastCode,
    isCity: hromada.kind === 'special-city',
    kind: hromada.kind,
    name: inLanguage(hromada.name, language),
    oblast: inLanguage(hromada.oblastName, language),
    raion: inLanguage(hromada.raionName, language),
    population,
    populationDay: dayOf(populationSource.date),
    populationPublisher: populationSource.publisher,
  };
}

export function inLanguage(text: string, language: Language): string {
  return language === 'uk' ? text : transliterate(text);
}
