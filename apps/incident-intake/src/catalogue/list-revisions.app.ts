import type { CatalogueHistory, CatalogueRevision } from './catalogue-history.app.ts';
import { pageOf } from '../incident/page.app.ts';

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
  const { page, last } = pageOf(await history.list(heldFrom, below, size + 1), size);
  return { revisions: page, nextBelow: last?.revision };
}
