import { Seldom, type Logger } from '@safe-community/telemetry';
import { EncryptionError, type LiveKeyring } from '@safe-community/security/encryption';
import type { HolderBook } from './holder-book.ts';

interface Watched {
  readonly keyring: LiveKeyring;
  readonly onChange?: () => void;
  readonly logger: Logger;
}

/** Reloads the keyring when its folder changes, and reports to the other replicas which keys are loaded. */
export class KeyringWatch {
  readonly #watched: Watched;
  readonly #holders: HolderBook;
  readonly #seldom = new Seldom();
  #trouble = '';

  constructor(watched: Watched, holders: HolderBook) {
    this.#watched = watched;
    this.#holders = holders;
  }

  /** Why the content of the folder is rejected; empty if it is valid. Names files and rules, never a key. */
  get trouble(): string {
    return this.#trouble;
  }

  /** Resolves to 0, because nothing is left to do at once. */
  async look(): Promise<number> {
    const { keyring, logger, onChange } = this.#watched;
    if (this.#refresh()) {
      logger.info('changed keyring loaded', { count: keyring.keys.size });
      onChange?.();
    }
    await this.#holders.tell({
      activeKeyId: keyring.activeId,
      keyIds: [...keyring.keys.keys()],
      trouble: this.#trouble,
    });
    return 0;
  }

  /** If the folder is invalid, the previous keys stay in use; the log, the metric, and the key status report it. */
  #refresh(): boolean {
    try {
      const isChanged = this.#watched.keyring.refresh();
      this.#trouble = '';
      this.#seldom.forget();
      return isChanged;
    } catch (error) {
      if (!(error instanceof EncryptionError)) throw error;
      this.#trouble = error.message;
      this.#seldom.tell(error, (repeated) =>
        this.#watched.logger.error('the keyring is invalid; the previous keys stay in use', {
          error,
          repeated,
        }),
      );
      return false;
    }
  }
}
