import { rows, type Database, type EntityManager } from '@safe-community/database';
import type { CatalogueState } from './catalogue-history.app.ts';
import type { CategoryPolicy } from './category-policy.ts';
import { digestOf } from './digest-of-policies.store.ts';
import { REVISION_COLUMNS, toRevision, type RevisionRow } from './revision-rows.store.ts';

/** A state of the catalogue that holds from now on, if it does not already. */
export interface Held {
  readonly changedBy: string;
  readonly note: string;
  readonly policies: readonly CategoryPolicy[];
}

// Any number will do that nobody else uses (the relay holds 4_801_265 for as long as it runs), as long as all
// replicas of all versions use the same one.
const CATALOGUE_LOCK = 4_801_268;

/**
 * Writes the states that follow one another, and returns the last with its revision. One that is what holds already
 * is not written: neither a restart nor the second of two replicas makes history.
 */
export function writeRevisions(
  database: Database,
  builtIn: Held,
  configured: Held,
  now: Date,
): Promise<CatalogueState> {
  return database.em.fork().transactional(async (em) => {
    await rows(em, 'select pg_advisory_xact_lock($1)', [CATALOGUE_LOCK]);
    const newest = (await newestOf(em)) ?? (await write(em, builtIn, now));
    const holds = newest.digest === digestOf(configured.policies) ? newest : await write(em, configured, now);
    return { ...toRevision(holds), policies: configured.policies };
  });
}

type DigestRow = RevisionRow & { readonly digest: string };

async function newestOf(em: EntityManager): Promise<DigestRow | undefined> {
  const [newest] = await rows<DigestRow>(
    em,
    `select ${REVISION_COLUMNS}, digest from catalogue_revision order by revision desc limit 1`,
  );
  return newest;
}

/** The clocks of two replicas may differ: no revision is older than the one before. */
async function write(em: EntityManager, { changedBy, note, policies }: Held, now: Date): Promise<DigestRow> {
  const [written] = await rows<DigestRow>(
    em,
    `insert into catalogue_revision (revision, effective_at, changed_by, note, digest, body)
     select coalesce(max(revision), 0) + 1, greatest($1::timestamptz, max(effective_at)), $2, $3, $4, $5
     from catalogue_revision
     returning ${REVISION_COLUMNS}, digest`,
    [now, changedBy, note, digestOf(policies), JSON.stringify(policies)],
  );
  if (written === undefined) throw new Error('an insert without a row');
  return written;
}
