import { startProxy } from '@safe-community/testkit/proxy';
import {
  figuresOf,
  MAX_TIMES_SLOWER,
  problemsOfFigures,
  problemsOfRefusals,
  refusedOf,
  takenOf,
} from '../verifier/overload.ts';
import { closedLoop, openLoop } from '../load/loops.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { residentMb } from '../system/resident-memory.ts';
import { throughPort } from '../system/through-port.ts';
import type { Run } from '../run.ts';

const TIMES_CAPACITY = 3;
/** Slows PostgreSQL down, so that the capacity of intake does not depend on the machine. */
const DATABASE_SLOWER_BY_MS = 50;
const PLACES = 32;
/** In a larger heap, uncollected garbage would look like a leak. */
const SMALL_HEAP = '--max-old-space-size=160';
const MAX_GROWTH_MB = 150;

export const overload: Row = {
  number: 21,
  name: 'overload',
  fault: `${TIMES_CAPACITY} times as many reports as intake can accept with a slow database`,
  holds: `accepted calls keep their rate and latency (p99 at most ${MAX_TIMES_SLOWER} times the usual one); the rest is rejected at once with a retry delay; memory is bounded`,
  async run(run) {
    const { intake, postgres } = run.system;
    const wire = await startProxy(postgres.port);
    wire.delay(DATABASE_SLOWER_BY_MS);
    await intake.stop();
    await intake.start({
      DATABASE_URL: throughPort(run.system.databaseUrl('incident-intake'), wire.port),
      WRITES_AT_ONCE: String(PLACES),
      NODE_OPTIONS: SMALL_HEAP,
    });
    try {
      await offerTooMuch(run);
    } finally {
      await intake.stop();
      await intake.start();
      await wire.close();
    }
  },
};

async function offerTooMuch(run: Run): Promise<void> {
  const { seconds, system } = run;
  const send = () => run.callers.send();
  await closedLoop(PLACES, seconds / 2, send);
  const before = residentMb(system.intake.pid);
  const usual = await closedLoop(PLACES, seconds, send);
  run.note(`at capacity: ${figuresOf(usual, seconds)}`);
  const offered = await openLoop((usual.length / seconds) * TIMES_CAPACITY, seconds, send);
  run.note(`accepted, of ${(offered.length / seconds).toFixed(0)}/s offered: ${figuresOf(takenOf(offered), seconds)}`);
  run.note(`rejected: ${figuresOf(refusedOf(offered), seconds)}`);
  const grown = residentMb(system.intake.pid) - before;
  run.note(`memory of intake: ${before.toFixed(0)} MB before, ${grown.toFixed(0)} MB more after`);
  const { outcome, reason } = await send();
  const problems = [
    ...problemsOfRefusals({ seconds, usual, offered }),
    ...(seconds < LONG_SECONDS ? [] : problemsOfFigures({ seconds, usual, offered })),
    ...(grown > MAX_GROWTH_MB ? ['the memory of intake grew'] : []),
    ...(outcome === 'acknowledged' ? [] : [`right after the overload a call ended with ${reason}`]),
  ];
  if (problems.length > 0) throw new Error(problems.join('; '));
}
