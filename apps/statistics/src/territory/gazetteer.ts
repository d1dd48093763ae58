import { COUNTRY, findHromada, findOblast, hromadas, oblasts, specialCities } from '@safe-community/territory';
import type { Counters } from './parts.ts';

/** A hromada or city that the registry listed and the built-in table lacks. */
export interface ListedUnit {
  readonly code: string;
  readonly oblastCode: string;
}

/** From the largest to the smallest. A city with special status is oblast, raion, and hromada in one. */
export const LEVELS = ['country', 'oblast', 'raion', 'hromada'] as const;

export type Level = (typeof LEVELS)[number];

/** Which territories are wanted. */
export type Territories =
  | { readonly codes: readonly string[] }
  /** All units of a level, or those in the unit of a higher level. */
  | { readonly level: Level; readonly withinCode?: string | undefined };

/** A unit with the codes under which its counters are kept. */
export interface Unit extends Counters {
  readonly level: Level;
  /** Of an oblast and the country: their hromadas, for counters that only hromadas have. */
  readonly hromadaCodes?: readonly string[];
}

/** `UA|OO` of an oblast, `UA|OO|РР` of a raion. */
const RAION_DIGITS = 6;

interface Place {
  readonly code: string;
  readonly oblastCode: string;
  /** Undefined for a unit of a raion that the built-in table lacks. */
  readonly raionCode: string | undefined;
}

/** The hromadas and cities with special status: built-in ones, and those that the registry listed. */
export class Gazetteer {
  readonly #places: readonly Place[];
  readonly #byRaion: ReadonlyMap<string | undefined, readonly Place[]>;

  constructor(listed: readonly ListedUnit[]) {
    const builtIn = [...hromadas(), ...specialCities()];
    const raionOf = new Map(builtIn.map(({ raionCode }) => [raionCode.slice(0, RAION_DIGITS), raionCode]));
    const more = listed.map((unit) => ({ ...unit, raionCode: raionOf.get(unit.code.slice(0, RAION_DIGITS)) }));
    this.#places = [...builtIn, ...more];
    this.#byRaion = Map.groupBy(this.#places, ({ raionCode }) => raionCode);
  }

  /** The highest level that the code names; undefined for an unknown one. */
  levelOf(code: string): Level | undefined {
    if (code === COUNTRY) return 'country';
    if (findOblast(code)?.code === code) return 'oblast';
    if (this.#byRaion.has(code)) return 'raion';
    const isHromada = findHromada(code) !== undefined || this.#places.some((place) => place.code === code);
    return isHromada ? 'hromada' : undefined;
  }

  /** Also a city with special status. */
  isHromada(code: string): boolean {
    return this.#places.some((place) => place.code === code);
  }

  /** Unknown codes are left out. */
  unitsOf(territories: Territories): Unit[] {
    if ('codes' in territories) {
      return [...new Set(territories.codes)].flatMap((code) => {
        const level = this.levelOf(code);
        return level === undefined ? [] : [this.#unit(level, code)];
      });
    }
    const { level, withinCode = COUNTRY } = territories;
    return this.#codesOf(level, withinCode).map((code) => this.#unit(level, code));
  }

  #codesOf(level: Level, withinCode: string): string[] {
    const isWithin = ({ code, oblastCode, raionCode }: Place) =>
      [COUNTRY, code, oblastCode, raionCode].includes(withinCode);
    switch (level) {
      case 'country':
        return withinCode === COUNTRY ? [COUNTRY] : [];
      case 'oblast':
        return oblasts().flatMap(({ code }) => ([COUNTRY, code].includes(withinCode) ? [code] : []));
      case 'raion':
        return [...new Set(this.#places.filter(isWithin).flatMap(({ raionCode }) => raionCode ?? []))];
      case 'hromada':
        return this.#places.filter(isWithin).map(({ code }) => code);
      default:
        return level satisfies never;
    }
  }

  #unit(level: Level, code: string): Unit {
    const codes = level === 'raion' ? (this.#byRaion.get(code) ?? []).map((place) => place.code) : [code];
    if (level !== 'oblast' && level !== 'country') return { territory: code, level, codes };
    const within = this.#places.filter(({ oblastCode }) => level === 'country' || oblastCode === code);
    return { territory: code, level, codes, hromadaCodes: within.map((place) => place.code) };
  }
}
