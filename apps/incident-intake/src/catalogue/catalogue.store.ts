import { createHash } from 'node:crypto';
import { rows, toDate, type Database, type EntityManager, type Rights } from '@safe-community/database';
import { unavailable, type ClockAndIds } from '@safe-community/domain-kit';
import { BUILT_IN } from './built-in.ts';
import type { Catalogue, CatalogueRevision, CatalogueState } from './catalogue.ts';
import { changed, type CatalogueChange, type CategoryPolicy } from './category-policy.ts';
import type { Category } from './category.ts';
import { policyAt, type DatedPolicy } from './dated-policy.ts';
import type { DatedTerms } from './dated-rule.ts';

/** The history of the catalogue. The catalogue_revision of every incident can be looked up here. */
export const CATALOGUE_TABLES: readonly string[] = [
  `create table catalogue_revision (
     revision integer primary key check (revision > 0),
     effective_at timestamptz not null,
     changed_by text not null,
     note text not null,
     -- SHA-256 of the policies, hexadecimal
     digest text not null,
     -- the policies
     body jsonb not null
   )`,
  `create function refuse_change_of_catalogue() returns trigger language plpgsql as $$
   begin
     raise exception 'a revision of the catalogue is written once';
   end $$`,
  `create trigger catalogue_revision_written_once before update or delete or truncate on catalogue_revision
     for each statement execute function refuse_change_of_catalogue()`,
];

export const CATALOGUE_RIGHTS: Rights = {
  catalogue_revision: { insert: true, reader: { columns: ['revision', 'effective_at', 'digest'] } },
};

/** The catalogue of this service, in memory, since every report reads it. */
export interface StoredCatalogue extends Catalogue {
  /** Throws UNAVAILABLE before `load`. */
  current(): CatalogueState;
  /** Its policies by the rules of the moment. */
  policiesAt(at: Date): DatedPolicy[];
  /** Finds the revision of the configured catalogue, or writes a new one. Runs at the start. */
  load(): Promise<void>;
  /** Replaces the configured catalogue. A change is a new revision, in force from then on. */
  reload(change: CatalogueChange): Promise<void>;
}

/** The content of a revision. */
type Content = Pick<CatalogueState, 'changedBy' | 'note' | 'policies'> & Pick<CatalogueChange, 'categories'>;

type ConfiguredState = CatalogueState & Pick<CatalogueChange, 'categories'>;

const AS_BUILT_IN: Content = { changedBy: '', note: '', policies: BUILT_IN, categories: {} };

/** The built-in catalogue as the configuration changes it. */
export function storedCatalogue(
  database: Database,
  clock: Pick<ClockAndIds, 'now'>,
  change: CatalogueChange | undefined,
  terms: DatedTerms,
): StoredCatalogue {
  const configured = change === undefined ? AS_BUILT_IN : contentOf(change);
  let state: ConfiguredState | undefined;
  const current = (): ConfiguredState => {
    // An incident stores the revision under which it was reported, which is unknown until then.
    if (state === undefined) throw unavailable('the service is starting');
    return state;
  };
  const policyOf = (category: Category): CategoryPolicy => {
    const policy = current().policies.find((known) => known.category === category);
    if (policy === undefined) throw new Error(`the catalogue has no category ${category}`);
    return policy;
  };
  return {
    current,
    get revision() {
      return current().revision;
    },
    policy: policyOf,
    policyAt: (category, at) => policyAt(policyOf(category), current(), terms, at),
    policiesAt: (at) => current().policies.map((policy) => policyAt(policy, current(), terms, at)),
    async load() {
      state = await writeRevisions(database, configured, clock.now());
    },
    async reload(next) {
      state = await writeRevisions(database, contentOf(next), clock.now());
    },
  };
}

function contentOf({ changedBy, note, categories }: CatalogueChange): Content {
  return { changedBy, note, categories, policies: changed(BUILT_IN, categories) };
}

const REVISION_COLUMNS = 'revision, effective_at, changed_by, note';

interface RevisionRow {
  readonly revision: number;
  readonly effective_at: string;
  readonly changed_by: string;
  readonly note: string;
}

export async function findRevision(em: EntityManager, revision: number): Promise<CatalogueState | undefined> {
  const [row] = await rows<RevisionRow & { body: CategoryPolicy[] }>(
    em,
    `select ${REVISION_COLUMNS}, body from catalogue_revision where revision = $1::bigint`,
    [revision],
  );
  return row && { ...toRevision(row), policies: row.body };
}

/** The revisions below a number, newest first. With a time: the one that was in effect then, and later ones. */
export async function listRevisions(
  em: EntityManager,
  inEffectFrom: Date | undefined,
  below: number | undefined,
  most: number,
): Promise<CatalogueRevision[]> {
  const found = await rows<RevisionRow>(
    em,
    `select ${REVISION_COLUMNS} from catalogue_revision
     where revision < coalesce($2::bigint, 4294967296)
       and revision >= coalesce((select max(revision) from catalogue_revision where effective_at <= $1), 0)
     order by revision desc limit $3`,
    [inEffectFrom ?? null, below ?? null, most],
  );
  return found.map(toRevision);
}

function toRevision(row: RevisionRow): CatalogueRevision {
  const { revision, effective_at, changed_by: changedBy, note } = row;
  return { revision, effectiveAt: toDate(effective_at), changedBy, note };
}

// Unique among the advisory locks of the database, and the same in all replicas of all versions. The relay holds
// 4_801_265 as long as it runs.
const CATALOGUE_LOCK = 4_801_268;

/**
 * Writes the configured catalogue and returns it with its revision; in an empty history the built-in one comes first.
 * Nothing is written if the newest revision already has these policies, so restarts and further replicas do not add to
 * the history.
 */
function writeRevisions(database: Database, configured: Content, now: Date): Promise<ConfiguredState> {
  return database.em.fork().transactional(async (em) => {
    await rows(em, 'select pg_advisory_xact_lock($1)', [CATALOGUE_LOCK]);
    const newest = (await newestOf(em)) ?? (await write(em, AS_BUILT_IN, now));
    const isSame = newest.digest === digestOf(configured.policies);
    const row = isSame ? newest : await write(em, configured, now);
    return { ...toRevision(row), policies: configured.policies, categories: configured.categories };
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
async function write(em: EntityManager, { changedBy, note, policies }: Content, now: Date): Promise<DigestRow> {
  const [written] = await rows<DigestRow>(
    em,
    `insert into catalogue_revision (revision, effective_at, changed_by, note, digest, body)
     select coalesce(max(revision), 0) + 1, greatest($1::timestamptz, max(effective_at)), $2, $3, $4, $5
     from catalogue_revision
     returning ${REVISION_COLUMNS}, digest`,
    [now, changedBy, note, digestOf(policies), JSON.stringify(policies)],
  );
  if (written === undefined) throw new Error('the insert returned no row');
  return written;
}

/** Equal for equal policies, whatever the order of their properties is. */
function digestOf(policies: readonly CategoryPolicy[]): string {
  return createHash('sha256').update(JSON.stringify(policies, byName)).digest('hex');
}

function byName(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
