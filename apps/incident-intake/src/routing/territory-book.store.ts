import type { Database } from '@safe-community/database';
import { unavailable } from '@safe-community/domain-kit';
import {
  findHromada,
  findSettlement,
  findStarostaDistrict,
  distanceKm,
  hromadas,
  isInUkraine,
  nearestHromada,
  specialCities,
} from '@safe-community/territory';
import type { Territory, TerritoryBook } from '../incident/ports.app.ts';
import type { KnownHromada, Point } from '../incident/place.ts';
import { ListedUnit } from './entities.store.ts';

export interface StoredTerritory extends Territory, TerritoryBook {
  /** Oblasts with a hromada whose centre is at most so far from the point. */
  oblastsAround(point: Point, km: number): string[];
  /** Reads what the registry listed into memory: at the start and after each batch of its events. */
  load(): Promise<void>;
}

/** The built-in table of hromadas, and over it what the registry listed since. */
export function territoryBook(database: Database): StoredTerritory {
  let listed: Map<string, KnownHromada> | undefined;
  return {
    find(code) {
      // Else a report that comes right after the start would be refused for a place that exists.
      if (listed === undefined) throw unavailable('the service is starting');
      return builtIn(code) ?? listed.get(code);
    },
    hromadaOfDistrict: (code) => findStarostaDistrict(code)?.hromadaCode,
    hromadaOfSettlement(code) {
      const settlement = findSettlement(code);
      return settlement && (settlement.hromadaCode ?? '');
    },
    isInUkraine,
    oblastsAround(point, km) {
      const near = [...hromadas(), ...specialCities()].filter((hromada) => distanceKm(point, hromada) <= km);
      return [...new Set(near.map(({ oblastCode }) => oblastCode))];
    },
    nearestHromadaCode: (point) => nearestHromada(point)?.hromada.code,
    async note(em, units) {
      await em.upsertMany(ListedUnit, [...new Map(units.map((unit) => [unit.code, unit])).values()]);
    },
    async load() {
      const units = await database.em.fork().findAll(ListedUnit);
      listed = new Map(units.map(({ code, oblastCode }) => [code, { code, oblastCode }]));
    },
  };
}

function builtIn(code: string): KnownHromada | undefined {
  const hromada = findHromada(code);
  if (hromada === undefined) return undefined;
  const { oblastCode, latitude, longitude } = hromada;
  return { code, oblastCode, centre: { latitude, longitude } };
}
