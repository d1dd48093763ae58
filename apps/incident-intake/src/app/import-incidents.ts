import { createHash } from 'node:crypto';
import { ImportIncidentsResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { importRow, type ReceivedRow, type RowResult } from './import-row.ts';
import type { ReportingPorts } from './report-incident.ts';

export interface ImportPorts extends ReportingPorts {
  readonly unitOfWork: UnitOfWork;
  /** Whether an import with this id was answered before. */
  readonly wasAnswered: (caller: string, requestId: string) => Promise<boolean>;
}

export interface ImportOrder {
  readonly caller: string;
  readonly requestId: string;
  readonly method: string;
  readonly sourceSystem: string;
}

/** Rows committed side by side; the group commit puts them into one transaction. */
const WINDOW = 256;
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
  const response: ImportIncidentsResponse = { added: 0, alreadyKnown: 0, refused: 0, refusedRows: [] };
  for await (const window of windows(rows)) {
    for (const { content } of window) digest.update(createHash('sha256').update(content).digest());
    if (answered) continue;
    const results = await Promise.all(window.map((row) => importRow(ports, order.sourceSystem, row)));
    for (const [index, result] of results.entries()) count(response, window[index]?.rowNumber ?? 0, result);
  }
  const key: RequestKey = { ...order, digest: digest.digest() };
  return ports.unitOfWork.run(key, ImportIncidentsResponse, async () => ({ response, events: [] }));
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

async function* windows(rows: AsyncIterable<ReceivedRow>): AsyncGenerator<ReceivedRow[]> {
  let window: ReceivedRow[] = [];
  for await (const row of rows) {
    window.push(row);
    if (window.length === WINDOW) {
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}
