import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { jetstreamManager } from '@nats-io/jetstream';
import { connectBroker } from '@safe-community/events';
import pg from 'pg';
import { openBacklog } from '../backlog.ts';
import { fillLedger } from '../fill-ledger.ts';
import { echoContestant, floorContestant } from '../floors/contestants.ts';
import { startEcho } from '../floors/echo.ts';
import { startFloor } from '../floors/start-floor.ts';
import { between, clockOf } from '../frame/clock.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { workInFlight, type Load } from '../frame/in-flight.ts';
import { openReportCalls, reportBytes } from '../report-calls.ts';
import type { Figures, LoadFigures } from '../scale/figures.ts';
import { clockOfService } from '../system-processes.ts';
import type { System } from '../system.ts';
import { thisMachine, today } from '../this-machine.ts';
import { startIntakeReplica } from '../intake-replica.ts';
import { catchUp } from './catch-up.ts';
import { getIncident } from './reads.ts';

const MEASURED = new URL('../scale/measured.json', import.meta.url);
const ROUNDS = 3;
const SECONDS = 2;
const MAX_IN_FLIGHT = 256;
const IN_FLIGHT = [1, 64, MAX_IN_FLIGHT];
const READS_IN_FLIGHT = 64;
const EVENTS_BEHIND = 50_000;

/** Measures what docs/scale.md is computed from, and stores it in src/scale/measured.json. */
export async function scaleFigures(system: System): Promise<Figures> {
  const figures = await measure(system);
  await writeFile(MEASURED, `${JSON.stringify(figures, undefined, 2)}\n`);
  return figures;
}

async function measure(system: System): Promise<Figures> {
  const database = new pg.Client({ connectionString: system.intakeOwnerUrl });
  await database.connect();
  try {
    const before = await stored(database, system);
    const loads: AtLoad[] = [];
    for (const inFlight of IN_FLIGHT) loads.push(await atLoad(system, database, inFlight));
    const after = await stored(database, system);
    const reports = after.incidents - before.incidents;
    const read = (await getIncident(system)).find(({ inFlight }) => inFlight === READS_IN_FLIGHT);
    return {
      machine: thisMachine(),
      date: today(),
      cores: cpus().length,
      reports: loads.map(({ report, rowsOfGroup }) => ({ ...figuresOf(report), rowsOfGroup })),
      echo: loads.map(({ echo }) => figuresOf(echo)),
      twoReplicas: figuresOf(await twoReplicas(system)),
      insert: figuresOf(await oneByOne(system)),
      read: figuresOf(read),
      bytesOfReport: Math.round((after.bytes - before.bytes) / reports),
      bytesOfEvent: Math.round((after.streamBytes - before.streamBytes) / reports),
      relay: await relayPace(system),
      catchUp: figuresOf((await catchUp(system, EVENTS_BEHIND))[0]),
    };
  } finally {
    await database.end();
  }
}

interface AtLoad {
  readonly report: Standing | undefined;
  readonly echo: Standing | undefined;
  readonly rowsOfGroup: number;
}

async function atLoad(system: System, database: pg.Client, inFlight: number): Promise<AtLoad> {
  const echo = await startEcho(system.serverTls, system.credentials);
  const reports = openReportCalls(system);
  try {
    await reports.contestant.work({ inFlight, seconds: 2 });
    const last = await lastIncident(database);
    const contestants = [reports.contestant, echoContestant(echo, reportBytes)];
    const [report, bare] = await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS, warmUpSeconds: 2 });
    return { report, echo: bare, rowsOfGroup: await rowsOfGroupSince(database, last) };
  } finally {
    reports.close();
    echo.stop();
  }
}

