import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Workspace } from '../workspaces.ts';

/** One import: of a file or folder of this repository (`path`), or of anything else (`external`). */
export type Import = { specifier: string } & ({ path: string } | { external: true });

/**
 * What a file imports: by import and export declarations (types included), by `import()` and by
 * import types. `@safe-community/<name>` gives that workspace's folder.
 *
 * @param file relative to `root`.
 */
export function importsOf(root: string, file: string, workspaces: readonly Workspace[]): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  return specifiersOf(file, source).map((specifier) => {
    if (specifier.startsWith('.')) {
      return { specifier, path: posix.join(posix.dirname(file), specifier) };
    }
    const workspace = workspaces.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
    return workspace ? { specifier, path: workspace.path } : { specifier, external: true };
  });
}

function specifiersOf(file: string, source: string): string[] {
  const { module, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const declared = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) => found.entries.map((entry) => entry.moduleRequest?.value)),
  ];
  const inExpressions = source.matchAll(/\b(?:import|require)\(\s*['"`]([^'"`]+)['"`]/g);
  const all = [...declared, ...[...inExpressions].map((match) => match[1])];
  return [...new Set(all.filter((specifier) => specifier !== undefined))];
}
