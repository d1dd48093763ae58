import { OfficerImportRow, RefusedOfficerField } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  ImportOfficersResponse,
  OfficerServiceService,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { Fields, isRefused, within, type Parsed } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import { given, ROW_ANSWER, type Asked, type Bound } from '@safe-community/service-kit';
import { checkPatrolUnitCode } from '../patrol-units/module.ts';
import { importBatch, type ImportedOfficer } from './import.store.ts';
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

/** A valid row. */
interface AcceptedRow {
  readonly registration: Registration;
  readonly record: PersonnelRecord | undefined;
  readonly profile: PublicProfile | undefined;
}

const importRow = command(ROW_ANSWER, {
  gather: async ({ command: { registration }, deps: { findPatrolUnit } }: Asked<AcceptedRow, OfficerCommandNeeds>) =>
    registration.patrolUnitCode === '' ? undefined : findPatrolUnit(registration.patrolUnitCode),
  decide({ command: { registration, record, profile }, gathered: unit, call, now, newId }) {
    const registered = register(registration, unit, { call, now, newId });
    return isRefused(registered) ? registered : { ...registered, record, profile };
  },
  batch: ({ deps: { keyring } }) => importBatch(keyring),
  events: ({ saved: imported }) => [registeredEvent(imported), ...publicationEvents(imported)],
  subjects: ({ saved: { officer } }) => [officer.officerId],
  reply: ({ saved: { officer } }) => officer.officerId,
});

/** Imports officers row by row. */
export const importOfficers = importCommand(OfficerServiceService.importOfficers, {
  row: OfficerImportRow,
  rowName: 'safecommunity.officers.v1.OfficerImportRow',
  response: ImportOfficersResponse,
  refusedField: RefusedOfficerField,
  async reader({ database, clock, deps }) {
    const ranks = await readRanks(database.em.fork());
    return (row) => readRow({ clock, deps }, ranks, row);
  },
  write: importRow,
  rules: {
    UNIT_UNKNOWN: { field: 'patrol_unit_code', rule: 'must be of a registered patrol unit' },
    SERVICE_NUMBER_TAKEN: { field: 'service_number', rule: 'must be unique' },
  },
});

/** The same as of a profile that UpdateOfficer publishes. */
function publicationEvents({ officer, placeCode, profile }: ImportedOfficer): NewEvent[] {
  if (profile === undefined) return [];
  const { patrolUnitCode, registeredAt } = officer;
  return [updatedEvent(officer, ['public_profile'], { placeCode, patrolUnitCode }, registeredAt)];
}

async function readRow(
  { clock, deps }: Pick<Bound<OfficerCommandNeeds>, 'clock' | 'deps'>,
  ranks: readonly Rank[],
  row: OfficerImportRow,
): Promise<Parsed<AcceptedRow>> {
  const { fullName, serviceNumber, phone, patrolUnitCode, policeUnitCode, servicePlaceCode, record } = row;
  const { profile, violations } = fromProfileMessage(row.publicProfile, 'public_profile');
  const fields = new Fields(row);
  const kind = fields.word('kind', toKind, 'kinds');
  const state = fields.word('state', toState, 'states');
  const place = await readServicePlace({ fields, clock, deps }, servicePlaceCode, 'service_place_code');
  const units = { patrolUnitCode, policeUnitCode };
  const registration = { kind, state, fullName, serviceNumber, phone, ...units, place };
  fields.check(checkRegistration(registration, checkPatrolUnitCode));
  if (record !== undefined) fields.check(within('record', checkRecord(record, ranks, clock.now())));
  fields.check(violations);
  if (profile !== undefined) fields.check(within('public_profile', checkProfile(profile)));
  return fields.violations.length === 0
    ? { value: { registration, record, profile } }
    : { violations: fields.violations };
}
