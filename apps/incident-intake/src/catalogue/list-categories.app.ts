import { notFound } from '@safe-community/domain-kit';
import type { CatalogueHistory, CatalogueState } from './catalogue-history.app.ts';

/** All categories by a revision; 0 for the one that holds now. */
export async function listCategories(history: CatalogueHistory, revision: number): Promise<CatalogueState> {
  const current = history.current();
  if (revision === 0 || revision === current.revision) return current;
  const found = await history.find(revision);
  if (found === undefined) throw notFound('revision of the catalogue');
  return found;
}
