import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One package as package-lock.json has it (version 3 of its format). */
export interface LockedPackage {
  readonly name: string;
  /** Empty for a package of this repository. */
  readonly version: string;
  /** Where it is installed: `node_modules/pg`, `node_modules/a/node_modules/pg`. */
  readonly path: string;
  /** `sha512-…` of the archive that the registry must give. */
  readonly integrity?: string;
  /** Address of the archive, when it was written down. */
  readonly resolved?: string;
  readonly license?: string;
  readonly hasInstallScript: boolean;
}

interface Entry {
  name?: string;
  version?: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  hasInstallScript?: boolean;
  link?: boolean;
}

/** Every package that comes from outside. Throws when the lockfile is of another format: it would be read wrongly. */
export function readLockfile(root: string): LockedPackage[] {
  const { lockfileVersion, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    lockfileVersion: number;
    packages: Record<string, Entry>;
  };
  if (lockfileVersion !== 3) throw new Error(`package-lock.json has format ${lockfileVersion}, and 3 is understood`);
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes(NODE_MODULES) && link !== true)
    .map(([path, { name, version = '', hasInstallScript = false, ...entry }]) => ({
      ...entry,
      // An alias is installed under another name than its own.
      name: name ?? path.slice(path.lastIndexOf(NODE_MODULES) + NODE_MODULES.length),
      version,
      path,
      hasInstallScript,
    }));
}

const NODE_MODULES = 'node_modules/';
