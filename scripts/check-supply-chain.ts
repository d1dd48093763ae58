/**
 * Fails when a dependency is not pinned to a reviewed state: a version range, a package without a hash,
 * an unapproved install script or licence. The rules and reasons:
 * docs/adr/0023-what-we-depend-on.md.
 *
 *   node scripts/check-supply-chain.ts
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALLOWED_LICENCES, LICENCE_EXCEPTIONS } from './supply-chain/allowed-licences.ts';
import { openVersions, type Needs } from './supply-chain/exact-versions.ts';
import { undecidedScripts, type AllowScripts } from './supply-chain/install-scripts.ts';
import { looseEntries } from './supply-chain/integrity.ts';
import { brokenLicences, type LicenceRules } from './supply-chain/licences.ts';
import { readLockfile } from './supply-chain/lockfile.ts';
import { readWorkspaces } from './workspaces.ts';

const RULES: LicenceRules = { allowed: ALLOWED_LICENCES, exceptions: LICENCE_EXCEPTIONS };

/** Every problem under `root`, one sentence each with the fix. */
export function findLooseEnds(root: string, rules: LicenceRules = RULES): string[] {
  const packages = readLockfile(root);
  const { allowScripts = {} } = readManifest(root, 'package.json');
  const manifests = ['package.json', ...readWorkspaces(root).map(({ path }) => `${path}/package.json`)];
  return [
    ...manifests.flatMap((file) => openVersions(file, readManifest(root, file))),
    ...looseEntries(packages),
    ...undecidedScripts(packages, allowScripts),
    ...brokenLicences(packages, rules, (path) => installedLicence(root, path)),
  ];
}

interface Manifest extends Needs {
  readonly allowScripts?: AllowScripts;
  readonly license?: unknown;
}

function readManifest(root: string, file: string): Manifest {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
}

/** A package for another platform is not installed here. */
function installedLicence(root: string, path: string): string | undefined {
  const file = `${path}/package.json`;
  const license = existsSync(join(root, file)) ? readManifest(root, file).license : undefined;
  return typeof license === 'string' ? license : undefined;
}

if (import.meta.main) {
  const problems = findLooseEnds(join(import.meta.dirname, '..'));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
