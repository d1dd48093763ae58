import { filePath, hostPort, readEnv } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';
import { type CatalogueChange, readCatalogueFile } from './catalogue/module.ts';

export interface Config {
  readonly service: ServiceConfig;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  /** host:port of the officer registry, whose ledger has the events that the broker loses. */
  readonly officerRegistry: string;
  /** The configured changes of the built-in catalogue. */
  readonly catalogue?: CatalogueChange;
  /** Its file, which is read again when it has changed. */
  readonly catalogueFile?: string;
}

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { KEYS_DIR, OFFICER_REGISTRY_ADDRESS, CATALOGUE_FILE } = readEnv(
    { KEYS_DIR: filePath(), OFFICER_REGISTRY_ADDRESS: hostPort(), CATALOGUE_FILE: filePath().optional() },
    env,
  );
  return {
    service: readServiceConfig(env),
    keysDir: KEYS_DIR,
    officerRegistry: OFFICER_REGISTRY_ADDRESS.address,
    ...(CATALOGUE_FILE === undefined
      ? {}
      : { catalogue: readCatalogueFile(CATALOGUE_FILE), catalogueFile: CATALOGUE_FILE }),
  };
}
