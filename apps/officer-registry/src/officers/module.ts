import { defineMigration, type Database } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { patrolUnitFinder } from '../patrol-units/module.ts';
import { ASSIGNMENT_OVER_TIME_TABLES, ASSIGNMENT_RIGHTS } from './assignment.store.ts';
import { OFFICER_BY_KEY, OFFICER_RIGHTS, OfficerEntity, officerFinder } from './officer.store.ts';
import { officerCommands, type OfficerCommandNeeds } from './officers.commands.ts';
import { officerQueries } from './officers.queries.ts';
import {
  STATE_CHANGE_BY_KEY,
  STATE_CHANGE_RIGHTS,
  STATE_CHANGE_TABLES,
  StateChangeEntity,
} from './state-history.store.ts';

export { ASSIGNMENTS, ASSIGNMENT_TABLES, toAssignment, type AssignmentRow } from './assignment.store.ts';
export { withoutPast } from './assignment.ts';
export type { Assignment, AssignmentRole, EndReason } from './assignment.ts';
export { assignedEvent, endedEvent } from './officer.events.ts';
export { roleNumber, toAssignmentMessage, toOfficerMessage, toRole } from './officer.mapping.ts';
export {
  lockOfficer,
  OFFICER_TABLES,
  officerFinder,
  readOfficers,
  readOfficersOnBeats,
  type FindOfficer,
} from './officer.store.ts';
export type { Officer, OfficerRecord, OfficerState } from './officer.ts';
export { decryptPerson, type EncryptedOfficer } from './person.adapter.ts';

interface Shared extends Omit<OfficerCommandNeeds, 'findPatrolUnit'> {
  readonly database: Database;
}

/** Officers from their registration on: their states with the history, and their beats. */
export const officers: Module<Shared> = {
  name: 'officers',
  entities: [OfficerEntity, StateChangeEntity],
  migrations: [
    defineMigration('2026-11-24-officer-state', STATE_CHANGE_TABLES),
    defineMigration('2026-11-25-keys-in-use', [OFFICER_BY_KEY, STATE_CHANGE_BY_KEY]),
    defineMigration('2026-11-27-officers-on-beats', ASSIGNMENT_OVER_TIME_TABLES),
  ],
  rights: { ...OFFICER_RIGHTS, ...STATE_CHANGE_RIGHTS, ...ASSIGNMENT_RIGHTS },
  encryptedTables: [
    { name: 'officer', id: 'officer_id' },
    { name: 'officer_state_change', id: 'change_id' },
  ],
  start: ({ database, ...shared }) => ({
    rpcs: [
      ...officerCommands({ ...shared, findPatrolUnit: patrolUnitFinder(database) }),
      ...officerQueries(officerFinder(database, shared.keyring)),
    ],
  }),
};
