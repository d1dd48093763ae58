import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@safe-community/database';
import { Seldom, type Logger } from '@safe-community/telemetry';
import type { Keyring } from '@safe-community/security/encryption';
import { countDataKeys } from './count-data-keys.ts';
import type { HolderBook } from './holder-book.ts';
import { rewrapPortion } from './rewrap-portion.ts';
import type { EncryptedTable } from './encrypted-table.ts';

interface Worked {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly tables: readonly EncryptedTable[];
  readonly logger: Logger;
}

/** The pause between two portions, so that callers of the service do not notice the work. */
const BREATHER_MS = 20;
/** With so many, something else is wrong, probably the keyring. Rewrapping then stops until the next start. */
const MAX_DAMAGED = 10_000;
/** Counting takes longer than a portion. */
const COUNT_EVERY_MS = 15_000;

/** Rewraps the data keys of a service with its active key, portion by portion. */
export class RewrapWork {
  readonly #worked: Worked;
  readonly #holders: HolderBook;
  readonly #seldom = new Seldom();
  #countedAt = Number.NEGATIVE_INFINITY;
  #waiting = 0;
  readonly #damaged: string[] = [];
  #lost = 0;

  constructor(worked: Worked, holders: HolderBook) {
    this.#worked = worked;
    this.#holders = holders;
  }

  /** Data keys under a former key, as of the last count. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Data keys under a key that this replica does not hold, as of the last count. */
  get lost(): number {
    return this.#lost;
  }

  /** Resolves to the number of data keys that were rewrapped. */
  async portion(signal: AbortSignal): Promise<number> {
    const done = (await this.#isAllowed()) ? await this.#some() : 0;
    const isTime = performance.now() - this.#countedAt >= COUNT_EVERY_MS;
    if (isTime || (done === 0 && this.#waiting > 0)) await this.#count();
    if (done > 0) await sleep(BREATHER_MS, undefined, { signal }).catch(() => undefined);
    return done;
  }

  /** A replica that does not know the active key could not decrypt rewrapped data. */
  async #isAllowed(): Promise<boolean> {
    const { keyring, logger } = this.#worked;
    if (keyring.keys.size === 1) return false;
    const isKnown = await this.#holders.allKnow(keyring.activeId);
    if (isKnown === false) {
      this.#seldom.tell('unknown to some', () =>
        logger.warn('data keys are not rewrapped yet: a replica does not know the active key'),
      );
    }
    return isKnown === true;
  }

  async #some(): Promise<number> {
    const { database, keyring, tables } = this.#worked;
    if (this.#damaged.length >= MAX_DAMAGED) return 0;
    for (const table of tables) {
      const { done, damaged } = await rewrapPortion(database, keyring, table, this.#damaged);
      if (damaged.length > 0) this.#leave(damaged);
      if (done > 0) return done;
    }
    return 0;
  }

  /** They stay counted under their key, so it cannot be retired before somebody decides about them. */
  #leave(damaged: readonly string[]): void {
    this.#damaged.push(...damaged);
    this.#worked.logger.error('data keys are damaged or were changed by hand; left as they are', {
      count: this.#damaged.length,
    });
  }

  async #count(): Promise<void> {
    const { database, keyring, logger, tables } = this.#worked;
    const counts = await countDataKeys(database.em.fork(), tables, (keyId) => keyId !== keyring.activeId);
    const lost = [...counts].filter(([keyId]) => !keyring.keys.has(keyId));
    this.#lost = sum(lost);
    this.#waiting = sum([...counts]) - this.#lost;
    this.#countedAt = performance.now();
    for (const [keyId, count] of lost) {
      this.#seldom.tell(keyId, (repeated) =>
        logger.error('data is encrypted with a key that is not in the keyring: it cannot be read', {
          keyId,
          count,
          repeated,
        }),
      );
    }
  }
}

function sum(counts: readonly (readonly [string, number])[]): number {
  return counts.reduce((total, [, count]) => total + count, 0);
}
