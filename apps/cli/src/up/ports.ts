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

/** The ports of a local run; throws a readable error when a variable is invalid or a port is in use. */
export async function choosePorts(env: NodeJS.ProcessEnv): Promise<LocalPorts> {
  const settings = readEnv(VARIABLES, env);
  await requireFreePort(settings.OFFICER_REGISTRY_PORT, 'officer-registry', 'OFFICER_REGISTRY_PORT');
  await requireFreePort(settings.INCIDENT_INTAKE_PORT, 'incident-intake', 'INCIDENT_INTAKE_PORT');
  await requireFreePort(settings.CAMERA_ROLLOUT_PORT, 'camera-rollout', 'CAMERA_ROLLOUT_PORT');
  await requireFreePort(settings.STATISTICS_PORT, 'statistics', 'STATISTICS_PORT');
  await requireFreePort(settings.GATEWAY_PORT, 'gateway', 'GATEWAY_PORT');
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
