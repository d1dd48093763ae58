import { createHash } from 'node:crypto';
import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { readContract, type Declared } from '../leak-probe/contract.ts';
import { FuzzClient } from '../fuzz/fuzz-client.ts';
import { fuzzed } from '../fuzz/fuzzed.ts';
import { sendBeyondLimits } from '../fuzz/send-beyond-limits.ts';
import { sendFuzzed } from '../fuzz/send-fuzzed.ts';
import { letNothingFallDue, requireNothingWritten, writtenAtRest } from '../verifier/written-everywhere.ts';
import { outcomeOf } from '../load/outcome-of-call.ts';
import { rawClient } from '../load/raw-client.ts';
import { sampleReport } from '../load/sample-report.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { Inspected, type Memory } from '../system/inspected.ts';
import type { Service } from '../system/service.ts';
import type { Run } from '../run.ts';

const REPORTERS = 2;
/** A small leak per request is visible after this many requests. */
const LONG_FORM_SECONDS = 60;
const QUARTERS = 4;
/** Allowed growth in the second half, after garbage collection. */
const MAX_GROWTH_MB = 4;

export const fuzzedBytes: Row = {
  number: 15,
  name: 'fuzzed-bytes',
  fault:
    'every method of every service: each field beyond its limits, and requests with changed, truncated, or random bytes',
  holds:
    'an invalid request is rejected, naming the field if there is one, and writes nothing; no crash, and memory is bounded',
  async run(run) {
    const { system } = run;
    const methods = readContract();
    await system.startCameras();
    const inspected = await inspectAll(run);
    const client = new FuzzClient(system);
    try {
      await refuseWithoutTrace(run, client, methods);
      await goOnAndOn(run, client, methods, inspected);
    } finally {
      client.close();
    }
    await system.restartServices();
    await system.cameras.stop();
  },
};

type InspectedServices = readonly (readonly [Service, Inspected])[];

/** Restarts every service so that its garbage can be collected. */
async function inspectAll({ system }: Run): Promise<InspectedServices> {
  const start = async (service: Service): Promise<readonly [Service, Inspected]> => {
    const inspected = await Inspected.prepare();
    await service.stop();
    await service.start(inspected.environment);
    return [service, inspected];
  };
  return Promise.all(system.services.map(start));
}

/** Invalid requests must change nothing. */
async function refuseWithoutTrace(run: Run, client: FuzzClient, methods: readonly Declared[]): Promise<void> {
  const { random, seconds, system } = run;
  await letNothingFallDue(system);
  const before = await writtenAtRest(system);
  const refused = await sendBeyondLimits(client, system, methods);
  const codes = new Map<string, number>();
  await sendFuzzed(client, system, methods, { random, codes, seconds, hasRequestIds: false });
  await requireNothingWritten(system, before);
  run.note(`${methods.length} methods: ${refused} requests with one field beyond its limit, each rejected naming it`);
  run.note(`in ${seconds} s ${inWords(codes)}, and nothing written`);
}

/** Watches memory while some fuzzed requests are valid by chance: those must be accepted and stored. */
async function goOnAndOn(
  run: Run,
  client: FuzzClient,
  methods: readonly Declared[],
  inspected: InspectedServices,
): Promise<void> {
  const { random, system } = run;
  const seconds = run.seconds < LONG_SECONDS ? run.seconds : Math.max(run.seconds, LONG_FORM_SECONDS);
  const codes = new Map<string, number>();
  const order = { random, codes, seconds: seconds / QUARTERS, hasRequestIds: true };
  const memories = new Map<Service, Memory[]>(inspected.map(([service]) => [service, []]));
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    await Promise.all([sendFuzzed(client, system, methods, order), reportFuzzed(run, order)]);
    for (const [service, one] of inspected) memories.get(service)?.push(await one.memory());
  }
  run.note(`with valid reports in between, in ${seconds} s ${inWords(codes)}`);
  for (const [service, all] of memories) lookAtMemory(run, service, all);
}

async function reportFuzzed(run: Run, order: { codes: Map<string, number>; seconds: number }): Promise<void> {
  const end = performance.now() + order.seconds * 1_000;
  const client = rawClient(run.system);
  const reportOn = async (): Promise<void> => {
    while (performance.now() < end) {
      const report = ReportIncidentRequest.encode(sampleReport(run.random)).finish();
      const bytes = fuzzed(run.random, report);
      const bodyDigest = createHash('sha256').update(bytes).digest('hex');
      const operation = { requestId: 'fuzzed', bodyDigest, countsAs: '' };
      const { reason = 'OK' } = await run.callers.recorder.attempt(operation, () => outcomeOf(client.send(bytes)));
      order.codes.set(reason, (order.codes.get(reason) ?? 0) + 1);
      if (reason !== 'OK' && reason !== 'INVALID_ARGUMENT') throw new Error(`a fuzzed report ended with ${reason}`);
    }
  };
  await Promise.all(Array.from({ length: REPORTERS }, reportOn));
  client.close();
}

function inWords(codes: ReadonlyMap<string, number>): string {
  return [...codes].map(([code, times]) => `${times} × ${code}`).join(', ');
}

/** A process keeps freed memory, so only the heap in use is checked; resident memory is only reported. */
function lookAtMemory(run: Run, { name }: Service, memories: readonly Memory[]): void {
  const [live, resident] = (['liveMb', 'residentMb'] as const).map((which) => memories.map((memory) => memory[which]));
  const text = (all: readonly number[] = []): string => all.map((megabytes) => megabytes.toFixed(1)).join(', ');
  run.note(
    `memory in use by ${name} after each quarter, after garbage collection: ${text(live)} MB; resident ${text(resident)} MB`,
  );
  const grown = (live?.at(-1) ?? 0) - (live?.[QUARTERS / 2 - 1] ?? 0);
  if (grown > MAX_GROWTH_MB) throw new Error(`the memory of ${name} grew by ${grown.toFixed(1)} MB in the second half`);
}
