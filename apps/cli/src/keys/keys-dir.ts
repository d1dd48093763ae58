import { join } from 'node:path';
import type { ServiceName, StateRoot } from '@safe-community/local-stack';

/** Folder of a service's encryption keys. */
export function keysDirOf(root: StateRoot, service: ServiceName): string {
  return join(root.dir, 'keys', service);
}
