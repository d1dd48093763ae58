import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { DISTRICT_RIGHTS, DISTRICT_TABLES } from './starosta-district.store.ts';
import { DISTRICT_COMMANDS } from './starosta-districts.commands.ts';
import { DISTRICT_QUERIES } from './starosta-districts.queries.ts';

/** Which settlements a starosta district consists of, by decisions of councils. */
export const starostaDistrictDefinitions: Module<unknown> = {
  name: 'starosta-districts',
  migrations: [defineMigration('2026-11-28-starosta-districts', DISTRICT_TABLES)],
  rights: DISTRICT_RIGHTS,
  start: () => ({ rpcs: [...DISTRICT_COMMANDS, ...DISTRICT_QUERIES] }),
};
