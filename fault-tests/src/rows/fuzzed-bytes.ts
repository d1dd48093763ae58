import { createHash } from 'node:crypto';
import { makeClientConstructor, type ServiceError } from '@grpc/grpc-js';
import {
  IncidentIntakeServiceService,
  ReportIncidentRequest,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { outcomeOf } from '../load/outcome-of-call.ts';
import { sampleReport } from '../load/sample-report.ts';
import type { Random } from '../random.ts';
import type { Row } from '../row.ts';
import { residentMb } from '../system/resident-memory.ts';
import type { Trial } from '../trial.ts';

const AT_ONCE = 8;
const DEADLINE_MS = 10_000;
const MOST_GROWTH_MB = 150;
/** With room, garbage is left lying for long, and looks like a leak. */
const SMALL_HEAP = '--max-old-space-size=160';

export const fuzzedBytes: Row = {
  number: 15,
  name: 'fuzzed-bytes',
  fault: 'requests of which bytes were changed, cut off or made up, at a live server',
  holds: 'what is no valid request gets INVALID_ARGUMENT; no crash, and memory stays',
  async run(trial) {
    const { intake } = trial.system;
    await intake.stop();
    await intake.start({ NODE_OPTIONS: SMALL_HEAP });
    const { pid } = intake;
    const codes = new Map<string, number>();
    await sendFuzzed(trial, codes);
    const before = residentMb(pid);
    await sendFuzzed(trial, codes);
    trial.note([...codes].map(([code, times]) => `${times} × ${code}`).join(', '));
    const grown = residentMb(pid) - before;
    trial.note(`memory of intake: ${before.toFixed(0)} MB after half of them, ${grown.toFixed(0)} MB more after all`);
    const wrong = [...codes.keys()].filter((code) => code !== 'OK' && code !== 'INVALID_ARGUMENT');
    if (wrong.length > 0) throw new Error(`fuzzed requests ended with ${wrong.join(', ')}`);
    if (grown > MOST_GROWTH_MB) throw new Error('the memory of intake grew');
    await intake.stop();
    await intake.start();
  },
};

/**
 * Sends for half of the trial's time, and adds to `codes` how often each came back. What is valid in spite of all is
 * reported like any other, and must be there.
 */
async function sendFuzzed(trial: Trial, codes: Map<string, number>): Promise<void> {
  const end = performance.now() + trial.seconds * 500;
  const client = rawClient(trial);
  const sendOn = async (): Promise<void> => {
    while (performance.now() < end) {
      const bytes = fuzz(trial.random, sampleReport(trial.random));
      const bodyDigest = createHash('sha256').update(bytes).digest('hex');
      const operation = { requestId: 'fuzzed', bodyDigest, countsAs: '' };
      const { reason = 'OK' } = await trial.callers.recorder.attempt(operation, () => outcomeOf(client.send(bytes)));
      codes.set(reason, (codes.get(reason) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
  client.close();
}

function fuzz(random: Random, request: ReportIncidentRequest): Buffer {
  const bytes = Buffer.from(ReportIncidentRequest.encode(request).finish());
  const way = random.between(1, 3);
  if (way === 1) return Buffer.from(Array.from({ length: random.between(0, 400) }, () => random.between(0, 255)));
  if (way === 2) return bytes.subarray(0, random.between(0, bytes.length - 1));
  for (let left = random.between(1, 8); left > 0; left -= 1) {
    bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
  }
  return bytes;
}

interface RawClient {
  send(bytes: Buffer): Promise<ReportIncidentResponse>;
  close(): void;
}

/** A client that sends whatever bytes it is given. */
function rawClient({ system }: Trial): RawClient {
  const { reportIncident } = IncidentIntakeServiceService;
  const Client = makeClientConstructor({}, 'raw');
  const client = new Client(system.intake.address, system.credentials);
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          reportIncident.path,
          (given: Buffer) => given,
          (received: Buffer) => ReportIncidentResponse.decode(received),
          bytes,
          { deadline: Date.now() + DEADLINE_MS },
          (error: ServiceError | null, response) => (response === undefined ? reject(error) : resolve(response)),
        );
      }),
    close: () => client.close(),
  };
}
