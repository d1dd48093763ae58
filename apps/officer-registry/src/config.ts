import { filePath, hostPort, readEnv } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';

export interface Config {
  readonly service: ServiceConfig;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  /** host:port of incident intake, whose ledger has the events that the broker loses. */
  readonly incidentIntake: string;
}

const VARIABLES = {
  KEYS_DIR: filePath(),
  INCIDENT_INTAKE_ADDRESS: hostPort(),
};

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = readEnv(VARIABLES, env);
  return {
    service: readServiceConfig(env),
    keysDir: settings.KEYS_DIR,
    incidentIntake: settings.INCIDENT_INTAKE_ADDRESS.address,
  };
}
