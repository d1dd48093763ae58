import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, renameSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');
const BUNDLES = join(ROOT, 'node_modules/.cache/programs');
/** Of an app, with the programs of the services and of the gateway. */
const PROGRAM = /^(apps\/[a-z-]+)\/src\/(main|migrate)\.ts$/;
/** Of the tests of an app. */
const TEST_PROGRAM = /^(apps\/[a-z-]+)\/test\/programs\/([a-z-]+)\.ts$/;

/** The folders of the bundles, by app and program of its tests. */
const bundles = new Map<string, Promise<string>>();

/**
 * The path of a program as its image has it: a bundle, which starts in a third of the processor time of its sources.
 * A program of the tests of an app has a bundle of its own. A bundle is made once for each state of the sources. Any other
 * program keeps its path.
 */
export async function bundledProgram(path: string): Promise<string> {
  const place = relative(ROOT, path);
  const isOfTests = TEST_PROGRAM.test(place);
  const [, app, program] = (isOfTests ? TEST_PROGRAM : PROGRAM).exec(place) ?? [];
  if (app === undefined || app === 'apps/cli') return path;
  const key = isOfTests ? place : app;
  let bundle = bundles.get(key);
  if (bundle === undefined) {
    bundle = bundleOf(app, isOfTests ? [place] : []);
    bundles.set(key, bundle);
  }
  return join(await bundle, `${program}.js`);
}

/** @param programs of its tests; those of the app if there are none. */
async function bundleOf(app: string, programs: readonly string[]): Promise<string> {
  const name = (programs[0] ?? app).replaceAll('/', '-').replace('.ts', '');
  const folder = join(BUNDLES, `${name}-${stateOf(app, programs)}`);
  if (existsSync(folder)) return folder;
  const made = `${folder}.${randomUUID()}`;
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/image/bundle.ts'), app, made, ...programs]);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Differs when a file has changed that may be in the bundle. */
function stateOf(app: string, programs: readonly string[]): string {
  const files = globSync(
    [`${app}/src/**/*.ts`, 'packages/*/src/**/*.ts', 'package-lock.json', 'scripts/image/*.ts', ...programs],
    { cwd: ROOT },
  );
  const state = createHash('sha256');
  for (const file of files.toSorted()) {
    const { mtimeMs, size } = statSync(join(ROOT, file));
    state.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return state.digest('hex').slice(0, 16);
}
