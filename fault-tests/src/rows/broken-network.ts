import { setTimeout as sleep } from 'node:timers/promises';
import { startProxy, type Proxy } from '@safe-community/testkit/proxy';
import { checkDeadlines } from '../verifier/deadlines.ts';
import { OwnLateness } from '../load/own-lateness.ts';
import { LONG_SECONDS } from '../long-form.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import type { System } from '../system/system.ts';
import { throughPort } from '../system/through-port.ts';
import type { Run } from '../run.ts';

/** Pool and lease session of one process, and one spare for a session that the server has not yet noticed as closed. */
const MAX_SESSIONS = 12;
/** A failed connection attempt is followed by a pause of at least 50 ms, for each connection of a pool of ten. */
const MAX_TRIES_PER_SECOND = 100;
const MAX_TRIES_AT_ONCE = 30;
const CLOSED_WITHIN_MS = 15_000;

/** What happens to a connection, and how it ends. */
const FAULTS: Record<string, (proxy: Proxy) => void> = {
  'slow by 200 ms': (proxy) => proxy.delay(200),
  silent: (proxy) => proxy.blackhole(),
  reset: (proxy) => proxy.cut(),
};

export const brokenNetwork: Row = {
  number: 11,
  name: 'broken-network',
  fault:
    'the connections from callers to intake, to PostgreSQL, and to NATS become slow, silent, and reset, one after the other',
  holds:
    'every call ends within 100 ms of its deadline; retries are bounded; no session or socket leaks; it recovers without help',
  async run(run) {
    const { intake, nats, postgres } = run.system;
    const wires = {
      callers: await startProxy(intake.port),
      PostgreSQL: await startProxy(postgres.port),
      NATS: await startProxy(nats.port),
    };
    await intake.stop();
    await intake.start(environmentThrough(run.system, wires.PostgreSQL, wires.NATS));
    // Shorter than a silence, and longer than a call over a slow connection when there is time for it.
    const deadlineMs = run.seconds < LONG_SECONDS ? 500 : 2_000;
    const lateness = new OwnLateness();
    run.callAt(`localhost:${wires.callers.port}`, deadlineMs);
    lateness.start();
    run.callers.start(8);
    run.note(`broke each connection: ${Object.keys(FAULTS).join(', ')}`);
    const { callers, PostgreSQL, NATS } = wires;
    const silentMs = deadlineMs + 300;
    await breakWire(run, 'callers', callers, silentMs);
    await breakWire(run, 'PostgreSQL', PostgreSQL, silentMs);
    // Calls do not depend on the broker.
    await breakWire(run, 'NATS', NATS, 0);
    await run.callers.finish();
    lateness.stop();
    lookAtDeadlines(run, deadlineMs, lateness);
    await lookAtSessions(run);
    run.callers.close();
    await intake.stop();
    await lookAtSockets(run, wires);
    await intake.start();
    await Promise.all(Object.values(wires).map((wire) => wire.close()));
  },
};

function environmentThrough(system: System, postgres: Proxy, nats: Proxy): Record<string, string> {
  const url = throughPort(system.databaseUrl('incident-intake'), postgres.port);
  return { DATABASE_URL: url, NATS_SERVERS: `localhost:${nats.port}` };
}

/** `silentMs`: minimum duration of the silence, so that deadlines pass. */
async function breakWire(run: Run, name: string, wire: Proxy, silentMs: number): Promise<void> {
  const shareMs = (run.seconds * 1_000) / 9;
  const tries: number[] = [];
  for (const [fault, breakIt] of Object.entries(FAULTS)) {
    const triedBefore = wire.tried;
    const began = performance.now();
    breakIt(wire);
    await sleep(fault === 'silent' ? Math.max(shareMs, silentMs) : shareMs);
    const mostTries = MAX_TRIES_AT_ONCE + (MAX_TRIES_PER_SECOND * (performance.now() - began)) / 1_000;
    tries.push(wire.tried - triedBefore);
    wire.restore();
    if (wire.tried - triedBefore > mostTries) throw new Error(`${name} ${fault}: too many connection attempts`);
    await worksAgain(run, `${name} ${fault}`);
  }
  run.note(`${name}: ${tries.join(', ')} connection attempts meanwhile`);
}

async function worksAgain(run: Run, after: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while ((await run.callers.send()).outcome !== 'acknowledged') {
    if (performance.now() > deadline) throw new Error(`no call succeeded within 30 s after ${after}`);
    await sleep(100);
  }
}

function lookAtDeadlines(run: Run, deadlineMs: number, lateness: OwnLateness): void {
  const attempts = run.callers.attempts();
  const checked = checkDeadlines(attempts, deadlineMs, (from, to) => lateness.within(from, to));
  const [p99, most, own] = [checked.p99Ms, checked.mostMs, checked.ownMs].map((ms) => ms.toFixed(0));
  run.note(
    `${checked.passed} of ${attempts.length} calls reached their deadline of ${deadlineMs} ms and ended ${p99} ms (p99), ${most} ms (max) after it; the process of the callers was late by ${own} ms meanwhile`,
  );
  if (checked.passed === 0) throw new Error('no deadline passed, so deadlines were not tested');
  if (checked.problems.length > 0) throw new Error(checked.problems.slice(0, 5).join('; '));
}

async function lookAtSessions(run: Run): Promise<void> {
  const [row] = await run.system.sql<{ count: number }>(
    'incident-intake',
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  run.note(`${row?.count ?? 0} database sessions of intake`);
  if ((row?.count ?? 0) > MAX_SESSIONS) throw new Error('database sessions leaked');
}

/** Closes all users of the connections: the callers and intake. */
async function lookAtSockets(run: Run, wires: Readonly<Record<string, Proxy>>): Promise<void> {
  const isClosed = (): boolean => Object.values(wires).every((wire) => wire.open === 0);
  await until('all sockets are closed', isClosed, CLOSED_WITHIN_MS);
  run.note('no socket leaked');
}
