import {
  ImportRow,
  type ImportHeader,
  type ImportIncidentsRequest,
  type ImportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal, refuseInvalid, type CallContext } from '@safe-community/grpc-kit';
import { importIncidents, type ImportPorts } from '../../../app/reporting/import-incidents.ts';
import type { ReceivedRow } from '../../../app/reporting/import-row.ts';
import { parseReport } from './parse-report.ts';
import { isValid, uuidViolations } from '../parse-request.ts';

export function handleImportIncidents(ports: ImportPorts) {
  return async (
    requests: AsyncIterable<ImportIncidentsRequest>,
    call: CallContext,
  ): Promise<ImportIncidentsResponse> => {
    const parts = requests[Symbol.asyncIterator]();
    const header = await firstPart(parts);
    const { requestId, sourceSystem } = header;
    refuseInvalid([
      ...uuidViolations(requestId, 'header.request_id'),
      ...(/^[a-z0-9-]{2,60}$/.test(sourceSystem)
        ? []
        : [{ field: 'header.source_system', rule: 'must be 2 to 60 of a–z, 0–9 and "-"' }]),
    ]);
    const { caller, actingUser, method } = call;
    const order = { caller: caller.name, actingUser, requestId: requestId.toLowerCase(), method, sourceSystem };
    return importIncidents(ports, order, rowsOf(parts));
  };
}

async function firstPart(parts: AsyncIterator<ImportIncidentsRequest>): Promise<ImportHeader> {
  const first = await parts.next();
  const part = first.done === true ? undefined : first.value.part;
  if (part?.$case === 'header') return part.value;
  throw new Refusal('invalid-argument', 'the first message must be the header', {
    reason: 'FIELDS_INVALID',
    violations: [{ field: 'header', rule: 'must be the first message' }],
  });
}

async function* rowsOf(parts: AsyncIterator<ImportIncidentsRequest>): AsyncGenerator<ReceivedRow> {
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    const { part } = next.value;
    if (part?.$case !== 'row') {
      throw new Refusal('invalid-argument', 'every message after the header must be a row', {
        reason: 'FIELDS_INVALID',
        violations: [{ field: 'row', rule: 'must be every message after the first' }],
      });
    }
    yield toReceivedRow(part.value);
  }
}

function toReceivedRow(message: ImportRow): ReceivedRow {
  const { report, violations } = parseReport(message.report);
  const { externalId, receivedTime, onSceneTime } = message;
  return {
    rowNumber: message.rowNumber,
    content: contentOf(message),
    row: report === undefined ? undefined : { externalId, report, receivedAt: receivedTime, onSceneAt: onSceneTime },
    violations,
  };
}

/** The row's bytes without its number: the same row has the same bytes wherever it stands. */
function contentOf(message: ImportRow): Uint8Array {
  const { report } = message;
  return ImportRow.encode({
    ...message,
    rowNumber: 0,
    receivedTime: writable(message.receivedTime),
    onSceneTime: writable(message.onSceneTime),
    report: report && { ...report, occurredTime: writable(report.occurredTime) },
  }).finish();
}

/** No row with this time can be taken, so it may stand for all that cannot be written. */
const FARTHEST = new Date(8_640_000_000_000_000);

function writable(time: Date | undefined): Date | undefined {
  return isValid(time) ? time : FARTHEST;
}
