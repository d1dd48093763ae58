import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCompose } from '../policy/compose.ts';
import { runToolAside } from '../rendered/tools.ts';

const FILE = join(import.meta.dirname, '../../compose/compose.yaml');

/** Runs the container `prepare` of compose with its own settings; returns the folders it fills. */
export async function prepareInImage(image: string): Promise<string[]> {
  const { command = [], volumes = [], user = '' } = readCompose(FILE).services['prepare'] ?? {};
  const out = mkdtempSync(join(tmpdir(), 'safe-community-prepared-'));
  const mounts = volumes
    .filter(({ type }) => type === 'bind')
    .flatMap(({ source, target }) => ['--volume', `${source}:${target}:ro`]);
  const limits = ['--rm', '--network', 'none', '--user', user];
  try {
    await runToolAside('podman', ['run', ...limits, ...mounts, '--volume', `${out}:/out`, image, ...command]);
    return readdirSync(out);
  } finally {
    rmSync(out, { recursive: true });
  }
}
