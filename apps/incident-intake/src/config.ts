import { filePath, hostPort, readEnv } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/lifecycle';

export interface Config {
  readonly service: ServiceConfig;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  /** host:port of the officer registry, whose ledger fills what the broker loses. */
  readonly officerRegistry: string;
}

/** Throws with all problems in plain words. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { KEYS_DIR, OFFICER_REGISTRY_ADDRESS } = readEnv(
    { KEYS_DIR: filePath(), OFFICER_REGISTRY_ADDRESS: hostPort() },
    env,
  );
  return { service: readServiceConfig(env), keysDir: KEYS_DIR, officerRegistry: OFFICER_REGISTRY_ADDRESS.address };
}
