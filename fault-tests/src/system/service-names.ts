import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@safe-community/local-stack';

/** Services that every row needs. */
export const ALWAYS_RUN = ['officer-registry', 'incident-intake', 'statistics'] as const;

/** Path of a program of a service. */
export function programOf(service: ServiceName, program: 'main' | 'migrate'): string {
  return fileURLToPath(new URL(`../../../apps/${service}/src/${program}.ts`, import.meta.url));
}

/** Password of all roles: the server listens on loopback only and lives as long as the run. */
export const DATABASE_PASSWORDS = { owner: 'test', service: 'test', reader: 'test' };

/** Database name, as in `hromada up`; also the name of its owner. */
export function databaseOf(service: ServiceName): string {
  return service.replaceAll('-', '_');
}
