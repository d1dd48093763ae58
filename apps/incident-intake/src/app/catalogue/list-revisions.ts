import type { CatalogueHistory, CatalogueRevision } from './catalogue-history.ts';

interface RevisionPage {
  readonly revisions: CatalogueRevision[];
  /** Below which revision the next page begins; absent on the last. */
  readonly nextBelow: number | undefined;
}

/** One page of the history, newest first. */
export async function listRevisions(
  history: CatalogueHistory,
  heldFrom: Date | undefined,
  below: number | undefined,
  size: number,
): Promise<RevisionPage> {
  const found = await history.list(heldFrom, below, size + 1);
  const revisions = found.slice(0, size);
  return { revisions, nextBelow: found.length > size ? revisions.at(-1)?.revision : undefined };
}
