import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Workspace } from '../workspaces.ts';

/** One import: of a file or folder of this repository (`path`), or of anything else (`external`). */
export type Import = {
  readonly specifier: string;
  /** Erased when the program runs. */
  readonly isTypeOnly: boolean;
  /** The names of what is imported and not erased; `*` for everything. */
  readonly values: readonly string[];
} & ({ readonly path: string } | { readonly external: true });

/**
 * What a file imports: by import and export declarations (types included), by `import()` and by
 * import types. `@safe-community/<name>` gives the folder of that workspace.
 *
 * @param file relative to `root`.
 */
export function importsOf(root: string, file: string, workspaces: readonly Workspace[]): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...specifiersOf(file, source)].map(([specifier, what]) => {
    if (specifier.startsWith('.')) return { specifier, ...what, path: posix.join(posix.dirname(file), specifier) };
    const workspace = workspaces.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
    return workspace ? { specifier, ...what, path: workspace.path } : { specifier, ...what, external: true };
  });
}

type Imported = Pick<Import, 'isTypeOnly' | 'values'>;

/** Every specifier of the file, whether all of its imports are types, and the values among them. */
function specifiersOf(file: string, source: string): Map<string, Imported> {
  const { module, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const found = new Map<string, Imported>();
  const add = (specifier: string | undefined, isTypeOnly: boolean, values: readonly string[]): void => {
    if (specifier === undefined) return;
    const before = found.get(specifier) ?? { isTypeOnly: true, values: [] };
    found.set(specifier, { isTypeOnly: isTypeOnly && before.isTypeOnly, values: [...before.values, ...values] });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    const values = entries.filter(({ isType }) => !isType).map(({ importName }) => importName.name ?? '*');
    add(moduleRequest.value, entries.length > 0 && values.length === 0, values);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName, isType } of entries) {
      add(moduleRequest?.value, isType, isType ? [] : [importName.name ?? '*']);
    }
  }
  for (const match of source.matchAll(/\b(import|require)\(\s*['"`]([^'"`]+)['"`]/g)) add(match[2], false, ['*']);
  return found;
}
