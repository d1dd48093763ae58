import { createHash } from 'node:crypto';
import { ImportIncidentsResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { importRow, type ReceivedRow, type RowResult } from './import-row.ts';
import type { ReportingPorts } from './reporting-ports.ts';

export interface ImportPorts extends ReportingPorts {
  readonly unitOfWork: UnitOfWork;
  /** Whether an import with this id was answered before. */
  readonly wasAnswered: (caller: string, requestId: string) => Promise<boolean>;
}

export interface ImportOrder {
  readonly caller: string;
  readonly actingUser: string;
  readonly requestId: string;
  readonly method: string;
  readonly sourceSystem: string;
}

/** Rows that may wait to be committed: enough for one group under way and the next one. */
const WINDOW = 512;
const REFUSALS_TOLD = 1_000;

/**
 * Takes an export row by row; each stands or falls by itself. An import that was
 * answered before takes nothing more: the same rows get the first answer again,
 * other rows are refused.
 */
export async function importIncidents(
  ports: ImportPorts,
  order: ImportOrder,
  rows: AsyncIterable<ReceivedRow>,
): Promise<ImportIncidentsResponse> {
  const answered = await ports.wasAnswered(order.caller, order.requestId);
  const digest = createHash('sha256').update(order.sourceSystem);
  const response: ImportIncidentsResponse = { added: 0, alreadyKnown: 0, refused: 0, refusedRows: [], rowResults: [] };
  const underWay: RowUnderWay[] = [];
  for await (const row of rows) {
    digest.update(createHash('sha256').update(row.content).digest());
    if (answered) continue;
    underWay.push({ rowNumber: row.rowNumber, result: handled(importRow(ports, order, row)) });
    if (underWay.length === WINDOW) await countOldest(response, underWay);
  }
  while (underWay.length > 0) await countOldest(response, underWay);
  const key: RequestKey = { ...order, digest: digest.digest() };
  return ports.unitOfWork.run(key, ImportIncidentsResponse, async () => ({ response, events: [] }));
}

interface RowUnderWay {
  readonly rowNumber: number;
  readonly result: Promise<RowResult>;
}

/** A fault ends the import at the first row that meets it; those behind it may fail unheard. */
function handled(result: Promise<RowResult>): Promise<RowResult> {
  result.catch(() => undefined);
  return result;
}

async function countOldest(response: ImportIncidentsResponse, underWay: RowUnderWay[]): Promise<void> {
  const oldest = underWay.shift();
  if (oldest !== undefined) count(response, oldest.rowNumber, await oldest.result);
}

function count(response: ImportIncidentsResponse, rowNumber: number, result: RowResult): void {
  if (result === 'added') response.added += 1;
  else if (result === 'known') response.alreadyKnown += 1;
  else {
    response.refused += 1;
    const [first] = result;
    if (first !== undefined && response.refusedRows.length < REFUSALS_TOLD) {
      response.refusedRows.push({ rowNumber, field: first.field, rule: first.rule });
    }
  }
}
