import { OfficerImportRow, RefusedOfficerField } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  ImportOfficersResponse,
  OfficerServiceService,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { Fields, Refusal, within, type Parsed } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import { ROW_ANSWER, type DeclaredWrite, type Rpc, given } from '@safe-community/service-kit';
import { checkPatrolUnitCode, type PatrolUnit } from '../patrol-units/module.ts';
import { importBatch, type ImportedOfficer, type ImportedOfficerRow } from './import.store.ts';
import { registeredEvent, updatedEvent } from './officer.events.ts';
import { toKind, toState } from './officer.mapping.ts';
import type { OfficerCommandNeeds } from './officers.commands.ts';
import { checkRecord, type PersonnelRecord, type Rank } from './personnel-record.ts';
import { readRanks } from './personnel-record.store.ts';
import { fromProfileMessage } from './public-profile.mapping.ts';
import { checkProfile, type PublicProfile } from './public-profile.ts';
import { checkRegistration, register, type Registration } from './registration.ts';
import { readServicePlace } from './service-place.adapter.ts';

const { importCommand, command } = given<OfficerCommandNeeds>();

/** Imports officers row by row. */
export const importOfficers = importCommand(OfficerServiceService.importOfficers, {
  row: OfficerImportRow,
  rowName: 'safecommunity.officers.v1.OfficerImportRow',
  response: ImportOfficersResponse,
  refusedField: RefusedOfficerField,
  async reader({ database, clock, deps: needs }) {
    const ranks = await readRanks(database.em.fork());
    return (row) => readRow(needs, ranks, row, clock.now());
  },
  write: importRow(needs),
  rules: {
    UNIT_UNKNOWN: { field: 'patrol_unit_code', rule: 'must be of a registered patrol unit' },
    SERVICE_NUMBER_TAKEN: { field: 'service_number', rule: 'must be unique' },
  },
});

/** A valid row. */
interface AcceptedRow {
  readonly registration: Registration;
  readonly record: PersonnelRecord | undefined;
  readonly profile: PublicProfile | undefined;
}

const importRow = command<string, AcceptedRow, ImportedOfficer, ImportedOfficerRow, PatrolUnit | undefined>(
  ROW_ANSWER,
  {
    gather: async ({
      command: {
        registration: { patrolUnitCode },
      },
      deps: { findPatrolUnit },
    }) => (patrolUnitCode === '' ? undefined : findPatrolUnit(patrolUnitCode)),
    decide({ command: { registration, record, profile }, gathered: unit, ...write }) {
      const registered = register(registration, unit, write);
      return registered instanceof Refusal ? registered : { ...registered, record, profile };
    },
    batch: ({ deps: { keyring } }) => importBatch(keyring),
    events: ({ saved: imported }) => [registeredEvent(imported), ...publicationEvents(imported)],
    subjects: ({ saved: { officer } }) => [officer.officerId],
    reply: ({ saved: { officer } }) => officer.officerId,
  },
);

/** The same as of a profile that UpdateOfficer publishes. */
function publicationEvents({ officer, placeCode, profile }: ImportedOfficer): NewEvent[] {
  if (profile === undefined) return [];
  const { patrolUnitCode, registeredAt } = officer;
  return [updatedEvent(officer, ['public_profile'], { placeCode, patrolUnitCode }, registeredAt)];
}

async function readRow(
  needs: OfficerCommandNeeds,
  ranks: readonly Rank[],
  row: OfficerImportRow,
  now: Date,
): Promise<Parsed<AcceptedRow>> {
  const { fullName, serviceNumber, phone, patrolUnitCode, policeUnitCode, servicePlaceCode, record } = row;
  const { profile, violations } = fromProfileMessage(row.publicProfile, 'public_profile');
  const fields = new Fields(row);
  const kind = fields.word('kind', toKind, 'kinds');
  const state = fields.word('state', toState, 'states');
  const place = await readServicePlace(needs, servicePlaceCode, fields, 'service_place_code');
  const units = { patrolUnitCode, policeUnitCode };
  const registration = { kind, state, fullName, serviceNumber, phone, ...units, place };
  fields.check(checkRegistration(registration, checkPatrolUnitCode));
  if (record !== undefined) fields.check(within('record', checkRecord(record, ranks, now)));
  fields.check(violations);
  if (profile !== undefined) fields.check(within('public_profile', checkProfile(profile)));
  return fields.violations.length === 0
    ? { value: { registration, record, profile } }
    : { violations: fields.violations };
}
