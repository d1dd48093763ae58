import { createHash } from 'node:crypto';
import {
  IncidentIntakeServiceService,
  ImportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { checkUuid, Refusal, refuseInvalid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
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
import { ImportAccount, readHeader, readRows, type ReceivedRow } from './import.mapping.ts';
import { checkSourceSystem, type ImportedRow, type RowResult } from './imported-row.ts';
import { eventsOf } from './report.events.ts';
import { actorOf, countReport } from './reports.commands.ts';
import type { ReceivedReport, ReportStore } from './reports.store.ts';
import { examineRow, takeReport, type CheckedRow, type ReportingMemory } from './take-report.adapter.ts';

/** Rows that may wait for their commit: enough for the batch that is being committed and the next one. */
const WINDOW = 512;

/**
 * Imports an export row by row; each row is accepted or rejected on its own. An unreadable message ends the import, and
 * the refusal reports the results of the rows before it. A repeated import adds nothing: the same rows get the stored
 * result, other rows are rejected.
 */
export function importIncidents(memory: ReportingMemory, store: ReportStore): Rpc {
  const takeRow = importRow(memory, store);
  return stream(IncidentIntakeServiceService.importIncidents, (runtime) => async (requests, call) => {
    const { database, unitOfWork } = runtime;
    const parts = requests[Symbol.asyncIterator]();
    const header = await readHeader(parts);
    const { sourceSystem, tellRows } = header;
    refuseInvalid([
      ...checkUuid(header.requestId, 'header.request_id'),
      ...checkSourceSystem(sourceSystem, 'header.source_system'),
    ]);
    const [by, requestId] = [senderOf(call), header.requestId.toLowerCase()];
    const isAnswered = await wasRecorded(database.em.fork(), by.system, requestId);
    const digest = createHash('sha256').update(`${sourceSystem} ${tellRows}`);
    const account = new ImportAccount(tellRows);
    const underWay: RowUnderWay[] = [];
    let unreadable: Refusal | undefined;
    for await (const rows of readRows(parts)) {
      if (rows instanceof Refusal) {
        unreadable = rows;
        break;
      }
      for (const row of rows) {
        digest.update(row.digest);
        if (isAnswered) continue;
        const result = handled(resultOf({ memory, takeRow, runtime, sourceSystem, call, by }, row));
        underWay.push({ rowNumber: row.rowNumber, result });
        if (underWay.length === WINDOW) await countOldest(account, underWay);
      }
    }
    while (underWay.length > 0) await countOldest(account, underWay);
    if (unreadable !== undefined) throw isAnswered ? unreadable : account.attachedTo(unreadable);
    const key: RequestKey = { caller: by.system, requestId, method: call.method, digest: digest.digest(), by };
    const answer = ImportIncidentsResponse.encode(account.response).finish();
    const kept = await unitOfWork.write(key, async () => ({ answer, events: [], about: [] }));
    return ImportIncidentsResponse.decode(kept);
  });
}

interface RowUnderWay {
  readonly rowNumber: number;
  readonly result: Promise<RowResult>;
}

/** The first row that meets a fault ends the import. The rows after it are not awaited; they may fail as well. */
function handled(result: Promise<RowResult>): Promise<RowResult> {
  result.catch(() => undefined);
  return result;
}

async function countOldest(account: ImportAccount, underWay: RowUnderWay[]): Promise<void> {
  const oldest = underWay.shift();
  if (oldest !== undefined) account.add(oldest.rowNumber, await oldest.result);
}

interface AcceptedRow {
  readonly row: ImportedRow;
  readonly checked: CheckedRow;
  readonly sourceSystem: string;
}

/** The write of one row. Its stored response is the id of the incident, which ListImportedRows reads. */
function importRow(memory: ReportingMemory, store: ReportStore): BatchWrite<AcceptedRow, string> {
  return batchWrite(ROW_ANSWER, {
    decide({ row, checked, sourceSystem }: AcceptedRow, { call, newId }): ReceivedReport {
      const { receivedAt } = checked;
      const { externalId, onSceneAt } = row;
      const incident = takeReport(memory, checked, {
        incidentId: newId(receivedAt),
        receivedAt,
        ...(onSceneAt === undefined ? {} : { onSceneAt }),
        source: { system: sourceSystem, externalId },
      });
      return { incident, actor: actorOf(call) };
    },
    batch: store,
    events: ({ incident }) => eventsOf(incident),
    about: ({ incident }) => [incident.incidentId],
    reply: ({ incident }) => incident.incidentId,
    committed: ({ incident }) => countReport(incident, 'import'),
  });
}

interface Import {
  readonly memory: ReportingMemory;
  readonly takeRow: BatchWrite<AcceptedRow, string>;
  readonly runtime: Runtime;
  readonly sourceSystem: string;
  readonly call: CallContext;
  readonly by: Sender;
}

/** Throws only for faults; an invalid row is a result. */
async function resultOf(
  { memory, takeRow, runtime, sourceSystem, call, by }: Import,
  { digest, row }: ReceivedRow,
): Promise<RowResult> {
  if ('violations' in row) return { outcome: 'refused', violations: row.violations };
  const checked = examineRow(memory, row.value, runtime.clock.now());
  if ('violations' in checked) return { outcome: 'refused', violations: checked.violations };
  const key = importKey(sourceSystem, row.value.externalId, digest, by);
  try {
    const command = { row: row.value, checked: checked.value, sourceSystem };
    const { response: incidentId, repeated } = await takeRow.write(runtime, key, command, call);
    return { outcome: repeated ? 'known' : 'added', incidentId };
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'already-exists') throw error;
    const rule = 'is known with other content; what was taken stays as it is';
    return { outcome: 'refused', violations: [{ field: 'external_id', rule }] };
  }
}
