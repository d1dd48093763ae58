import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { DISTRICT_RIGHTS, DISTRICT_TABLES } from './starosta-district.store.ts';
import { DISTRICT_COMMANDS, type DistrictCommandNeeds } from './starosta-districts.commands.ts';
import { DISTRICT_QUERIES } from './starosta-districts.queries.ts';

export { DISTRICTS_DIGEST, readDistricts } from './starosta-district.store.ts';

/** Which settlements a starosta district consists of, by decisions of councils. */
export const starostaDistrictDefinitions: Module<DistrictCommandNeeds> = {
  name: 'starosta-districts',
  migrations: [defineMigration('2026-12-01-starosta-districts', DISTRICT_TABLES)],
  rights: DISTRICT_RIGHTS,
  start: (shared) => ({ rpcs: provide(shared, [...DISTRICT_COMMANDS, ...DISTRICT_QUERIES]) }),
};
