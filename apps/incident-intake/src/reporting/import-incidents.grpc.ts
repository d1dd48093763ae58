import type { Attribute } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  ImportRow,
  type ImportHeader,
  type ImportIncidentsRequest,
  type ImportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { Refusal, refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { inspectMessage, type CallContext } from '@safe-community/grpc-kit';
import { senderOf } from '@safe-community/ledger';
import { importIncidents, type ImportPorts } from './import-incidents.app.ts';
import type { ReceivedRow } from './import-row.app.ts';
import { parseReport } from './parse-report.grpc.ts';
import { sourceViolations } from './source-system.grpc.ts';
import { writableReport, writableTime } from './writable-time.grpc.ts';

export function handleImportIncidents(ports: ImportPorts) {
  return async (
    requests: AsyncIterable<ImportIncidentsRequest>,
    call: CallContext,
  ): Promise<ImportIncidentsResponse> => {
    const parts = requests[Symbol.asyncIterator]();
    const header = await firstPart(parts);
    const { requestId, sourceSystem, tellRows } = header;
    refuseInvalid([
      ...checkUuid(requestId, 'header.request_id'),
      ...sourceViolations(sourceSystem, 'header.source_system'),
    ]);
    const { method } = call;
    const order = { by: senderOf(call), requestId: requestId.toLowerCase(), method, sourceSystem, tellRows };
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

/** The rows, up to the first message that is none: a refusal, and the end. A stream that breaks off throws. */
async function* rowsOf(parts: AsyncIterator<ImportIncidentsRequest>): AsyncGenerator<ReceivedRow | Refusal> {
  for (;;) {
    const next = await readable(parts);
    if (next instanceof Refusal) return yield next;
    if (next.done === true) return;
    const { part } = next.value;
    if (part?.$case !== 'row') return yield noRow();
    yield toReceivedRow(part.value);
  }
}

async function readable(
  parts: AsyncIterator<ImportIncidentsRequest>,
): Promise<IteratorResult<ImportIncidentsRequest> | Refusal> {
  try {
    return await parts.next();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function noRow(): Refusal {
  return new Refusal('invalid-argument', 'every message after the header must be a row', {
    reason: 'FIELDS_INVALID',
    violations: [{ field: 'row', rule: 'must be every message after the first' }],
  });
}

function toReceivedRow(message: ImportRow): ReceivedRow {
  const { rowNumber } = message;
  const content = contentOf(message);
  const broken = inspectMessage('safecommunity.incidents.v1.ImportRow', message);
  if (broken.length > 0) return { rowNumber, content, row: undefined, violations: broken };
  const { report, violations } = parseReport(message.report);
  const { externalId, receivedTime, onSceneTime } = message;
  return {
    rowNumber,
    content,
    row: report === undefined ? undefined : { externalId, report, receivedAt: receivedTime, onSceneAt: onSceneTime },
    violations,
  };
}

/** The row as it came, without its number: the same row has the same bytes wherever it stands, its attributes too. */
function contentOf(message: ImportRow): Uint8Array {
  const report = writableReport(message.report);
  return ImportRow.encode({
    ...message,
    rowNumber: 0,
    receivedTime: writableTime(message.receivedTime),
    onSceneTime: writableTime(message.onSceneTime),
    report: report && { ...report, attributes: report.attributes.toSorted(byName) },
  }).finish();
}

function byName(a: Attribute, b: Attribute): number {
  return a.name < b.name ? -1 : 1;
}
