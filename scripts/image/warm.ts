/**
 * Has Node compile what an app is made of, into NODE_COMPILE_CACHE. Runs while its image is built, in the folder of the
 * app: a replica that starts then reads instead of compiling.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** They only define; main.ts and migrate.ts would begin to work. */
const DEFINING = ['src/wire.ts', 'src/config.ts', 'src/program.ts'];

if (getCompileCacheDir() === undefined) throw new Error('NODE_COMPILE_CACHE is not set, or cannot be written');
for (const file of DEFINING.filter((each) => existsSync(each)))
  await import(pathToFileURL(join(process.cwd(), file)).href);
await importAllOf(join(process.cwd(), '../../packages/telemetry/package.json'));
flushCompileCache();

/** Some of telemetry's packages are loaded only where there is a collector. */
async function importAllOf(manifest: string): Promise<void> {
  if (!existsSync(manifest)) return;
  const { resolve } = createRequire(manifest);
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) await import(pathToFileURL(resolve(name)).href);
}
