import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { node24, run } from './run.mjs';

/** npm writes this at the very end of an installation: what it put into node_modules. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Whether node_modules is missing, half installed, or not what package-lock.json says. */
export function packagesAreStale(root) {
  const wanted = packagesOf(root, 'package-lock.json');
  const installed = packagesOf(root, INSTALLED);
  if (!wanted) throw new Problem('package-lock.json is missing or damaged: git checkout package-lock.json');
  if (!installed) return true;
  const isRight = ([path, entry]) => {
    const found = installed[path];
    if (!found) return path === '' || entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(root, path));
  };
  return !Object.entries(wanted).every(isRight) || Object.keys(installed).some((path) => !wanted[path]);
}

/** Installs exactly what package-lock.json says, and makes sure that the Node 24 among it runs. */
export function installPackages(root) {
  console.error('Installing packages (npm ci) …');
  rmSync(join(root, INSTALLED), { force: true }); // so that an interrupted run is seen as one
  run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], {
    root,
    advice:
      'The packages could not be installed. Is the npm registry reachable (npm ping), is there room on the disk (df -h .)?',
  });
  requireNode24(root);
}

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
