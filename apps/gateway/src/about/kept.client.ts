import {
  CatalogueServiceService as Catalogue,
  ListCategoriesRequest,
} from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { RuleStatus } from '@safe-community/contracts/incidents/v1/law.ts';
import { BackendError, categoryWord, remembered, type Backend } from '../backend/module.ts';
import type { KeptCategory, ReadKept } from './kept.ts';

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 1 };

/** The terms that hold today, by the law tables of the installation. */
export function keptReader({ incidents }: Pick<Backend, 'incidents'>): ReadKept {
  const read = remembered(async () => {
    const { categories } = await incidents(Catalogue.listCategories, ListCategoriesRequest.fromPartial({}));
    return categories
      .filter(({ retentionDays }) => retentionDays > 0)
      .map(({ category, nameUk: uk, nameEn: en, retentionDays, retentionBasis }): KeptCategory => ({
        code: categoryWord(category),
        name: { uk, en },
        days: retentionDays,
        source: retentionBasis?.source ?? '',
        isConfirmed: retentionBasis?.status === RuleStatus.CONFIRMED,
      }));
  }, MEMORY);
  return () =>
    read('').catch((error: unknown) => {
      // The rest of the page is true without them.
      if (error instanceof BackendError) return undefined;
      throw error;
    });
}
