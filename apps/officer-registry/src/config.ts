import { filePath, hostPort, readEnv, text } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';
import { isKatottg } from '@safe-community/territory';
import type { LargeHromadaPolicy } from './beats/module.ts';

export interface Config {
  readonly service: ServiceConfig;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  /** host:port of incident intake, whose ledger has the events that the broker loses. */
  readonly incidentIntake: string;
  readonly largeHromadas: LargeHromadaPolicy;
}

const VARIABLES = {
  KEYS_DIR: filePath(),
  INCIDENT_INTAKE_ADDRESS: hostPort(),
  LARGE_HROMADAS: text()
    .transform((codes) => codes.split(',').map((code) => code.trim()))
    .refine((codes) => codes.every(isKatottg))
    .describe('KATOTTG codes of hromadas, joined by commas')
    .default([]),
};

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = readEnv(VARIABLES, env);
  return {
    service: readServiceConfig(env),
    keysDir: settings.KEYS_DIR,
    incidentIntake: settings.INCIDENT_INTAKE_ADDRESS.address,
    largeHromadas: { alwaysLarge: new Set(settings.LARGE_HROMADAS) },
  };
}
