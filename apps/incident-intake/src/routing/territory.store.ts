import { defineEntity, p } from '@mikro-orm/postgresql';
import { prepared, rows, type Database, type EntityManager, type Step } from '@safe-community/database';
import {
  decidedDistricts,
  kyivDay,
  mayLieIn,
  resolvePlace,
  unavailable,
  type ClockAndIds,
  type Place,
} from '@safe-community/domain-kit';
import {
  distanceKm,
  findHromada,
  findSettlement,
  hromadaOfDistrict,
  hromadas,
  isInUkraine,
  locate,
  specialCities,
} from '@safe-community/territory';
import { readDistricts } from './district-settlements.store.ts';
import { mergersByCode, successorOn, type Merger } from './merger.ts';
import { readMergers } from './mergers.store.ts';
import { unitsOn } from './units.ts';
import type { KnownHromada, Point } from '../incident/module.ts';

/** Hromadas and cities that the registry listed beyond the built-in table. */
export const ListedUnit = defineEntity({
  name: 'ListedUnit',
  tableName: 'listed_unit',
  properties: {
    code: p.string().primary(),
    oblastCode: p.string(),
  },
});

export interface Territory {
  /** Throws UNAVAILABLE before memory is loaded. */
  find(hromadaCode: string): KnownHromada | undefined;
  /** Hromada of a starosta district. */
  hromadaOfDistrict(districtCode: string): string | undefined;
  /** Hromada of a settlement; undefined if there is no such settlement, empty if it belongs to none. */
  hromadaOfSettlement(settlementCode: string): string | undefined;
  /** False if the registry knows that the settlement does not lie in the starosta district today. */
  mayLieInDistrict(settlementCode: string, districtCode: string): boolean;
  /** Whether the point may be in Ukraine. */
  isInUkraine(point: Point): boolean;
  /** The hromada at a point, by the borders of 2020. Near a border and at sea this is a guess; in AR Crimea there is none. */
  hromadaCodeAt(point: Point): string | undefined;
  /**
   * The hromadas in which a point may lie, by the borders of 2020: near a border also the neighbour, in AR Crimea the
   * republic. Undefined where the borders do not decide: at sea.
   */
  unitsAround(point: Point): readonly string[] | undefined;
  /** The hromada that a hromada is part of today, after all mergers. */
  successor(hromadaCode: string): string;
  /** The hromada of a place today: a settlement may have been merged into one of another hromada. */
  currentHromada(place: Place): string;
}

export interface StoredTerritory extends Territory {
  /** Oblasts with a hromada whose centre is at most so far from the point. */
  oblastsAround(point: Point, km: number): string[];
  /** Loads the registry's units into memory: at the start and after each batch of its events. */
  load(): Promise<void>;
}

/** The built-in table of hromadas, and what the registry has listed since. */
export function storedTerritory(database: Database, clock: ClockAndIds): StoredTerritory {
  let listed: Map<string, KnownHromada> | undefined;
  let mergers: ReadonlyMap<string, Merger> = new Map();
  let districts = decidedDistricts([]);
  return {
    find(code) {
      // Otherwise a report right after the start would be rejected for an existing place.
      if (listed === undefined) throw unavailable('the service is starting');
      return builtIn(code) ?? listed.get(code);
    },
    hromadaOfDistrict,
    hromadaOfSettlement(code) {
      const settlement = findSettlement(code);
      return settlement && (settlement.hromadaCode ?? '');
    },
    mayLieInDistrict: (settlementCode, districtCode) =>
      mayLieIn(districts, { settlementCode, districtCode }, kyivDay(clock.now())),
    isInUkraine,
    hromadaCodeAt: (point) => locate(point)?.code,
    unitsAround,
    successor: (code) => (mergers.has(code) ? successorOn(kyivDay(clock.now()), code, mergers) : code),
    currentHromada(place) {
      if (mergers.size === 0) return place.hromadaCode;
      return resolvePlace(place, unitsOn(kyivDay(clock.now()), mergers, districts)).place.hromadaCode;
    },
    oblastsAround(point, km) {
      const near = [...hromadas(), ...specialCities()].filter((hromada) => distanceKm(point, hromada) <= km);
      return [...new Set(near.map(({ oblastCode }) => oblastCode))];
    },
    async load() {
      // The first call reads the borders: no report should wait for that.
      locate(MIDDLE);
      mergers = mergersByCode(await readMergers(database.em.fork()));
      districts = await readDistricts(database.em.fork());
      const units = await database.em.fork().findAll(ListedUnit);
      listed = new Map(units.map(({ code, oblastCode }) => [code, { code, oblastCode }]));
    },
  };
}

function unitsAround(point: Point): readonly string[] | undefined {
  const located = locate(point);
  if (located === undefined) return [];
  const { code, oblastCode, certainty, neighbourCode } = located;
  if (certainty === 'offshore') return undefined;
  const own = code ?? oblastCode;
  return certainty === 'inside' || neighbourCode === undefined ? [own] : [own, neighbourCode];
}

const MIDDLE = { latitude: 49, longitude: 31.5 };

function builtIn(code: string): KnownHromada | undefined {
  const hromada = findHromada(code);
  if (hromada === undefined) return undefined;
  const { oblastCode, latitude, longitude } = hromada;
  return { code, oblastCode, centre: { latitude, longitude } };
}

/** Inserts or updates units; of several versions of one unit the last counts. */
export function saveListedUnits(units: readonly { readonly code: string; readonly oblastCode: string }[]): Step {
  const latest = [...new Map(units.map((unit) => [unit.code, unit])).values()];
  const values = [latest.map(({ code }) => code), latest.map(({ oblastCode }) => oblastCode)];
  return { statement: SAVE_UNITS, values };
}

const SAVE_UNITS = prepared(`
  insert into listed_unit (code, oblast_code) select * from unnest($1::text[], $2::text[])
  on conflict (code) do update set oblast_code = excluded.oblast_code`);

export async function forgetListedUnits(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from listed_unit');
}
