import type { LicenceException } from './allowed-licences.ts';
import type { LockedPackage } from './lockfile.ts';

export interface LicenceRules {
  readonly allowed: ReadonlySet<string>;
  /** By `name@version`. */
  readonly exceptions: Readonly<Record<string, LicenceException>>;
}

/**
 * Packages whose licence is not allowed, and exceptions for what is not there.
 *
 * @param installedLicence of a package for which the lockfile names none: what its own package.json says
 */
export function brokenLicences(
  packages: readonly LockedPackage[],
  { allowed, exceptions }: LicenceRules,
  installedLicence: (path: string) => string | undefined,
): string[] {
  const problems: string[] = [];
  const used = new Set<string>();
  for (const { name, version, path, license } of packages) {
    const id = `${name}@${version}`;
    const licence = license ?? installedLicence(path);
    if (licence !== undefined && exceptions[id]?.licence === licence) used.add(id);
    else problems.push(...brokenBy(id, path, licence, allowed));
  }
  const idle = Object.keys(exceptions).filter((id) => !used.has(id));
  return [...new Set(problems), ...idle.map((id) => `${EXCEPTIONS}: ${id} needs no exception any more; remove it`)];
}

const EXCEPTIONS = 'scripts/supply-chain/allowed-licences.ts';
const ADVICE = `take another package, or write an exception with its reason into ${EXCEPTIONS}`;

function brokenBy(id: string, path: string, licence: string | undefined, allowed: ReadonlySet<string>): string[] {
  if (licence === undefined) return [`${id} names no licence (${path}); ${ADVICE}`];
  return allowed.has(licence) ? [] : [`${id} is under ${licence}; ${ADVICE}`];
}
