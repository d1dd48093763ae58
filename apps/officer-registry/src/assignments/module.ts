import type { Database } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import type { KnownUnits } from '../beats/module.ts';
import { unitFinder } from '../territory/module.ts';
import { ASSIGNMENT_COMMANDS } from './assignments.commands.ts';
import { ASSIGNMENT_QUERIES } from './assignments.queries.ts';
import { MOVE_COMMANDS } from './moves.commands.ts';

interface Shared {
  readonly database: Database;
  readonly directory: KnownUnits;
}

/** Which officer serves on which beat, and when. */
export const assignments: Module<Shared> = {
  name: 'assignments',
  start: ({ database, directory }) => ({
    rpcs: provide({ directory, findUnit: unitFinder(database) }, [
      ...ASSIGNMENT_COMMANDS,
      ...MOVE_COMMANDS,
      ...ASSIGNMENT_QUERIES,
    ]),
  }),
};
