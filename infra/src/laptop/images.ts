import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { runTool } from '../rendered/tools.ts';

const SCRIPTS = join(import.meta.dirname, '../../images');

/** The broker image, built from the nats-server of this machine. */
const NATS_IMAGE = 'localhost/safe-community/nats:local';

/** Builds all images from these sources, with layer caching. Returns their names by app. */
export function buildImages(): Record<string, string> {
  runTool('buildah', ['--version']);
  const built = run('build.sh').trim().split('\n');
  return Object.fromEntries([...built, run('make-nats.sh', NATS_IMAGE).trim()].map((image) => [appOf(image), image]));
}

/**
 * Returns `statistics` for `registry.example.gov.ua/safe-community/statistics@sha256:…`, `nats` for
 * `docker.io/library/nats:2`.
 */
export function appOf(image: string): string {
  return /([a-z-]+)(:[^/]+|@[^/]+)?$/.exec(image)?.[1] ?? image;
}

function run(script: string, ...args: string[]): string {
  return execFileSync(join(SCRIPTS, script), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
