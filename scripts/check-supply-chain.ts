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
import { brokenLicences, type LicenceRules } from './supply-chain/licences.ts';
import { type LockedPackage, readLockfile } from './supply-chain/lockfile.ts';
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

/** The parts of a package.json that say what it needs. */
interface Needs {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** Versions that leave open what is installed. `file` is the package.json, for the message. */
function openVersions(file: string, needs: Needs): string[] {
  return KINDS.flatMap((kind) =>
    Object.entries(needs[kind] ?? {})
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `${file}: ${kind} wants ${name} ${version}; write one exact version, such as 1.2.3`),
  );
}

/** As package.json has it: whether a package may run its scripts when it is installed. */
type AllowScripts = Readonly<Record<string, boolean>>;

/** Packages that would run something at installation and about which nobody has decided, and decisions about none. */
function undecidedScripts(packages: readonly LockedPackage[], allowScripts: AllowScripts): string[] {
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript);
  const undecided = scripted.filter(({ name }) => typeof allowScripts[name] !== 'boolean');
  const names = new Set(scripted.map(({ name }) => name));
  const idle = Object.keys(allowScripts).filter((name) => !names.has(name));
  return [
    ...undecided.map(
      ({ name, version }) =>
        `package.json: ${name} ${version} runs a script when it is installed; read it, then set it to true or false in "allowScripts"`,
    ),
    ...idle.map((name) => `package.json: "allowScripts" names ${name}, which has no such script here; remove it`),
  ];
}

/**
 * What of the lockfile does not hold a package to the bytes that were looked at. With a hash it does not matter where
 * the archive comes from, so no address is kept: each machine may have a registry of its own.
 */
function looseEntries(packages: readonly LockedPackage[]): string[] {
  return packages.flatMap(({ path, integrity, resolved }) => [
    ...(integrity?.startsWith('sha512-') === true
      ? []
      : [`package-lock.json: ${path} has no sha512 hash; install it from a registry, not from an address or a folder`]),
    ...(resolved === undefined
      ? []
      : [`package-lock.json: ${path} is tied to ${hostOf(resolved)}; remove its line "resolved"`]),
  ]);
}

/** An address may hold a password. */
function hostOf(address: string): string {
  return URL.parse(address)?.host || 'an address';
}

if (import.meta.main) {
  const problems = findLooseEnds(join(import.meta.dirname, '..'));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
