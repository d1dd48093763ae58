import type { Category } from './category.ts';
import type { CategoryPolicy } from './category-policy.ts';

/** What may be reported now, and what is expected then. */
export interface Catalogue {
  /** From 1. */
  readonly revision: number;
  policy(category: Category): CategoryPolicy;
}

/** A version of the catalogue in its history. */
export interface CatalogueRevision {
  /** From 1. */
  readonly revision: number;
  readonly effectiveAt: Date;
  /** Who changed it and why, as the configuration says; empty for the built-in catalogue. */
  readonly changedBy: string;
  readonly note: string;
}

/** A revision with its policies. */
export interface CatalogueState extends CatalogueRevision {
  readonly policies: readonly CategoryPolicy[];
}
