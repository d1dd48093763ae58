import type { Category } from './category.ts';
import type { CategoryPolicy } from './category-policy.ts';
import type { DatedPolicy } from './dated-policy.ts';

/** The categories that may be reported now, and the expectations for each. */
export interface Catalogue {
  /** From 1. */
  readonly revision: number;
  /** What does not depend on the day. */
  policy(category: Category): UndatedPolicy;
  /** With the expected times and the retention of the moment. */
  policyAt(category: Category, at: Date): DatedPolicy;
}

type UndatedPolicy = Omit<CategoryPolicy, 'expected' | 'retentionDays'>;

/** A version of the catalogue in its history. */
export interface CatalogueRevision {
  /** From 1. */
  readonly revision: number;
  readonly effectiveAt: Date;
  /** Who changed it and why, according to the configuration; empty for the built-in catalogue. */
  readonly changedBy: string;
  readonly note: string;
}

/** A revision with its policies. */
export interface CatalogueState extends CatalogueRevision {
  readonly policies: readonly CategoryPolicy[];
}
