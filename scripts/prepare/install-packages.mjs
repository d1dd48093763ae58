import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { node24, run } from './run.mjs';

/** npm writes this at the very end of an installation: what it put into node_modules. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Why node_modules is not what package-lock.json says; undefined if it is. */
export function staleReason(root) {
  const wanted = packagesOf(root, 'package-lock.json');
  const installed = packagesOf(root, INSTALLED);
  if (!wanted) throw new Problem('package-lock.json is missing or damaged: git checkout package-lock.json');
  if (!installed) {
    const isThere = existsSync(join(root, 'node_modules'));
    return isThere ? `${INSTALLED} is missing or damaged` : 'there is no node_modules';
  }
  for (const [path, entry] of Object.entries(wanted)) {
    const found = installed[path];
    if (!found && path !== '' && entry.optional !== true) return `${path} is not installed`;
    if (!found) continue;
    if (found.version !== entry.version) return `${path} is ${found.version}, not ${entry.version}`;
    if (found.integrity !== entry.integrity) return `${path} has another hash than in package-lock.json`;
    if (!existsSync(join(root, path))) return `${path} is missing on the disk`;
  }
  const extra = Object.keys(installed).find((path) => !wanted[path]);
  return extra && `${extra} is not in package-lock.json`;
}

/** Installs exactly what package-lock.json says, and makes sure that the Node 24 among it runs. */
export function installPackages(root, reason) {
  console.error(`Installing packages (npm ci): ${reason} …`);
  rmSync(join(root, INSTALLED), { force: true }); // so that an interrupted run is seen as one
  const how = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  run('npm', ['ci', ...how], { root, advice: ADVICE });
  runAllowedScripts(root);
  requireNode24(root);
}

/**
 * Runs the install scripts of the packages that package.json allows it, and no others. npm reads "allowScripts" by
 * itself only since version 11; Node 20 comes with an older one.
 */
function runAllowedScripts(root) {
  const { allowScripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name] === true);
  // Without a name npm would run those of all.
  if (allowed.length === 0) return;
  const waiting = `${INSTALLED}.without-scripts`; // until they have run, it is not installed
  renameSync(join(root, INSTALLED), join(root, waiting));
  run('npm', ['rebuild', ...allowed, '--loglevel=error'], { root, advice: ADVICE });
  renameSync(join(root, waiting), join(root, INSTALLED));
}

const ADVICE =
  'The packages could not be installed. Is the npm registry reachable (npm ping), is there room on the disk (df -h .)?';

function requireNode24(root) {
  const { stdout, error } = spawnSync(node24(root), ['--version'], { encoding: 'utf8' });
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
