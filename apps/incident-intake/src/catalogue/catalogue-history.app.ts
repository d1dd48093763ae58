import type { CategoryPolicy } from './category-policy.ts';

/** A state of the catalogue. */
export interface CatalogueRevision {
  /** From 1. */
  readonly revision: number;
  readonly effectiveAt: Date;
  /** Who changed it and why, as the configuration says; empty for what is built in. */
  readonly changedBy: string;
  readonly note: string;
}

/** All that holds by a revision. */
export interface CatalogueState extends CatalogueRevision {
  readonly policies: readonly CategoryPolicy[];
}

export interface CatalogueHistory {
  /** What this service works by. Unavailable until the memory is filled. */
  current(): CatalogueState;
  find(revision: number): Promise<CatalogueState | undefined>;
  /**
   * Newest first, those below a revision. With a time: those that held then and later.
   */
  list(heldFrom: Date | undefined, below: number | undefined, most: number): Promise<CatalogueRevision[]>;
}
