import { clockOf } from '../frame/clock.ts';
import { hromadas } from '@safe-community/territory';
import {
  aboveFloor,
  latencyAboveFloor,
  partOf,
  remainder,
  type AboveFloor,
  type LatencyAboveFloor,
} from '../floors/above-floor.ts';
import { echoContestant, floorContestant } from '../floors/contestants.ts';
import { startEcho, type Echo } from '../floors/echo.ts';
import { startFloor, type FloorProcess } from '../floors/start-floor.ts';
import { compare, type Contestant, type Rules, type Standing } from '../frame/compare.ts';
import { openBacklog } from '../backlog.ts';
import { openReportCalls, reportBytes } from '../report-calls.ts';
import { metered, openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';

const ROUNDS = 3;
const SECONDS = 1.2;
const IN_BULK = [64, 256];
/** Rows of a statement and events of a batch: what a group of the service holds at 256 in flight. */
const GROUP = 80;
const STREAM = 'floors';
/** Messages that are read in one turn. */
const READ = 30_000;
/** Turns end when their reports are counted; the services have timers besides. */
const QUIET_SHARE = 0.3;
const IDLE_SECONDS = 4;

export interface Floors {
  readonly inFlight: number;
  readonly cpu: AboveFloor;
  /** Of a single report: its answer beside an echo and a durable commit. */
  readonly latency?: LatencyAboveFloor;
}

/**
 * A counted report beside the parts that it cannot cost less than, each by itself: one at a time, and as many as the
 * service handles together under load.
 */
export async function floors(
  system: System,
  say: (line: string) => void,
): Promise<{ results: Floors[]; storage: Storage }> {
  const echo = await startEcho(system.serverTls, system.credentials);
  const reports = openReportCalls(system);
  const backlog = await openBacklog(system.intakeOwnerUrl, system.statisticsOwnerUrl);
  const counted: Contestant = {
    ...reports.contestant,
    name: 'ReportIncident, counted',
    async work(load) {
      const work = await reports.contestant.work(load);
      await backlog.untilApplied();
      return work;
    },
  };
  const meter = await openStorageMeter(system);
  const subject = metered(counted, meter);
  try {
    await counted.work({ inFlight: 64, seconds: 2 });
    say(`1 in flight: ${ROUNDS} rounds, in turns …`);
    const results = [await single(system, subject, echo)];
    for (const inFlight of IN_BULK) {
      say(`${inFlight} in flight: ${ROUNDS} rounds, in turns …`);
      results.push(await inBulk(system, subject, echo, inFlight));
    }
    return { results, storage: meter.perReport() };
  } finally {
    reports.close();
    await Promise.all([backlog.close(), meter.close()]);
    echo.stop();
  }
}

function rules(inFlight: number): Rules {
  return { inFlight, seconds: SECONDS, rounds: ROUNDS, quietShare: QUIET_SHARE, idleSeconds: IDLE_SECONDS };
}

async function single(system: System, report: Contestant, echo: Echo): Promise<Floors> {
  const parts = await startParts(system, 1);
  const follower = await startFloor('follower', { broker: system.broker, stream: STREAM });
  const followed: Contestant = {
    name: 'publish and consume',
    work: async (load) => (await Promise.all([parts.publisher.work(load), follower.work(load)]))[0],
    clock: clockOf({ program: parts.publisher.pid, others: [follower.pid, system.processes.broker] }),
  };
  try {
    const contestants = [report, ...contestantsOf(system, echo, parts, 1), followed];
    const standings = await compare(contestants, rules(1));
    const [ours, echoed, insert, publish, counter, encryption, both] = standings as Seven;
    const published = partOf('publish, acknowledged', publish);
    const consumed = remainder('consume', partOf('publish and consume', both), published);
    const cpu = aboveFloor(partOf('counted report', ours), [
      ...firstParts(echoed, insert),
      published,
      consumed,
      ...lastParts(counter, encryption),
    ]);
    return { inFlight: 1, cpu, latency: latencyAboveFloor(ours, [echoed, insert]) };
  } finally {
    await Promise.all([parts.stop(), follower.stop()]);
  }
}

type Seven = [Standing, Standing, Standing, Standing, Standing, Standing, Standing];

async function inBulk(system: System, report: Contestant, echo: Echo, inFlight: number): Promise<Floors> {
  const parts = await startParts(system, GROUP);
  const reader = await startFloor('consumer', { broker: system.broker, stream: STREAM, newest: READ });
  const reading: Contestant = {
    name: 'consume',
    work: (load) => reader.work(load),
    clock: clockOf({ program: reader.pid, others: [system.processes.broker] }),
  };
  try {
    const contestants = [report, ...contestantsOf(system, echo, parts, inFlight), reading];
    const standings = await compare(contestants, rules(inFlight));
    const [ours, echoed, insert, publish, counter, encryption, consume] = standings as Seven;
    const cpu = aboveFloor(partOf('counted report', ours), [
      ...firstParts(echoed, insert),
      partOf('publish, acknowledged', publish),
      partOf('consume', consume),
      ...lastParts(counter, encryption),
    ]);
    return { inFlight, cpu };
  } finally {
    await Promise.all([parts.stop(), reader.stop()]);
  }
}

const firstParts = (echo: Standing, insert: Standing) => [
  partOf('mTLS gRPC echo, server', echo),
  partOf('insert of 900 bytes', insert),
];
const lastParts = (counter: Standing, encryption: Standing) => [
  partOf('counter with checkpoint', counter),
  partOf('encryption, HMACs, digests', encryption),
];

interface Parts {
  readonly inserts: FloorProcess;
  readonly publisher: FloorProcess;
  readonly counters: FloorProcess;
  readonly encryption: FloorProcess;
  stop(): Promise<void>;
}

/** @param group rows of an insert, and events of a counted batch. */
async function startParts(system: System, group: number): Promise<Parts> {
  const { intakeOwnerUrl, statisticsOwnerUrl, broker } = system;
  const inserts = await startFloor('inserts', { url: intakeOwnerUrl, sessions: 1, rows: group });
  const publisher = await startFloor('publisher', { broker, stream: STREAM });
  const counters = await startFloor('counters', {
    url: statisticsOwnerUrl,
    events: group,
    counters: hromadas().length,
  });
  const encryption = await startFloor('encryption', {});
  const all = [inserts, publisher, counters, encryption];
  return {
    inserts,
    publisher,
    counters,
    encryption,
    stop: async () => void (await Promise.all(all.map((floor) => floor.stop()))),
  };
}

function contestantsOf(system: System, echo: Echo, parts: Parts, inFlight: number): Contestant[] {
  const { inserts, publisher, counters, encryption } = parts;
  return [
    echoContestant(echo, reportBytes),
    floorContestant('insert', inserts, system, 'incident-intake', 1),
    {
      name: 'publish',
      work: (load) => publisher.work({ ...load, inFlight: Math.min(inFlight, GROUP) }),
      clock: clockOf({ program: publisher.pid, others: [system.processes.broker] }),
    },
    floorContestant('counter', counters, system, 'statistics', 1),
    { name: 'encryption', work: (load) => encryption.work(load), clock: clockOf({ program: encryption.pid }) },
  ];
}
