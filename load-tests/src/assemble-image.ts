import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceName } from './system-processes.ts';

const ASSEMBLE = join(import.meta.dirname, '../../scripts/image/assemble.ts');

/** Lays out below `to` what the image of a service holds. Resolves to the folder with its programs. */
export async function assembleImage(service: ServiceName, to: string): Promise<string> {
  await promisify(execFile)(process.execPath, [ASSEMBLE, `apps/${service}`, to]);
  return join(to, 'apps', service);
}
