import { openBacklog, type Backlog } from '../backlog.ts';
import { COUNTERS_FILLED, fillLedger } from '../fill-ledger.ts';
import { clockOf } from '../frame/clock.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { floorContestant } from '../floors/contestants.ts';
import { startFloor } from '../floors/start-floor.ts';
import { clockOfService } from '../system-processes.ts';
import type { System } from '../system.ts';

const ROUNDS = 3;
/** Upper bound for floors that could run for ever. */
const SECONDS = 3;
/** Events per transaction: the maximum of statistics. */
const BATCH = 1_000;

/**
 * Statistics with a backlog, from its first to its last event, compared with the minimum that a consumer can do: only
 * read the same events, and add batches to counters with a checkpoint.
 */
export async function catchUp(system: System, events: number): Promise<Standing[]> {
  const { intakeOwnerUrl, statisticsOwnerUrl: url, broker } = system;
  const backlog = await openBacklog(intakeOwnerUrl, url);
  const reading = await startFloor('consumer', { broker, stream: 'INCIDENTS', newest: events });
  const counting = await startFloor('counters', { url, events: BATCH, counters: COUNTERS_FILLED });
  const single = await startFloor('counters', { url, events: 1, counters: COUNTERS_FILLED });
  try {
    const contestants: Contestant[] = [
      behind(system, backlog, events),
      floorContestant(`bare upserts, ${BATCH} a batch`, counting, system, 'statistics'),
      floorContestant('bare upserts, one by one', single, system, 'statistics'),
      {
        name: 'bare JetStream consumer',
        work: (load) => reading.work(load),
        clock: clockOf({ program: reading.pid, others: [system.processes.broker] }),
      },
    ];
    return await compare(contestants, { inFlight: 1, seconds: SECONDS, rounds: ROUNDS });
  } finally {
    await Promise.all([backlog.close(), reading.stop(), counting.stop(), single.stop()]);
  }
}

function behind(system: System, backlog: Backlog, events: number): Contestant {
  return {
    name: `statistics, ${events.toLocaleString('en')} behind`,
    async prepare() {
      await backlog.hold();
      await fillLedger(system.intakeOwnerUrl, events);
      await backlog.untilPublished();
    },
    async work() {
      const began = performance.now();
      const [operations] = await Promise.all([backlog.untilApplied(), backlog.release()]);
      const ms = performance.now() - began;
      return { operations, seconds: ms / 1_000, latencies: [ms] };
    },
    clock: clockOfService(system.processes, 'statistics'),
  };
}
