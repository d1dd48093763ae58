import type { Import } from './imports-of.ts';
import type { Place } from './place-of.ts';

const DATABASE = '@safe-community/database';
const DRIVERS = /^(pg|kysely|@mikro-orm\/.*)$/;
/** What the database package offers that runs no statement. Something new is for stores until it is listed here. */
const WITHOUT_STATEMENTS = new Set([
  'defineMigration',
  'inSnapshot',
  'isTransient',
  'keptWhileUnchanged',
  'readTogether',
]);
/** How the unit of work runs SQL without an import. */
const STATEMENT = /\.(execute|getConnection|getKysely|createQueryBuilder)\(/;
const RULE = 'only store files run SQL';

/** A file of a service, its tests left out, that is no store. */
function isBesideStores({ module, isRoot, isTest, role }: Place): boolean {
  return (module !== undefined || isRoot) && !isTest && role !== 'store';
}

/** The rule that an import breaks which brings SQL into another file than a store. */
export function brokenBySql(from: Place, { specifier, values }: Import): string | undefined {
  if (!isBesideStores(from)) return undefined;
  if (DRIVERS.test(specifier)) return values.length > 0 ? RULE : undefined;
  const running = specifier === DATABASE ? values.find((name) => !WITHOUT_STATEMENTS.has(name)) : undefined;
  return running === undefined ? undefined : `${RULE} (${running})`;
}

/** The call by which a file that is no store runs SQL through the unit of work. */
export function statementBesideStores(place: Place | undefined, text: string): string | undefined {
  const call = place !== undefined && isBesideStores(place) ? STATEMENT.exec(text)?.[1] : undefined;
  return call === undefined ? undefined : `calls ${call}(): ${RULE}`;
}
