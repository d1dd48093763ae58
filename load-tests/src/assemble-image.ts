import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from '@safe-community/local-stack';

const ASSEMBLE = join(import.meta.dirname, '../../scripts/image/assemble.ts');

/** Writes the files of a service image to `to`. Resolves to the folder of its programs. */
export async function assembleImage(service: ServiceName | 'gateway', to: string): Promise<string> {
  await promisify(execFile)(process.execPath, [ASSEMBLE, `apps/${service}`, to]);
  return join(to, 'apps', service);
}
