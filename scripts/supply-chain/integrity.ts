import type { LockedPackage } from './lockfile.ts';

/**
 * What of the lockfile does not hold a package to the bytes that were looked at. With a hash it does not matter where
 * the archive comes from, so no address is kept: each machine may have a registry of its own.
 */
export function looseEntries(packages: readonly LockedPackage[]): string[] {
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
