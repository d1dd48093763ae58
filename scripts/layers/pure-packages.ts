import type { Import } from './imports-of.ts';
import type { Place } from './place-of.ts';

/**
 * Packages that only compute, and all that they import: none of these modules reads, writes, waits, or asks for the time.
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
/** What reads, waits, or asks for the time or for chance without an import. */
const GLOBAL =
  /(?<![\w$.])(?:globalThis\s*\.\s*)?(Date\.now|new Date\(\s*\)|Date\(\s*\)|fetch(?=\()|process(?=\s*(?:\?\.|[.[]))|performance(?=\s*[.[])|set(?:Timeout|Interval|Immediate)|queueMicrotask|Math\.random|crypto(?=\s*[.[])|console(?=\.))/;
/** The inventory reads a file. */
const INVENTORY = '@safe-community/contracts/inventory';

/** The rule that an import of a pure package breaks. */
export function brokenByPurePackage(file: string, from: Place, { specifier }: Import): string | undefined {
  const allowed = allowedIn(file, from);
  if (allowed === undefined) return undefined;
  if (specifier.startsWith('.') || isOneOf(allowed, specifier)) return undefined;
  return `a package that only computes imports nothing but ${allowed.join(', ') || 'its own files'}`;
}

/** The rule that a source of a pure package breaks by what it calls without an import. */
export function globalInPurePackage(file: string, place: Place | undefined, text: string): string | undefined {
  if (place === undefined || allowedIn(file, place) === undefined) return undefined;
  const found = GLOBAL.exec(text.replace(COMMENT, ''))?.[1];
  return found === undefined ? undefined : `uses ${found}: a package that only computes is given what it needs`;
}

const COMMENT = /\/\*[^]*?\*\/|(?<!:)\/\/.*/g;

/** What a source of a pure package may import. */
function allowedIn(file: string, { workspace, isTest }: Place): readonly string[] | undefined {
  return !isTest && file.startsWith(`${workspace}/src/`) ? PURE_PACKAGES[workspace] : undefined;
}

function isOneOf(allowed: readonly string[], specifier: string): boolean {
  const isIn = (name: string): boolean => specifier === name || specifier.startsWith(`${name}/`);
  return allowed.some(isIn) && !isIn(INVENTORY);
}