/** Sends half of the calls to a second replica with the same database. */
async function twoReplicas(system: System): Promise<Standing | undefined> {
  const second = await startIntakeReplica(system, 'second');
  const addresses = { ...system.addresses, incidentIntake: second.address };
  const calls = [openReportCalls(system), openReportCalls({ ...system, addresses })] as const;
  const clockOfFirst = clockOfService(system.processes, 'incident-intake');
  const clockOfSecond = clockOf({ program: second.pid });
  const both = {
    name: 'two replicas',
    work: (load: Load) => {
      let number = 0;
      return workInFlight(load, () => calls[(number += 1) % 2 === 0 ? 0 : 1].call());
    },
    clock: () => {
      const [first, more] = [clockOfFirst(), clockOfSecond()];
      return { ...first, program: first.program + more.program };
    },
  };
  try {
    const [standing] = await compare([both], {
      inFlight: MAX_IN_FLIGHT,
      seconds: SECONDS,
      rounds: ROUNDS,
      warmUpSeconds: 4,
    });
    return standing;
  } finally {
    for (const one of calls) one.close();
    await second.stop();
  }
}

/** The time a commit waits for the disk, and the minimum processor time. */
async function oneByOne(system: System): Promise<Standing | undefined> {
  const floor = await startFloor('inserts', { url: system.intakeOwnerUrl, sessions: 1, rows: 1 });
  try {
    const contestant = floorContestant('insert', floor, system, 'incident-intake');
    const [standing] = await compare([contestant], { inFlight: 1, seconds: SECONDS, rounds: ROUNDS });
    return standing;
  } finally {
    await floor.stop();
  }
}

/** The relay alone, while statistics is held back. */
async function relayPace(system: System): Promise<LoadFigures> {
  const backlog = await openBacklog(system.intakeOwnerUrl, system.statisticsOwnerUrl);
  const clock = clockOfService(system.processes, 'incident-intake');
  try {
    await backlog.hold();
    await fillLedger(system.intakeOwnerUrl, EVENTS_BEHIND);
    const [before, began] = [clock(), performance.now()];
    const published = await backlog.untilPublished();
    const ms = performance.now() - began;
    const spent = between(before, clock());
    const micros = (part: number): number => Number(((part / published) * 1_000).toFixed(1));
    return {
      inFlight: 1,
      perSecond: Math.round((published / ms) * 1_000),
      p50Ms: Math.round(ms),
      p99Ms: Math.round(ms),
      programMicros: micros(spent.program),
      postgresMicros: micros(spent.postgres),
      othersMicros: micros(spent.others),
      callerMicros: 0,
    };
  } finally {
    await backlog.close();
  }
}

async function lastIncident(database: pg.Client): Promise<string> {
  const text = 'select incident_id as id from incident order by incident_id desc limit 1';
  const { rows } = await database.query<{ id: string }>(text);
  return rows[0]?.id ?? '00000000-0000-0000-0000-000000000000';
}

/** A row has the id of the transaction that wrote it. Ids contain the time of receipt. */
async function rowsOfGroupSince(database: pg.Client, last: string): Promise<number> {
  const text = `select count(*)::float / count(distinct xmin::text) as rows from incident where incident_id > $1`;
  const { rows } = await database.query<{ rows: number }>(text, [last]);
  return Number((rows[0]?.rows ?? Number.NaN).toFixed(1));
}

interface Stored {
  readonly bytes: number;
  readonly incidents: number;
  readonly streamBytes: number;
}

async function stored(database: pg.Client, system: System): Promise<Stored> {
  const { rows } = await database.query<{ bytes: string; incidents: number }>(
    'select pg_database_size(current_database()) as bytes, (select count(*)::int from incident) as incidents',
  );
  const nc = await connectBroker(system.broker);
  const { state } = await (await jetstreamManager(nc)).streams.info('INCIDENTS');
  await nc.close();
  const [found] = rows;
  if (found === undefined) throw new Error('a select returned no row');
  return { bytes: Number(found.bytes), incidents: found.incidents, streamBytes: state.bytes };
}

function figuresOf(standing: Standing | undefined): LoadFigures {
  if (standing === undefined) throw new Error('nothing was measured');
  const { inFlight, perSecond, p50, p99, cpu, callerCpu } = standing;
  const [program, postgres, others, caller] = [cpu.program, cpu.postgres, cpu.others, callerCpu].map(Math.round);
  return {
    inFlight,
    perSecond: Math.round(perSecond),
    p50Ms: Number(p50.toFixed(2)),
    p99Ms: Number(p99.toFixed(2)),
    programMicros: program ?? 0,
    postgresMicros: postgres ?? 0,
    othersMicros: others ?? 0,
    callerMicros: caller ?? 0,
  };
}
