import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['k6/scenarios', 'k6/traffic', 'thresholds'];

/** Modules that k6 includes and our stand-in has. Types cost nothing: k6 removes them. */
const KNOWN = ['k6', 'k6/data', 'k6/execution', 'k6/http', 'k6/metrics', 'k6/net/grpc'];
/** Missing in k6, or different there. */
const FOREIGN = /\b(process|Buffer|require|fetch|setImmediate|structuredClone)\b\s*[.(]/;

const FILES = FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(folder, file)));

it.each(FILES)('%s imports only modules of k6', (file) => {
  expect(foreignImports(file, readFileSync(join(ROOT, file), 'utf8'))).toEqual([]);
});

it.each(FILES)('%s uses no Node API', (file) => {
  expect(FOREIGN.exec(readFileSync(join(ROOT, file), 'utf8'))?.[0]).toBeUndefined();
});

it.each([
  ["import { readFileSync } from 'node:fs';", 'node:fs'],
  ["import { hromadas } from '@safe-community/territory';", '@safe-community/territory'],
  ["import ws from 'k6/ws';", 'k6/ws'],
  ["import { x } from '../../src/system.ts';", '../../src/system.ts'],
  ["import { x } from '../traffic/report';", '../traffic/report'],
  ["export { x } from 'lodash';", 'lodash'],
  ["const x = await import('lodash');", 'lodash'],
])('rejects: %s', (text, specifier) => {
  expect(foreignImports('k6/scenarios/x.ts', text)).toEqual([specifier]);
});

it('ignores type imports', () => {
  expect(foreignImports('k6/scenarios/x.ts', "import type { Options } from 'k6/options';")).toEqual([]);
});

function foreignImports(file: string, text: string): string[] {
  const { module } = parseSync(file, text);
  const fixed = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const again = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  );
  // Only the position in the text is known for these.
  const late = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1));
  return [...fixed, ...again, ...late].filter((specifier) => !isKnown(file, specifier));
}

function isKnown(file: string, specifier: string): boolean {
  if (!specifier.startsWith('.')) return KNOWN.includes(specifier);
  const path = join(file, '..', specifier);
  return path.endsWith('.ts') && FOLDERS.some((folder) => path.startsWith(`${folder}/`));
}
