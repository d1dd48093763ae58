import type { Import } from './imports-of.ts';
import type { Place, Role } from './place-of.ts';

/** Packages without effects; `territory` reads its own tables and nothing else. */
const PURE = [
  '@safe-community/domain-kit',
  '@safe-community/statistics-math',
  '@safe-community/territory',
  '@safe-community/charts',
];
/** The one function of a module of Node that only computes. */
const HASH = { specifier: 'node:crypto', name: 'hash' };
const CONTRACTS = /^@safe-community\/contracts\/(?!inventory)/;
const EVENTS = /^@safe-community\/events(\/|$)/;
/** Where generated messages are read and written. */
const TRANSPORT: readonly Role[] = ['commands', 'queries', 'mapping', 'events', 'client'];

/** The names that the `module.ts` of a module passes on from a file of it. */
export type OfferedBy = (moduleFile: string, path: string) => readonly string[];

/** The rule of the modules of a service that an import breaks. Tests keep none of them. */
export function brokenModuleRule(
  from: Place,
  to: Place | undefined,
  found: Import,
  offeredBy: OfferedBy,
): string | undefined {
  if (from.isTest) return undefined;
  if (from.isRoot) return brokenByRoot(to, found);
  if (from.module === undefined) return undefined;
  const isInside = to?.workspace === from.workspace;
  if (isInside && to.module !== from.module) return brokenBetweenModules(from, to, found, offeredBy);
  if (from.role === 'pure') return brokenByPure(to, isInside, found);
  return TRANSPORT.includes(from.role) ? undefined : brokenByMessages(found);
}

/** service.ts, main.ts and the like see modules as other modules do. */
function brokenByRoot(to: Place | undefined, found: Import): string | undefined {
  if (to?.module !== undefined && to.role !== 'module') return BY_MODULE;
  return brokenByMessages(found);
}

function brokenByMessages({ specifier, isTypeOnly }: Import): string | undefined {
  if (CONTRACTS.test(specifier)) return `only ${TRANSPORT.join(', ')} files see generated messages`;
  if (isTypeOnly || !EVENTS.test(specifier)) return undefined;
  return `only ${TRANSPORT.join(', ')} files import values of @safe-community/events`;
}

const BY_MODULE = 'another module is imported by its module.ts';

function brokenBetweenModules(from: Place, to: Place, found: Import, offeredBy: OfferedBy): string | undefined {
  if (to.isTest) return 'sources never import test code';
  if (to.module === undefined)
    return 'modules never import service.ts, config.ts or main.ts: service.ts shares what they need';
  const { isTypeOnly, values } = found;
  // The door of a module leads past its store, so a pure file reaches what is offered there where it is.
  if (from.role === 'pure' && to.role === 'pure' && !isTypeOnly && 'path' in found) {
    const offered = offeredBy(`${to.module}/module.ts`, found.path);
    return values.every((name) => offered.includes(name)) ? undefined : 'its module.ts does not offer it';
  }
  if (to.role !== 'module') return BY_MODULE;
  return from.role === 'pure' && !isTypeOnly
    ? 'a pure file imports values of another module from its pure files'
    : undefined;
}

function brokenByPure(to: Place | undefined, isInside: boolean, { specifier, values }: Import): string | undefined {
  if (isInside) return to?.role === 'pure' ? undefined : 'a pure file imports only pure files of its module';
  if (specifier === HASH.specifier && values.join() === HASH.name) return undefined;
  if (PURE.includes(specifier)) return undefined;
  return `a pure file imports nothing but ${PURE.join(', ')}, ${HASH.name} of ${HASH.specifier}, and its own module`;
}
