import { createHash } from 'node:crypto';
import { fuzz } from '../load/fuzz.ts';
import { outcomeOf } from '../load/outcome-of-call.ts';
import { rawClient } from '../load/raw-client.ts';
import { sampleReport } from '../load/sample-report.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { Inspected, type Memory } from '../system/inspected.ts';
import type { Trial } from '../trial.ts';

const AT_ONCE = 8;
/** What leaks a little with each request has leaked enough by then. */
const LONG_FORM_SECONDS = 60;
const QUARTERS = 4;
/** In the second half, garbage left out. */
const MOST_GROWTH_MB = 4;

export const fuzzedBytes: Row = {
  number: 15,
  name: 'fuzzed-bytes',
  fault: 'requests of which bytes were changed, cut off or made up, at a live server',
  holds: 'what is no valid request gets INVALID_ARGUMENT; no crash, and memory stays',
  async run(trial) {
    const { intake } = trial.system;
    const inspected = await Inspected.prepare();
    await intake.stop();
    await intake.start(inspected.environment);
    const seconds = trial.seconds < LONG_SECONDS ? trial.seconds : Math.max(trial.seconds, LONG_FORM_SECONDS);
    const codes = new Map<string, number>();
    const memories: Memory[] = [];
    for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
      await sendFuzzed(trial, codes, seconds / QUARTERS);
      memories.push(await inspected.memory());
    }
    trial.note(`in ${seconds} s ${[...codes].map(([code, times]) => `${times} × ${code}`).join(', ')}`);
    lookAtMemory(trial, memories);
    const wrong = [...codes.keys()].filter((code) => code !== 'OK' && code !== 'INVALID_ARGUMENT');
    if (wrong.length > 0) throw new Error(`fuzzed requests ended with ${wrong.join(', ')}`);
    await intake.stop();
    await intake.start();
  },
};

/**
 * Sends for so long, and adds to `codes` how often each came back. What is valid in spite of all is reported like any
 * other, and must be there.
 */
async function sendFuzzed(trial: Trial, codes: Map<string, number>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const client = rawClient(trial.system);
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

/** A process holds on to memory that is free again, so what is in use is judged, and the rest only told. */
function lookAtMemory(trial: Trial, memories: readonly Memory[]): void {
  const [live, resident] = (['liveMb', 'residentMb'] as const).map((which) => memories.map((memory) => memory[which]));
  const text = (all: readonly number[] = []): string => all.map((megabytes) => megabytes.toFixed(1)).join(', ');
  trial.note(`in use by intake after each quarter, garbage left out: ${text(live)} MB; resident ${text(resident)} MB`);
  const grown = (live?.at(-1) ?? 0) - (live?.[QUARTERS / 2 - 1] ?? 0);
  if (grown > MOST_GROWTH_MB) throw new Error(`the memory of intake grew by ${grown.toFixed(1)} MB in the second half`);
}
