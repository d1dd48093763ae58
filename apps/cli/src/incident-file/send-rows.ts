import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type {
  ImportIncidentsResponse,
  ImportRow,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { CallError } from '../connection/call-error.ts';
import type { Connection } from '../connection/connect-services.ts';

/** Small enough that the response lists all rejected rows and a broken call is cheap to repeat. */
export const ROWS_PER_CALL = 1_000;
const TRIES = 3;

/** Sends rows. Repeats a broken call unchanged: rows accepted before count as already known. */
export async function sendRows(
  { incidents }: Connection,
  sourceSystem: string,
  rows: readonly ImportRow[],
): Promise<ImportIncidentsResponse> {
  if (rows.length === 0) return { added: 0, alreadyKnown: 0, refused: 0, refusedRows: [], rowResults: [] };
  const header = { requestId: randomUUID(), sourceSystem, tellRows: false };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await incidents.importIncidents(header, rows);
    } catch (error) {
      const isBroken = error instanceof CallError && error.code === status.UNAVAILABLE;
      if (!isBroken || attempt === TRIES) throw error;
    }
  }
}
