import { durationMs, filePath, hostPort, readEnv } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';

export interface Config {
  readonly service: ServiceConfig;
  /**
   * host:port of the officer registry, which answers queries about officers and whose ledger has the events that the
   * broker loses.
   */
  readonly officerRegistry: string;
  /** host:port of incident intake, whose ledger has the events that the broker loses. */
  readonly incidentIntake: string;
  /** The maximum wait for an answer of the registry, milliseconds. */
  readonly registryDeadlineMs: number;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
}

const VARIABLES = {
  OFFICER_REGISTRY_ADDRESS: hostPort(),
  INCIDENT_INTAKE_ADDRESS: hostPort(),
  REGISTRY_DEADLINE: durationMs().default(2_000),
  KEYS_DIR: filePath(),
};

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { OFFICER_REGISTRY_ADDRESS, INCIDENT_INTAKE_ADDRESS, REGISTRY_DEADLINE, KEYS_DIR } = readEnv(VARIABLES, env);
  return {
    service: readServiceConfig(env),
    officerRegistry: OFFICER_REGISTRY_ADDRESS.address,
    incidentIntake: INCIDENT_INTAKE_ADDRESS.address,
    registryDeadlineMs: REGISTRY_DEADLINE,
    keysDir: KEYS_DIR,
  };
}
