import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { BrokerOptions } from '@safe-community/events';
import { clientCredentials, type TlsFiles } from '@safe-community/grpc-kit';
import { systemProcesses, type SystemProcesses } from './system-processes.ts';
import { freePort, pkiFiles, startProcess, type RunningProcess } from '@safe-community/local-stack';

/** The whole system, started like by a newcomer, in its own folder. */
export interface System {
  readonly addresses: {
    readonly officerRegistry: string;
    readonly incidentIntake: string;
    readonly cameraRollout: string;
    readonly statistics: string;
  };
  readonly credentials: ChannelCredentials;
  /** Server certificate files, for floors that listen themselves. */
  readonly serverTls: TlsFiles;
  /** Database URL of incident-intake. */
  readonly intakeDatabaseUrl: string;
  /** Same as owner, for floors and for data that bypasses the service. */
  readonly intakeOwnerUrl: string;
  /** Database URL of officer-registry as owner, for floors and for data that bypasses the service. */
  readonly registryOwnerUrl: string;
  /** Database URL of camera-rollout as owner, for floors and for data that bypasses the service. */
  readonly rolloutOwnerUrl: string;
  /** Database URL of statistics as owner, to observe its progress. */
  readonly statisticsOwnerUrl: string;
  readonly natsPort: number;
  /** Database URL of statistics as the service uses it, for floors that read the same data. */
  readonly broker: BrokerOptions;
  /** Folder with all state. */
  readonly home: string;
  readonly processes: SystemProcesses;
  stop(): Promise<void>;
}

/** Starts everything, runs the main job, and waits until it is ready. */
export async function startSystem(): Promise<System> {
  const home = mkdtempSync(join(tmpdir(), 'safe-community-bench-'));
  const [postgresPort, natsPort] = await Promise.all([freePort(), freePort()]);
  const up = await startUp(home, postgresPort, natsPort);
  const { caFile, identities } = pkiFiles(join(home, 'pki'));
  const intakeUrl = (passwordFile: string, role: string): string =>
    databaseUrl(home, postgresPort, passwordFile, role, 'incident_intake');
  return {
    addresses: JSON.parse(readFileSync(join(home, 'addresses.json'), 'utf8')) as System['addresses'],
    credentials: clientCredentials({ caFile, ...identities.client }),
    serverTls: { caFile, ...identities['incident-intake'] },
    intakeDatabaseUrl: intakeUrl('incident-intake.service', 'incident_intake_service'),
    intakeOwnerUrl: intakeUrl('incident-intake', 'incident_intake'),
    registryOwnerUrl: databaseUrl(home, postgresPort, 'officer-registry', 'officer_registry', 'officer_registry'),
    rolloutOwnerUrl: databaseUrl(home, postgresPort, 'camera-rollout', 'camera_rollout', 'camera_rollout'),
    statisticsOwnerUrl: databaseUrl(home, postgresPort, 'statistics', 'statistics', 'statistics'),
    natsPort,
    broker: {
      servers: [`localhost:${natsPort}`],
      name: 'benchmark',
      tls: { caFile, ...identities.statistics },
    },
    home,
    processes: systemProcesses(up.pid),
    async stop() {
      await up.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function databaseUrl(home: string, port: number, passwordFile: string, role: string, database: string): string {
  const password = readFileSync(join(home, 'passwords', passwordFile), 'utf8').trim();
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

async function startUp(home: string, postgresPort: number, natsPort: number): Promise<RunningProcess> {
  const logFile = join(home, 'up.log');
  const [registry, intake, cameras, statistics, gateway] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  return startProcess({
    name: 'the system',
    command: process.execPath,
    args: [fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url)), 'up'],
    env: {
      ...process.env,
      SAFE_COMMUNITY_HOME: home,
      LOG_LEVEL: 'warn',
      OFFICER_REGISTRY_PORT: String(registry),
      INCIDENT_INTAKE_PORT: String(intake),
      CAMERA_ROLLOUT_PORT: String(cameras),
      STATISTICS_PORT: String(statistics),
      GATEWAY_PORT: String(gateway),
      SAFE_COMMUNITY_POSTGRES_PORT: String(postgresPort),
      SAFE_COMMUNITY_NATS_PORT: String(natsPort),
    },
    logFile,
    readyWhen: () => existsSync(logFile) && readFileSync(logFile, 'utf8').includes('Serving gRPC'),
    readyWithinMs: 180_000,
    stopWithinMs: 40_000,
  });
}
