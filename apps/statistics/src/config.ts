import { hostPort, readEnv } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';

export interface Config {
  readonly service: ServiceConfig;
  /** host:port of the services whose events are consumed; their ledgers have the events that the broker loses. */
  readonly officerRegistry: string;
  readonly incidentIntake: string;
  readonly cameraRollout: string;
}

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { OFFICER_REGISTRY_ADDRESS, INCIDENT_INTAKE_ADDRESS, CAMERA_ROLLOUT_ADDRESS } = readEnv(
    { OFFICER_REGISTRY_ADDRESS: hostPort(), INCIDENT_INTAKE_ADDRESS: hostPort(), CAMERA_ROLLOUT_ADDRESS: hostPort() },
    env,
  );
  return {
    service: readServiceConfig(env),
    officerRegistry: OFFICER_REGISTRY_ADDRESS.address,
    incidentIntake: INCIDENT_INTAKE_ADDRESS.address,
    cameraRollout: CAMERA_ROLLOUT_ADDRESS.address,
  };
}
