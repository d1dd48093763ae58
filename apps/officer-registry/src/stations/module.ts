import { defineMigration, type Database } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { unitFinder } from '../territory/module.ts';
import { STATION_RIGHTS, STATION_TABLES } from './station.store.ts';
import { STATION_COMMANDS } from './stations.commands.ts';
import { STATION_QUERIES } from './stations.queries.ts';

export { findStationPhone } from './station.store.ts';

/** Stations of community officers: premises, accessibility, equipment, vehicles and staff. */
export const stations: Module<{ readonly database: Database }> = {
  name: 'stations',
  migrations: [defineMigration('2026-12-01-stations', STATION_TABLES)],
  rights: STATION_RIGHTS,
  start: ({ database }) => ({
    rpcs: provide({ findUnit: unitFinder(database) }, [...STATION_COMMANDS, ...STATION_QUERIES]),
  }),
};
