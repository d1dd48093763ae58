import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { BrokerOptions } from '@safe-community/events';
import { clientCredentials, type TlsFiles } from '@safe-community/grpc-kit';
import { systemProcesses, type SystemProcesses } from './system-processes.ts';
import { freePort, pkiFiles, startProcess, type RunningProcess, type ServiceName } from '@safe-community/local-stack';

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
  /** Database URL of incident-intake as owner, for floors and for data that bypasses the service. */
  readonly intakeOwnerUrl: string;
  /** Database URL of officer-registry as owner, for floors and for data that bypasses the service. */
  readonly registryOwnerUrl: string;
  /** Database URL of camera-rollout as owner, for floors and for data that bypasses the service. */
  readonly rolloutOwnerUrl: string;
  /** Database URL of statistics as owner, to observe its progress. */
  readonly statisticsOwnerUrl: string;
  /** As statistics connects, for floors that publish and read. */
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
  const ownerUrl = (service: ServiceName): string => {
    const password = readFileSync(join(home, 'passwords', service), 'utf8').trim();
    const name = service.replaceAll('-', '_');
    return `postgres://${name}:${password}@127.0.0.1:${postgresPort}/${name}`;
  };
  return {
    addresses: JSON.parse(readFileSync(join(home, 'addresses.json'), 'utf8')) as System['addresses'],
    credentials: clientCredentials({ caFile, ...identities.client }),
    serverTls: { caFile, ...identities['incident-intake'] },
    intakeOwnerUrl: ownerUrl('incident-intake'),
    registryOwnerUrl: ownerUrl('officer-registry'),
    rolloutOwnerUrl: ownerUrl('camera-rollout'),
    statisticsOwnerUrl: ownerUrl('statistics'),
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
