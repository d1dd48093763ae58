import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One package or app of the repository. */
export interface Workspace {
  /** `@safe-community/<name>`. */
  name: string;
  /** Folder relative to the root, such as `packages/ledger`. */
  path: string;
  /** Names of all packages it depends on at run time, workspaces and others. */
  dependencies: string[];
  /** Names of all packages that only its tests need. */
  devDependencies: string[];
}

/** Every workspace under `root`, by the globs of its package.json, sorted by path. */
export function readWorkspaces(root: string): Workspace[] {
  const globs = readManifest(join(root, 'package.json')).workspaces ?? [];
  return globSync(
    globs.map((glob) => `${glob}/package.json`),
    { cwd: root },
  )
    .toSorted()
    .map((file) => {
      const manifest = readManifest(join(root, file));
      return {
        name: manifest.name,
        path: dirname(file),
        dependencies: Object.keys(manifest.dependencies ?? {}),
        devDependencies: Object.keys(manifest.devDependencies ?? {}),
      };
    });
}

interface Manifest {
  name: string;
  workspaces?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
