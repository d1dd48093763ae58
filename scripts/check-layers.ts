/**
 * Fails when an import goes against the layers, files import each other in a circle, a file is too
 * long, or a name says nothing. The rules: docs/adr/0002-layers.md.
 *
 *   node scripts/check-layers.ts
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCycles } from './layers/cycles.ts';
import { brokenFileRules } from './layers/file-rules.ts';
import { brokenRule } from './layers/import-rules.ts';
import { importsOf } from './layers/imports-of.ts';
import { sourceFiles } from './layers/source-files.ts';
import { readWorkspaces } from './workspaces.ts';

/** Every violation under `root`, one sentence each, beginning with the file. */
export function findViolations(root: string): string[] {
  const workspaces = readWorkspaces(root);
  const files = sourceFiles(root);
  const graph = new Map<string, string[]>();
  const violations: string[] = [];
  for (const file of files) {
    const rules = brokenFileRules(file, readFileSync(join(root, file), 'utf8'));
    violations.push(...rules.map((rule) => `${file} ${rule}`));
    if (!/\.[cm]?[jt]s$/.test(file)) continue;
    const imports = importsOf(root, file, workspaces);
    graph.set(
      file,
      imports.flatMap((found) => ('path' in found ? [found.path] : [])),
    );
    for (const found of imports) {
      const rule = brokenRule(file, found, workspaces);
      if (rule) violations.push(`${file} imports ${found.specifier}: ${rule}`);
    }
  }
  return [...violations, ...findCycles(graph).map((cycle) => `${cycle.join(' → ')} is a circle`)];
}

if (import.meta.main) {
  const violations = findViolations(join(import.meta.dirname, '..'));
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
}
