import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from './problem.mjs';
import { isNode24, node24, run } from './run.mjs';

/** npm writes this at the very end of an installation: what it put into node_modules. */
const INSTALLED = 'node_modules/.package-lock.json';

/** The hash of the package-lock.json of which only the packages of a start were installed. */
const FOR_START = 'node_modules/.cache/safe-community/packages-of-a-start';

/** Of these a start needs the packages: what runs, generators of contracts, PostgreSQL. No linter, compiler or browser. */
const STARTED = ['apps', 'scripts/prepare/packages'];

/**
 * Why node_modules is not what package-lock.json says; undefined if it is.
 *
 * @param isForStart the packages that only tests and checks need may be missing
 */
export function staleReason(root, isForStart) {
  const wanted = packagesOf(root, 'package-lock.json');
  const installed = packagesOf(root, INSTALLED);
  if (!wanted) throw new Problem('package-lock.json is missing or damaged: git checkout package-lock.json');
  if (!installed) {
    const isThere = existsSync(join(root, 'node_modules'));
    return isThere ? `${INSTALLED} is missing or damaged` : 'there is no node_modules';
  }
  const mayMiss = isForStart && readOr('', join(root, FOR_START)) === lockfileHash(root);
  for (const [path, entry] of Object.entries(wanted)) {
    const found = installed[path];
    if (!found && path !== '' && entry.optional !== true && !mayMiss) return `${path} is not installed`;
    if (!found) continue;
    if (found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}`;
    if (found.integrity !== entry.integrity) return `${path} has another hash than in package-lock.json`;
    if (!existsSync(join(root, path))) return `${path} is missing on the disk`;
  }
  const extra = Object.keys(installed).find((path) => !wanted[path]);
  if (extra) return `${extra} is not in package-lock.json`;
  return node24(root) === undefined ? 'there is no Node 24' : undefined;
}

/** Installs exactly what package-lock.json says, or of that what a start needs, with a Node 24 unless this is one. */
export async function installPackages(root, reason, isForStart) {
  console.error(`Installing packages (npm ci): ${reason} …`);
  rmSync(join(root, INSTALLED), { force: true }); // so that an interrupted run is seen as one
  const how = ['--ignore-scripts', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const which = isForStart ? ['--omit=dev', ...STARTED.map((path) => `--workspace=${path}`)] : ['--include=dev'];
  // The pinned Node is a package of the root.
  const withNode = isForStart && !isNode24() ? ['--include-workspace-root'] : [];
  await run('npm', ['ci', ...how, ...which, ...withNode], { root, advice: ADVICE });
  await runAllowedScripts(root);
  requireNode24(root);
  if (!isForStart) return;
  mkdirSync(dirname(join(root, FOR_START)), { recursive: true });
  writeFileSync(join(root, FOR_START), lockfileHash(root));
}

/**
 * Runs the install scripts of the packages that package.json allows it, and no others. npm reads "allowScripts" by
 * itself only since version 11; Node 20 comes with an older one.
 */
async function runAllowedScripts(root) {
  const { allowScripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name] === true);
  // Without a name npm would run those of all.
  if (allowed.length === 0) return;
  const waiting = `${INSTALLED}.without-scripts`; // until they have run, it is not installed
  renameSync(join(root, INSTALLED), join(root, waiting));
  await run('npm', ['rebuild', ...allowed, '--loglevel=error'], { root, advice: ADVICE });
  renameSync(join(root, waiting), join(root, INSTALLED));
}

const ADVICE =
  'The packages could not be installed. Is the npm registry reachable (npm ping), is there room on the disk (df -h .)?';

function requireNode24(root) {
  const node = node24(root);
  const { stdout, error } = node === undefined ? {} : spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (stdout?.startsWith('v24.')) return;
  throw new Problem(
    `The pinned Node 24 (package node-${process.platform}-${process.arch}) does not run: ${error?.message ?? stdout}\n` +
      'It is an optional package: check that npm installs those (npm config get omit).',
  );
}

/** Undefined when the file is missing or was not written to its end. */
function packagesOf(root, lockfile) {
  try {
    return JSON.parse(readFileSync(join(root, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function lockfileHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function readOr(nothing, file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : nothing;
}
