import { createHash } from 'node:crypto';
import { inspectMessage, type CallContext } from '@safe-community/grpc-kit';
import type { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  ImportOfficersResponse,
  OfficerServiceService,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { checkUuid, Fields, Refusal, refuseInvalid, within, type Parsed } from '@safe-community/domain-kit';
import { senderOf, wasRecorded, type RequestKey, type Sender } from '@safe-community/ledger';
import {
  batchWrite,
  importKey,
  ROW_ANSWER,
  stream,
  type BatchWrite,
  type Rpc,
  type Runtime,
} from '@safe-community/service-kit';
import { checkPatrolUnitCode, type PatrolUnit } from '../patrol-units/module.ts';
import { digestOf, ImportAccount, readHeader, readRows, type RowOutcome } from './import.mapping.ts';
import { importBatch, type ImportedOfficer, type ImportedOfficerRow } from './import.store.ts';
import { checkExternalId, checkSourceSystem } from './imported-officer.ts';
import { registeredEvent } from './officer.events.ts';
import { toKind, toState } from './officer.mapping.ts';
import type { OfficerCommandNeeds } from './officers.commands.ts';
import { checkRecord, type PersonnelRecord, type Rank } from './personnel-record.ts';
import { readRanks } from './personnel-record.store.ts';
import { checkRegistration, register, type Registration } from './registration.ts';
import { readServicePlace } from './service-place.adapter.ts';

/** Rows that may wait for their commit: enough for the batch that is being committed and the next one. */
const WINDOW = 512;

/**
 * Imports officers row by row; each row is accepted or rejected on its own. A repeated import adds nothing: the same rows
 * get the stored result, other rows are rejected.
 */
export function importOfficers(needs: OfficerCommandNeeds): Rpc {
  const takeRow = importRow(needs);
  return stream(OfficerServiceService.importOfficers, (runtime) => async (requests, call) => {
    const { database, unitOfWork } = runtime;
    const parts = requests[Symbol.asyncIterator]();
    const { requestId: givenId, sourceSystem } = await readHeader(parts);
    refuseInvalid([
      ...checkUuid(givenId, 'header.request_id'),
      ...checkSourceSystem(sourceSystem, 'header.source_system'),
    ]);
    const [by, requestId] = [senderOf(call), givenId.toLowerCase()];
    const isAnswered = await wasRecorded(database.em.fork(), by.system, requestId);
    const ranks = await readRanks(database.em.fork());
    const digest = createHash('sha256').update(sourceSystem);
    const account = new ImportAccount();
    const underWay: RowUnderWay[] = [];
    let broken: Refusal | undefined;
    for await (const rows of readRows(parts)) {
      if (rows instanceof Refusal) {
        broken = rows;
        break;
      }
      for (const row of rows) {
        const rowDigest = digestOf(row);
        digest.update(rowDigest);
        if (isAnswered) continue;
        const source = { needs, takeRow, runtime, ranks, sourceSystem, call, by };
        underWay.push({ rowNumber: row.rowNumber, result: handled(resultOf(source, row, rowDigest)) });
        if (underWay.length === WINDOW) await countOldest(account, underWay);
      }
    }
    while (underWay.length > 0) await countOldest(account, underWay);
    if (broken !== undefined) throw isAnswered ? broken : account.attachedTo(broken);
    const key: RequestKey = { caller: by.system, requestId, method: call.method, digest: digest.digest(), by };
    const answer = ImportOfficersResponse.encode(account.response).finish();
    const kept = await unitOfWork.write(key, async () => ({ answer, events: [], about: [] }));
    return ImportOfficersResponse.decode(kept);
  });
}

interface RowUnderWay {
  readonly rowNumber: number;
  readonly result: Promise<RowOutcome>;
}

/** The first row that meets a fault ends the import. The rows after it are not awaited; they may fail as well. */
function handled(result: Promise<RowOutcome>): Promise<RowOutcome> {
  result.catch(() => undefined);
  return result;
}

async function countOldest(account: ImportAccount, underWay: RowUnderWay[]): Promise<void> {
  const oldest = underWay.shift();
  if (oldest !== undefined) account.add(oldest.rowNumber, await oldest.result);
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
  readonly sourceSystem: string;
  readonly call: CallContext;
  readonly by: Sender;
}

/** Throws only for faults; an invalid row is a result. */
async function resultOf(source: Import, row: OfficerImportRow, digest: Buffer): Promise<RowOutcome> {
  const { needs, takeRow, runtime, ranks, sourceSystem, call, by } = source;
  const parsed = await parseRow(needs, ranks, row, runtime.clock.now());
  if ('violations' in parsed) return { outcome: 'refused', violations: parsed.violations };
  const key = importKey(sourceSystem, row.externalId, digest, by);
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
const RULE_OF: Readonly<Record<string, { readonly field: string; readonly rule: string } | undefined>> = {
  UNIT_UNKNOWN: { field: 'patrol_unit_code', rule: 'must be of a registered patrol unit' },
  SERVICE_NUMBER_TAKEN: { field: 'service_number', rule: 'must be unique' },
  REQUEST_ID_REUSED: { field: 'external_id', rule: 'is known with other content; what was taken stays as it is' },
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
