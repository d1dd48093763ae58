import type { EntityManager } from '@safe-community/database';
import type { LegalHold, Release } from './legal-hold.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import type { Seen } from '../incident/access.adapter.ts';

/** Legal holds of locked incidents. All calls belong to the transaction of `em`. */
export interface HoldBook {
  /** The released ones too. */
  count(em: EntityManager, incidentId: string): Promise<number>;
  place(em: EntityManager, incidentId: string, hold: LegalHold): Promise<void>;
  /** Ids of the holds in force. */
  inForce(em: EntityManager, incidentId: string): Promise<string[]>;
  release(em: EntityManager, holdId: string, release: Release): Promise<void>;
}

/** The end of personal data. All calls belong to the transaction of `em`. */
export interface Erasure {
  /** Locks incidents whose time has come and that no hold protects, without waiting for those that others work on. */
  lockDue(em: EntityManager, now: Date, most: number): Promise<string[]>;
  /** Destroys the key of a locked case, and all that lay under it. */
  erase(em: EntityManager, incidentId: string, at: Date): Promise<void>;
}

export interface RetentionPorts extends CasePorts {
  readonly holds: HoldBook;
  readonly erasure: Erasure;
}

/** What is due with an incident, and what forbids it. */
export interface Retention extends Seen {
  readonly eraseAt: Date | undefined;
  readonly erasedAt: Date | undefined;
  /** Oldest first, the released ones too. */
  readonly holds: readonly LegalHold[];
}

export interface RetentionReader {
  find(incidentId: string): Promise<Retention | undefined>;
}
