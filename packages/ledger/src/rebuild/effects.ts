import type { EntityManager } from '@safe-community/database';
import type { CounterChange } from './counter-change.ts';

/** The effects of a producer's events, as a rebuild replaces them. */
export type Effects = EffectsBesides | EffectsInPlace;

/** Tables whose rows are nothing but these effects: a rebuild fills copies of them while the consumer continues. */
export interface EffectsBesides {
  readonly tables: readonly string[];
  /** Runs before the first event is applied again, for example to lock out a job that sums these tables up. */
  readonly hold?: (em: EntityManager) => Promise<void>;
  /**
   * Says what a rebuild has changed, before its commit. The copies come first on the search path: the tables themselves
   * are in the schema `public`. Absent: nothing is compared.
   */
  readonly compare?: (em: EntityManager) => Promise<readonly CounterChange[]>;
}

/** Effects in tables that calls change as well: the consumer waits until the rebuild has committed. */
export interface EffectsInPlace {
  /** Deletes all of them. Delete rows, do not truncate tables: readers see the former effects until the commit. */
  readonly forget: (em: EntityManager) => Promise<void>;
}
