import { port, readEnv } from '@safe-community/config';
import { requireFreePorts } from '@safe-community/local-stack';
import defaults from '@safe-community/local-stack/default-ports' with { type: 'json' };
import type { Ports } from './service-plan.ts';

const VARIABLES = {
  OFFICER_REGISTRY_PORT: port().default(defaults.OFFICER_REGISTRY_PORT),
  INCIDENT_INTAKE_PORT: port().default(defaults.INCIDENT_INTAKE_PORT),
  CAMERA_ROLLOUT_PORT: port().default(defaults.CAMERA_ROLLOUT_PORT),
  STATISTICS_PORT: port().default(defaults.STATISTICS_PORT),
  GATEWAY_PORT: port().default(defaults.GATEWAY_PORT),
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

/** Throws a LocalStackError with all ports that are in use. */
export async function requireOurPorts({ services, gateway, postgres, nats }: LocalPorts): Promise<void> {
  await requireFreePorts({
    OFFICER_REGISTRY_PORT: services['officer-registry'],
    INCIDENT_INTAKE_PORT: services['incident-intake'],
    CAMERA_ROLLOUT_PORT: services['camera-rollout'],
    STATISTICS_PORT: services.statistics,
    GATEWAY_PORT: gateway,
    ...(postgres !== undefined && { SAFE_COMMUNITY_POSTGRES_PORT: postgres }),
    ...(nats !== undefined && { SAFE_COMMUNITY_NATS_PORT: nats }),
  });
}
