import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsContent } from './authority.ts';
import { runBeside, stopBeside } from './podman.ts';

const PROGRAM = join(import.meta.dirname, 'programs/report-on.ts');

export interface Reported {
  readonly answered: number;
  readonly lastIncident: string;
  /** Errors of the calls that failed after all retries. */
  readonly failures: readonly string[];
}

/**
 * Reports incidents from inside the network while `work` runs.
 * @param image image with the packages of this repository: that of the command hromada
 * @param tls certificate of the reporting caller
 */
export async function reportWhile(image: string, tls: TlsContent, work: () => Promise<void>): Promise<Reported> {
  const folder = mkdtempSync(join(tmpdir(), 'safe-community-reporter-'));
  for (const [name, content] of Object.entries(tls)) writeFileSync(join(folder, name), content, { mode: 0o600 });
  const mounts = { [PROGRAM]: '/app/apps/cli/src/report-on.ts', [folder]: '/tls' };
  await runBeside('safe-community-reporter', image, mounts, ['src/report-on.ts']);
  try {
    await work();
  } finally {
    rmSync(folder, { recursive: true });
  }
  return JSON.parse(await stopBeside('safe-community-reporter')) as Reported;
}
