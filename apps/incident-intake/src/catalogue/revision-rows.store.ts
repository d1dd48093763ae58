import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { CatalogueRevision, CatalogueState } from './catalogue-history.app.ts';
import type { CategoryPolicy } from './category-policy.ts';

export const REVISION_COLUMNS = 'revision, effective_at, changed_by, note';

export interface RevisionRow {
  readonly revision: number;
  readonly effective_at: string;
  readonly changed_by: string;
  readonly note: string;
}

export function toRevision(row: RevisionRow): CatalogueRevision {
  const { revision, effective_at, changed_by: changedBy, note } = row;
  return { revision, effectiveAt: toDate(effective_at), changedBy, note };
}

export async function findRevision(em: EntityManager, revision: number): Promise<CatalogueState | undefined> {
  const [row] = await rows<RevisionRow & { body: CategoryPolicy[] }>(
    em,
    `select ${REVISION_COLUMNS}, body from catalogue_revision where revision = $1::bigint`,
    [revision],
  );
  return row && { ...toRevision(row), policies: row.body };
}

/** Newest first. The one that held at a time is the last that took effect before it. */
export async function revisionsOf(
  em: EntityManager,
  heldFrom: Date | undefined,
  below: number | undefined,
  most: number,
): Promise<CatalogueRevision[]> {
  const found = await rows<RevisionRow>(
    em,
    `select ${REVISION_COLUMNS} from catalogue_revision
     where revision < coalesce($2::bigint, 4294967296)
       and revision >= coalesce((select max(revision) from catalogue_revision where effective_at <= $1), 0)
     order by revision desc limit $3`,
    [heldFrom ?? null, below ?? null, most],
  );
  return found.map(toRevision);
}
