import type { Import } from './imports-of.ts';
import type { Place } from './place-of.ts';

/**
 * Packages that only compute, and all that they import: nothing of it reads, writes, waits, or asks for the time.
 * `territory` reads its own tables and nothing else.
 */
const PURE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'packages/charts': ['d3-array', 'd3-geo'],
  'packages/domain-kit': [],
  'packages/incident-mapping': [
    '@safe-community/contracts',
    '@safe-community/domain-kit',
    '@safe-community/territory',
    'csv-parse',
    'node:crypto',
    'node:stream',
    're2js',
    'yaml',
    'zod',
  ],
  'packages/statistics-math': ['jstat'],
};
/** The inventory reads a file. */
const INVENTORY = '@safe-community/contracts/inventory';

/** The rule that an import of a pure package breaks. */
export function brokenByPurePackage(file: string, from: Place, { specifier }: Import): string | undefined {
  const allowed = PURE_PACKAGES[from.workspace];
  if (allowed === undefined || from.isTest || !file.startsWith(`${from.workspace}/src/`)) return undefined;
  if (specifier.startsWith('.') || isOneOf(allowed, specifier)) return undefined;
  return `a package that only computes imports nothing but ${allowed.join(', ') || 'its own files'}`;
}

function isOneOf(allowed: readonly string[], specifier: string): boolean {
  const isIn = (name: string): boolean => specifier === name || specifier.startsWith(`${name}/`);
  return allowed.some(isIn) && !isIn(INVENTORY);
}
