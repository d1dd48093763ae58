import { port, readEnv } from '@safe-community/config';
import { requireFreePort } from '@safe-community/local-stack';
import type { Ports } from './service-plan.ts';

const VARIABLES = {
  OFFICER_REGISTRY_PORT: port().default(50_051),
  INCIDENT_INTAKE_PORT: port().default(50_052),
  CAMERA_ROLLOUT_PORT: port().default(50_053),
  STATISTICS_PORT: port().default(50_054),
  GATEWAY_PORT: port().default(8_080),
  SAFE_COMMUNITY_POSTGRES_PORT: port().optional(),
  SAFE_COMMUNITY_NATS_PORT: port().optional(),
};

export interface LocalPorts {
  readonly services: Ports;
  /** Of the pages, HTTP. */
  readonly gateway: number;
  /** Absent: any free port. */
  readonly postgres: number | undefined;
  readonly nats: number | undefined;
}

/** The ports of a local run. Throws a ConfigError when a variable is invalid. */
export function readPorts(env: NodeJS.ProcessEnv): LocalPorts {
  const settings = readEnv(VARIABLES, env);
  return {
    services: {
      'officer-registry': settings.OFFICER_REGISTRY_PORT,
      'incident-intake': settings.INCIDENT_INTAKE_PORT,
      'camera-rollout': settings.CAMERA_ROLLOUT_PORT,
      statistics: settings.STATISTICS_PORT,
    },
    gateway: settings.GATEWAY_PORT,
    postgres: settings.SAFE_COMMUNITY_POSTGRES_PORT,
    nats: settings.SAFE_COMMUNITY_NATS_PORT,
  };
}

/** Throws a LocalStackError if a port of a service or of the pages is in use. */
export async function requireFreePorts({ services, gateway }: LocalPorts): Promise<void> {
  await requireFreePort(services['officer-registry'], 'officer-registry', 'OFFICER_REGISTRY_PORT');
  await requireFreePort(services['incident-intake'], 'incident-intake', 'INCIDENT_INTAKE_PORT');
  await requireFreePort(services['camera-rollout'], 'camera-rollout', 'CAMERA_ROLLOUT_PORT');
  await requireFreePort(services.statistics, 'statistics', 'STATISTICS_PORT');
  await requireFreePort(gateway, 'gateway', 'GATEWAY_PORT');
}

/** The variables of ports and their defaults, for help. */
export const PORTS_HELP = `
Ports, by environment variables: OFFICER_REGISTRY_PORT (50051), INCIDENT_INTAKE_PORT (50052), CAMERA_ROLLOUT_PORT (50053),
STATISTICS_PORT (50054), GATEWAY_PORT for the pages (8080); SAFE_COMMUNITY_POSTGRES_PORT and SAFE_COMMUNITY_NATS_PORT (any
free ones). Everything listens on 127.0.0.1 only. The state is in SAFE_COMMUNITY_HOME (.local in the repository).`;
