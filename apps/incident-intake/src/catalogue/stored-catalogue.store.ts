import type { Database } from '@safe-community/database';
import { unavailable } from '@safe-community/domain-kit';
import type { Catalogue } from '../incident/case-ports.app.ts';
import type { CatalogueHistory, CatalogueState } from './catalogue-history.app.ts';
import type { Origin } from '../incident/ports.app.ts';
import { BUILT_IN } from './built-in.ts';
import { changed, type CatalogueChange } from './policy-change.ts';
import { findRevision, revisionsOf } from './revision-rows.store.ts';
import { writeRevisions, type Held } from './write-revision.store.ts';

export interface StoredCatalogue extends Catalogue, CatalogueHistory {
  /** Finds the revision of what is configured, writing it if it is new: at the start. */
  load(): Promise<void>;
}

const AS_BUILT_IN: Held = { changedBy: '', note: '', policies: BUILT_IN };

/** What is built in, changed as the configuration says; in memory, since every report asks for it. */
export function storedCatalogue(
  database: Database,
  origin: Origin,
  change: CatalogueChange | undefined,
): StoredCatalogue {
  const configured = change === undefined ? AS_BUILT_IN : heldBy(change);
  let state: CatalogueState | undefined;
  const current = (): CatalogueState => {
    // Until then nobody knows by which revision a report is taken.
    if (state === undefined) throw unavailable('the service is starting');
    return state;
  };
  return {
    current,
    get revision() {
      return current().revision;
    },
    policy(category) {
      const policy = current().policies.find((known) => known.category === category);
      if (policy === undefined) throw new Error(`the catalogue has no category ${category}`);
      return policy;
    },
    find: (revision) => findRevision(database.em.fork(), revision),
    list: (heldFrom, below, most) => revisionsOf(database.em.fork(), heldFrom, below, most),
    async load() {
      state = await writeRevisions(database, AS_BUILT_IN, configured, origin.now());
    },
  };
}

function heldBy({ changedBy, note, categories }: CatalogueChange): Held {
  return { changedBy, note, policies: changed(BUILT_IN, categories) };
}
