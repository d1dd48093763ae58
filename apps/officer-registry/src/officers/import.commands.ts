import { inspectMessage, type CallContext } from '@safe-community/grpc-kit';
import type { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { checkExternalId, Fields, Refusal, within, type Parsed, type Violation } from '@safe-community/domain-kit';
import {
  batchWrite,
  importKey,
  importRows,
  importSourceOf,
  KNOWN_OTHERWISE,
  ROW_ANSWER,
  stream,
  type BatchWrite,
  type ImportSource,
  type Rpc,
  type Runtime,
} from '@safe-community/service-kit';
import { checkPatrolUnitCode, type PatrolUnit } from '../patrol-units/module.ts';
import { OfficerImport, readHeader, readRows, type ReceivedRow, type RowOutcome } from './import.mapping.ts';
import { importBatch, type ImportedOfficer, type ImportedOfficerRow } from './import.store.ts';
import { registeredEvent } from './officer.events.ts';
import { toKind, toState } from './officer.mapping.ts';
import type { OfficerCommandNeeds } from './officers.commands.ts';
import { checkRecord, type PersonnelRecord, type Rank } from './personnel-record.ts';
import { readRanks } from './personnel-record.store.ts';
import { checkRegistration, register, type Registration } from './registration.ts';
import { readServicePlace } from './service-place.adapter.ts';

/**
 * Imports officers row by row; each row is accepted or rejected on its own. A repeated import adds nothing: the same rows
 * get the stored result, other rows are rejected.
 */
export function importOfficers(needs: OfficerCommandNeeds): Rpc {
  const method = OfficerServiceService.importOfficers;
  const takeRow = importRow(needs);
  return stream(method, (runtime) => async (requests, call) => {
    const parts = requests[Symbol.asyncIterator]();
    const source = importSourceOf(await readHeader(parts), call);
    const ranks = await readRanks(runtime.database.em.fork());
    return importRows(runtime, method, call, {
      source,
      header: source.sourceSystem,
      rows: readRows(parts),
      take: (row) => resultOf({ needs, takeRow, runtime, ranks, source, call }, row),
      account: new OfficerImport(),
    });
  });
}

/** A valid row. */
interface AcceptedRow {
  readonly registration: Registration;
  readonly record: PersonnelRecord | undefined;
}

function importRow({ keyring, findPatrolUnit }: OfficerCommandNeeds): BatchWrite<AcceptedRow, string> {
  return batchWrite<string, AcceptedRow, ImportedOfficer, ImportedOfficerRow, PatrolUnit | undefined>(ROW_ANSWER, {
    facts: async ({ registration: { patrolUnitCode } }) =>
      patrolUnitCode === '' ? undefined : findPatrolUnit(patrolUnitCode),
    decide({ registration, record }, write, unit) {
      const registered = register(registration, unit, write);
      return registered instanceof Refusal ? registered : { ...registered, record };
    },
    batch: importBatch(keyring),
    events: (imported) => [registeredEvent(imported)],
    about: ({ officer }) => [officer.officerId],
    reply: ({ officer }) => officer.officerId,
  });
}

interface Import {
  readonly needs: OfficerCommandNeeds;
  readonly takeRow: BatchWrite<AcceptedRow, string>;
  readonly runtime: Runtime;
  readonly ranks: readonly Rank[];
  readonly source: ImportSource;
  readonly call: CallContext;
}

/** Throws only for faults; an invalid row is a result. */
async function resultOf(
  { needs, takeRow, runtime, ranks, source: { sourceSystem, by }, call }: Import,
  row: ReceivedRow,
): Promise<RowOutcome> {
  const parsed = await parseRow(needs, ranks, row, runtime.clock.now());
  if ('violations' in parsed) return { outcome: 'refused', violations: parsed.violations };
  const key = importKey(sourceSystem, row.externalId, row.digest, by);
  try {
    const { repeated } = await takeRow.write(runtime, key, parsed.value, call);
    return { outcome: repeated ? 'known' : 'added' };
  } catch (error) {
    const rule = error instanceof Refusal ? RULE_OF[error.reason] : undefined;
    if (rule === undefined) throw error;
    return { outcome: 'refused', violations: [rule] };
  }
}

/** What a refusal of the write says about the row. */
const RULE_OF: Readonly<Record<string, Violation | undefined>> = {
  UNIT_UNKNOWN: { field: 'patrol_unit_code', rule: 'must be of a registered patrol unit' },
  SERVICE_NUMBER_TAKEN: { field: 'service_number', rule: 'must be unique' },
  REQUEST_ID_REUSED: KNOWN_OTHERWISE,
};

async function parseRow(
  { findUnit }: OfficerCommandNeeds,
  ranks: readonly Rank[],
  row: OfficerImportRow,
  now: Date,
): Promise<Parsed<AcceptedRow>> {
  const broken = inspectMessage('safecommunity.officers.v1.OfficerImportRow', row);
  if (broken.length > 0) return { violations: broken };
  const { fullName, serviceNumber, phone, patrolUnitCode, servicePlaceCode, demonstration, record } = row;
  const fields = new Fields(row);
  fields.check(checkExternalId(row.externalId, 'external_id'));
  const kind = fields.word('kind', toKind, 'kinds');
  const state = fields.word('state', toState, 'states');
  const place = await readServicePlace(findUnit, servicePlaceCode, fields, 'service_place_code');
  const registration = { kind, state, fullName, serviceNumber, phone, patrolUnitCode, place, demonstration };
  fields.check(checkRegistration(registration, checkPatrolUnitCode));
  if (record !== undefined) fields.check(within('record', checkRecord(record, ranks, now)));
  return fields.violations.length === 0 ? { value: { registration, record } } : { violations: fields.violations };
}
