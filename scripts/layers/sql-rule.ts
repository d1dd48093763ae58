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
/** What only a manager of entities has, under whatever name it is held. */
const STATEMENT =
  /\.\s*(execute|getConnection|getDriver|getKysely|createQueryBuilder|findOneOrFail|native(?:Insert|Update|Delete)|persist(?:AndFlush)?|removeAndFlush|upsert(?:Many)?)\b/;
/** Under its usual names a manager of entities is only handed on, forked, or asked for a transaction. */
const OTHER_USE =
  /(?:\b(?:em|tx)\b|\bfork\([^()]*\))\s*(?:[!?]?\.\s*(?!(?:fork|transactional)\b)|(?:!|\?\.)?\[\s*['"`])([\w$]+)/;
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

/** The call by which a file that is no store reads or changes rows through a manager of entities. */
export function statementBesideStores(place: Place | undefined, text: string): string | undefined {
  if (place === undefined || !isBesideStores(place)) return undefined;
  const call = (STATEMENT.exec(text) ?? OTHER_USE.exec(text))?.[1];
  return call === undefined ? undefined : `calls ${call}(): ${RULE}`;
}
