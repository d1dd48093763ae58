import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { IncidentIntakeServiceService as Service } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { freePort, startProcess, type RunningProcess } from '@safe-community/local-stack';
import pg from 'pg';
import { clockOf } from '../frame/clock.ts';
import type { Contestant } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { reportBytes } from '../report-calls.ts';
import type { System } from '../system.ts';
import { openBareClient } from './bare-client.ts';

const FOLDER = fileURLToPath(new URL('../../rivals', import.meta.url));
const PROTOS = fileURLToPath(new URL('../../../proto', import.meta.url));

export interface Rival {
  readonly contestant: Contestant;
  stop(): Promise<void>;
}

/** Installs the dependencies of the rivals, which nothing else needs, and compiles them. */
export function prepareRivals(): void {
  const [wanted, there] = ['package-lock.json', 'node_modules/.built-of.json'].map((file) => join(FOLDER, file));
  const isThere = existsSync(there ?? '') && readFileSync(there ?? '', 'utf8') === readFileSync(wanted ?? '', 'utf8');
  const options = { cwd: FOLDER, stdio: 'inherit' } as const;
  if (!isThere) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], options);
    execFileSync('cp', [wanted ?? '', there ?? ''], options);
  }
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc'], options);
}

/** What a team would write instead, by the folder of its programs and the variant. */
const KINDS = {
  publishing: { name: 'NestJS + TypeORM, publish after commit', program: 'nest', outbox: false },
  outbox: { name: 'NestJS + TypeORM, outbox', program: 'nest', outbox: true },
  bare: { name: 'grpc-js + pg, outbox', program: 'bare', outbox: true },
} as const;
export type RivalKind = keyof typeof KINDS;
type Program = (typeof KINDS)[RivalKind]['program'];

/** How many incidents a program's statistics has counted. */
const COUNTED: Record<Program, string> = {
  nest: 'select sum("incidents") as n from rival_counter',
  bare: 'select sum(incidents) as n from bare_count',
};
const LOOK_EVERY_MS = 20;
const MAX_WAIT_MS = 60_000;

export interface RivalStatistics {
  readonly program: Program;
  readonly pid: number;
  /** Incidents that are counted by now. */
  counted(): Promise<number>;
  stop(): Promise<void>;
}

/** The process that counts, for all variants of a program, with its tables in the database of incident-intake. */
export async function startRivalStatistics(system: System, program: Program): Promise<RivalStatistics> {
  const running = await startProgram(system, program, { role: 'statistics', port: 0, outbox: false });
  const client = new pg.Client({ connectionString: system.intakeOwnerUrl });
  await client.connect();
  return {
    program,
    pid: running.pid,
    counted: async () => Number((await client.query<{ n: string | null }>(COUNTED[program])).rows[0]?.n ?? 0),
    async stop() {
      await client.end();
      await running.stop();
    },
  };
}

/** @param statistics counts what it publishes; a turn ends when all of it is counted. */
export async function startRival(system: System, kind: RivalKind, statistics: RivalStatistics): Promise<Rival> {
  const { name, program, outbox } = KINDS[kind];
  const port = await freePort();
  const running = await startProgram(system, program, { role: 'intake', port, outbox });
  const client = openBareClient(`localhost:${port}`, system.credentials, Service.reportIncident.path);
  const { postmaster, broker } = system.processes;
  return {
    contestant: {
      name,
      async work(load) {
        const before = await statistics.counted();
        const work = await workInFlight(load, () => client.call(reportBytes()));
        await untilCounted(statistics, before + work.operations);
        return work;
      },
      clock: clockOf({
        program: running.pid,
        postgres: { postmaster, database: 'incident_intake' },
        others: [statistics.pid, broker],
      }),
    },
    async stop() {
      client.close();
      await running.stop();
    },
  };
}

interface Role {
  readonly role: 'intake' | 'statistics';
  readonly port: number;
  readonly outbox: boolean;
}

function startProgram(system: System, program: Program, role: Role): Promise<RunningProcess> {
  const { natsPort, intakeOwnerUrl: databaseUrl, serverTls: tls, home } = system;
  const settings = { ...role, databaseUrl, broker: `localhost:${natsPort}`, protos: PROTOS, tls };
  const logFile = join(home, `rival-${program}-${role.role}-${role.outbox}.log`);
  return startProcess({
    name: `the rival ${program}, ${role.role}`,
    command: process.execPath,
    args: [join(FOLDER, 'dist', program, 'main.js'), JSON.stringify(settings)],
    logFile,
    readyWhen: () => readFileSync(logFile, 'utf8').includes('listening'),
  });
}

async function untilCounted(statistics: RivalStatistics, wanted: number): Promise<void> {
  const giveUpAt = performance.now() + MAX_WAIT_MS;
  for (let counted = await statistics.counted(); counted < wanted; counted = await statistics.counted()) {
    if (performance.now() > giveUpAt) throw new Error(`${statistics.program} counted ${counted} of ${wanted}`);
    await sleep(LOOK_EVERY_MS);
  }
}
