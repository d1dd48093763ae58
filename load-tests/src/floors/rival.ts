import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IncidentIntakeServiceService as Service } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { freePort, startProcess } from '@safe-community/local-stack';
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

/** Installs and compiles the rivals, whose dependencies nothing else needs. */
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

/**
 * A typical alternative implementation, with its own tables in the database of incident-intake and its own stream.
 * @param outbox whether it commits events with the incident; otherwise it publishes them afterwards.
 */
export async function startRival(system: System, outbox: boolean): Promise<Rival> {
  const port = await freePort();
  const broker = `localhost:${system.natsPort}`;
  const settings = { port, databaseUrl: system.intakeOwnerUrl, broker, protos: PROTOS, tls: system.serverTls, outbox };
  const logFile = join(system.home, `rival-${outbox}.log`);
  const running = await startProcess({
    name: 'the rival',
    command: process.execPath,
    args: [join(FOLDER, 'dist/main.js'), JSON.stringify(settings)],
    logFile,
    readyWhen: () => readFileSync(logFile, 'utf8').includes('listening'),
  });
  const client = openBareClient(`localhost:${port}`, system.credentials, Service.reportIncident.path);
  const { postmaster, broker: brokerPid } = system.processes;
  return {
    contestant: {
      name: outbox ? 'NestJS + TypeORM, outbox' : 'NestJS + TypeORM, publish after commit',
      work: (load) => workInFlight(load, () => client.call(reportBytes())),
      clock: clockOf({
        program: running.pid,
        postgres: { postmaster, database: 'incident_intake' },
        others: [brokerPid],
      }),
    },
    async stop() {
      client.close();
      await running.stop();
    },
  };
}
