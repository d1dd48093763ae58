import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import { newRequestId } from './request-id.ts';
import { reportOf } from './report.ts';
import { answered, openService } from './service.ts';
import { ADDRESSES } from './settings.ts';

const RPC = 'safecommunity.incidents.v1.IncidentIntakeService/ImportIncidents';
const intake = openService(ADDRESSES.incidentIntake);

/** Accepted rows. */
const imported = new Counter('imported_rows');

/** As many as a message may contain. */
const ROWS_PER_MESSAGE = 100;

/** Sends this many rows of another system's export as one import. */
export function importRows(rows: number): Promise<void> {
  const source = `load-test-${newRequestId().slice(0, 8)}`;
  const stream = intake.stream(RPC);
  const first = exec.scenario.iterationInTest * rows;
  return new Promise((resolve) => {
    let added = 0;
    stream.on('data', (answer) => (added = (answer as { added?: number }).added ?? 0));
    stream.on('error', () => {
      answered.add(false, { rpc: 'ImportIncidents' });
      resolve();
    });
    stream.on('end', () => {
      imported.add(added);
      answered.add(added === rows, { rpc: 'ImportIncidents' });
      resolve();
    });
    stream.write({ header: { requestId: newRequestId(), sourceSystem: source, tellRows: false } });
    const receivedTime = new Date(Date.now() - 3_600_000).toISOString();
    for (let sent = 0; sent < rows; sent += ROWS_PER_MESSAGE) {
      const length = Math.min(ROWS_PER_MESSAGE, rows - sent);
      const message = Array.from({ length }, (_, index) => {
        const number = sent + index + 1;
        return { rowNumber: number, externalId: String(number), report: reportOf(first + number), receivedTime };
      });
      stream.write({ rows: message });
    }
    stream.end();
  });
}
