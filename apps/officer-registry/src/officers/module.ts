import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import {
  ENCRYPTED_READS,
  provide,
  readRecorder,
  RECORDED_READ_RIGHTS,
  RECORDED_READ_TABLES,
  type Module,
} from '@safe-community/service-kit';
import { patrolUnitFinder } from '../patrol-units/module.ts';
import { unitFinder } from '../territory/module.ts';
import { ASSIGNMENT_RIGHTS, ASSIGNMENT_TABLES } from './assignment.store.ts';
import { importOfficers } from './import.commands.ts';
import { LIST_IMPORTED_OFFICERS } from './imported-officers.queries.ts';
import { listOfficers, type ListedPlaces } from './officer-list.queries.ts';
import { updateOfficer } from './officer-updates.commands.ts';
import { OFFICER_RIGHTS, OFFICER_TABLES, OfficerEntity } from './officer.store.ts';
import { officerFinder } from './read-officers.store.ts';
import { OFFICER_COMMANDS, type OfficerCommandNeeds } from './officers.commands.ts';
import { OFFICER_QUERIES } from './officers.queries.ts';
import { PersonnelRecordEntity, RECORD_RIGHTS, RECORD_TABLES } from './personnel-record.store.ts';
import { PUBLIC_PROFILE_RIGHTS, PUBLIC_PROFILE_TABLES, PublicProfileEntity } from './public-profile.store.ts';
import { RECORD_QUERIES } from './records.queries.ts';
import { raionFinder } from './service-place.adapter.ts';
import { STATE_CHANGE_RIGHTS, STATE_CHANGE_TABLES, StateChangeEntity } from './state-history.store.ts';

export type { ServePart } from './officer-list.queries.ts';
export { DISMISSED_ROWS, eraseOfficer, findDeparture, lockToErase } from './erasure.store.ts';
export { DUTIES } from './duties.store.ts';
export { toProfileMessage } from './public-profile.mapping.ts';
export { findPublishedProfile, REACHABILITY_ROWS } from './public-profile.store.ts';
export {
  ASSIGNMENT_ROWS,
  ASSIGNMENTS,
  insertAssignment,
  lockAssignmentsOn,
  saveEnds,
  toAssignment,
  type AssignmentRow,
} from './assignment.store.ts';
export { withoutPast } from './assignment.ts';
export type { Assignment, AssignmentRole, EndReason } from './assignment.ts';
export { assignedEvent, endedEvent, updatedEvent } from './officer.events.ts';
export { roleNumber, toAssignmentMessage, toOfficerMessage, toRole } from './officer.mapping.ts';
export { lockOfficer, OFFICER_ROWS, settleOfficer } from './officer.store.ts';
export { officerFinder, readOfficers, readOfficersOnBeats, type FindOfficer } from './read-officers.store.ts';
export type { Officer, OfficerRecord, OfficerState } from './officer.ts';
export { STATE_CHANGE_ROWS } from './state-history.store.ts';
export { decryptPerson, type EncryptedOfficer } from './person.adapter.ts';

interface Shared extends Pick<OfficerCommandNeeds, 'keyring'> {
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly directory: OfficerCommandNeeds['directory'] & ListedPlaces;
}

/** Officers from their registration on: their states with the history, and their beats. */
export const officers: Module<Shared> = {
  name: 'officers',
  entities: [OfficerEntity, StateChangeEntity, PublicProfileEntity, PersonnelRecordEntity],
  migrations: [
    defineMigration('2026-12-01-officers', [
      ...OFFICER_TABLES,
      ...STATE_CHANGE_TABLES,
      ...ASSIGNMENT_TABLES,
      ...PUBLIC_PROFILE_TABLES,
      ...RECORD_TABLES,
      ...RECORDED_READ_TABLES,
    ]),
  ],
  rights: {
    ...OFFICER_RIGHTS,
    ...STATE_CHANGE_RIGHTS,
    ...ASSIGNMENT_RIGHTS,
    ...PUBLIC_PROFILE_RIGHTS,
    ...RECORD_RIGHTS,
    ...RECORDED_READ_RIGHTS,
  },
  encryptedTables: [
    { name: 'officer', id: 'officer_id' },
    { name: 'officer_state_change', id: 'change_id' },
    { name: 'officer_public_profile', id: 'officer_id' },
    { name: 'officer_record', id: 'officer_id' },
    ENCRYPTED_READS,
  ],
  start({ database, keyring, clock, directory }) {
    const deps = {
      keyring,
      directory,
      findUnit: unitFinder(database),
      findPatrolUnit: patrolUnitFinder(database),
      knowsRaion: raionFinder(database),
      findOfficer: officerFinder(database, keyring, clock),
      reads: readRecorder(database, keyring, clock),
    };
    return {
      rpcs: provide(deps, [
        ...OFFICER_COMMANDS,
        updateOfficer,
        ...OFFICER_QUERIES,
        ...RECORD_QUERIES,
        listOfficers,
        importOfficers,
        LIST_IMPORTED_OFFICERS,
      ]),
    };
  },
};
