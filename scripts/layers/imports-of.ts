import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Workspace } from '../workspaces.ts';

/** One import: of a file or folder of this repository (`path`), or of anything else (`external`). */
export type Import = {
  readonly specifier: string;
  /** Erased when the program runs. */
  readonly isTypeOnly: boolean;
} & ({ readonly path: string } | { readonly external: true });

/**
 * What a file imports: by import and export declarations (types included), by `import()` and by
 * import types. `@safe-community/<name>` gives the folder of that workspace.
 *
 * @param file relative to `root`.
 */
export function importsOf(root: string, file: string, workspaces: readonly Workspace[]): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...specifiersOf(file, source)].map(([specifier, isTypeOnly]) => {
    if (specifier.startsWith('.')) {
      return { specifier, isTypeOnly, path: posix.join(posix.dirname(file), specifier) };
    }
    const workspace = workspaces.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
    return workspace ? { specifier, isTypeOnly, path: workspace.path } : { specifier, isTypeOnly, external: true };
  });
}

/** Every specifier of the file, and whether all of its imports are types. */
function specifiersOf(file: string, source: string): Map<string, boolean> {
  const { module, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const found = new Map<string, boolean>();
  const add = (specifier: string | undefined, isTypeOnly: boolean): void => {
    if (specifier !== undefined) found.set(specifier, isTypeOnly && (found.get(specifier) ?? true));
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) add(moduleRequest?.value, isType);
  }
  for (const match of source.matchAll(/\b(import|require)\(\s*['"`]([^'"`]+)['"`]/g)) add(match[2], false);
  return found;
}
