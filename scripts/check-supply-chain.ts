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
  /** The former way: a list, which npm does not copy into the lockfile. */
  readonly licenses?: unknown;
}

function readManifest(root: string, file: string): Manifest {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
}

/** A package for another platform is not installed here. */
function installedLicence(root: string, path: string): string | undefined {
  const file = `${path}/package.json`;
  if (!existsSync(join(root, file))) return undefined;
  const { license, licenses } = readManifest(root, file);
  return typeof license === 'string' ? license : onlyLicence(licenses);
}

function onlyLicence(licenses: unknown): string | undefined {
  const [only, ...others]: unknown[] = Array.isArray(licenses) ? licenses : [];
  const isNamed = typeof only === 'object' && only !== null && 'type' in only && others.length === 0;
  return isNamed && typeof only.type === 'string' ? only.type : undefined;
}

if (import.meta.main) {
  const problems = findLooseEnds(join(import.meta.dirname, '..'));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
