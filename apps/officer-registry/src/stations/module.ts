import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import { unitFinder } from '../territory/module.ts';
import { STATION_RIGHTS, STATION_TABLES } from './station.store.ts';
import { stationCommands } from './stations.commands.ts';
import { stationQueries } from './stations.queries.ts';

export { findStationPhone } from './station.store.ts';

/** Stations of community officers: premises, accessibility, equipment, vehicles and staff. */
export const stations: Module<{ readonly database: Database; readonly clock: ClockAndIds }> = {
  name: 'stations',
  migrations: [defineMigration('2026-12-01-stations', STATION_TABLES)],
  rights: STATION_RIGHTS,
  start: ({ database, clock }) => {
    const findUnit = unitFinder(database);
    return { rpcs: [...stationCommands(findUnit, clock), ...stationQueries(findUnit, clock)] };
  },
};
