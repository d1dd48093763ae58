import { setTimeout as sleep } from 'node:timers/promises';
import { startProxy, type Proxy } from '@safe-community/testkit/proxy';
import type { Row } from '../row.ts';
import type { System } from '../system/system.ts';
import type { Trial } from '../trial.ts';

const DEADLINE_MS = 2_000;
/** The caller's own process shares the machine with all the others. */
const LATE_BY_MS = 500;
/** Pool and lease of one process, and one to spare for what the server has not yet noticed. */
const MOST_SESSIONS = 12;

/** What happens to a wire, and how it ends. */
const FAULTS: Record<string, (proxy: Proxy) => void> = {
  'slow by 200 ms': (proxy) => proxy.delay(200),
  silent: (proxy) => proxy.blackhole(),
  reset: (proxy) => proxy.cut(),
};

export const brokenNetwork: Row = {
  number: 11,
  name: 'broken-network',
  fault: 'the wires from callers to intake, to PostgreSQL and to NATS slow, silent and reset, one after the other',
  holds: `every call ends by its deadline; no session is left behind; it comes back by itself`,
  async run(trial) {
    const { intake, nats, postgres } = trial.system;
    const wires = {
      callers: await startProxy(intake.port),
      PostgreSQL: await startProxy(postgres.port),
      NATS: await startProxy(nats.port),
    };
    await intake.stop();
    await intake.start(environmentThrough(trial.system, wires.PostgreSQL, wires.NATS));
    trial.callAt(`localhost:${wires.callers.port}`, DEADLINE_MS);
    trial.callers.start(8);
    for (const [name, wire] of Object.entries(wires)) {
      for (const [fault, breakIt] of Object.entries(FAULTS)) {
        breakIt(wire);
        await sleep((trial.seconds * 1_000) / 9);
        wire.restore();
        await worksAgain(trial, `${name} ${fault}`);
      }
    }
    trial.note(`broke: ${Object.keys(wires).join(', ')}, each ${Object.keys(FAULTS).join(', ')}`);
    await trial.callers.finish();
    lookAtDeadlines(trial);
    await lookAtSessions(trial);
    await intake.stop();
    await intake.start();
    await Promise.all(Object.values(wires).map((wire) => wire.close()));
  },
};

function environmentThrough(system: System, postgres: Proxy, nats: Proxy): Record<string, string> {
  const url = new URL(system.databaseUrl('incident-intake'));
  url.port = String(postgres.port);
  return { DATABASE_URL: url.toString(), NATS_SERVERS: `localhost:${nats.port}` };
}

async function worksAgain(trial: Trial, after: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while ((await trial.callers.send()).outcome !== 'acknowledged') {
    if (performance.now() > deadline) throw new Error(`no call is answered 30 s after ${after} was over`);
    await sleep(100);
  }
}

function lookAtDeadlines(trial: Trial): void {
  const attempts = trial.callers.recorder.operations().flatMap((operation) => operation.attempts);
  const longest = Math.max(...attempts.map(({ began, ended }) => ended - began));
  trial.note(
    `the longest of ${attempts.length} calls took ${longest.toFixed(0)} ms, with a deadline of ${DEADLINE_MS} ms`,
  );
  if (longest > DEADLINE_MS + LATE_BY_MS) throw new Error('a call did not end by its deadline');
}

async function lookAtSessions(trial: Trial): Promise<void> {
  const [row] = await trial.system.sql<{ count: number }>(
    'incident-intake',
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  trial.note(`${row?.count ?? 0} sessions of intake at the database`);
  if ((row?.count ?? 0) > MOST_SESSIONS) throw new Error('sessions were left behind at the database');
}
