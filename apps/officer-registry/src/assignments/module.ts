import type { Database } from '@safe-community/database';
import type { Clock } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import { unitFinder } from '../territory/module.ts';
import { assignmentCommands, type AssignmentCommandNeeds } from './assignments.commands.ts';
import { assignmentQueries } from './assignments.queries.ts';
import { moveCommands } from './moves.commands.ts';

interface Shared extends AssignmentCommandNeeds {
  readonly clock: Clock;
  readonly database: Database;
}

/** Which officer serves on which beat, and when. */
export const assignments: Module<Shared> = {
  name: 'assignments',
  start: (shared) => ({
    rpcs: [
      ...assignmentCommands(shared),
      ...moveCommands(shared),
      ...assignmentQueries(shared.clock, unitFinder(shared.database)),
    ],
  }),
};
