import type { KeyObject } from 'node:crypto';
import { keyringOf, readKeyFiles, type KeyFiles, type Keyring } from './keyring.ts';
import { EncryptionError } from './encryption-error.ts';

/** A keyring whose folder may change while the service runs. Each operation uses the current keys. */
export class LiveKeyring implements Keyring {
  readonly #folder: string;
  #current: Keyring;
  #files: KeyFiles;
  /** A changed content that was seen once. */
  #candidate: KeyFiles | undefined;

  /** @throws {EncryptionError} `keyring_unusable`, like `loadKeyring`: a service does not start without its keys. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#files = readKeyFiles(folder);
    this.#current = keyringOf(this.#files);
  }

  get activeId(): string {
    return this.#current.activeId;
  }

  get keys(): ReadonlyMap<string, KeyObject> {
    return this.#current.keys;
  }

  get digestKey(): KeyObject {
    return this.#current.digestKey;
  }

  get pseudonymKey(): KeyObject {
    return this.#current.pseudonymKey;
  }

  get macKey(): KeyObject {
    return this.#current.macKey;
  }

  /**
   * Rereads the folder and adopts its content once two reads in a row agree, because a folder may be read while it is
   * being written. Returns whether the keys changed.
   *
   * @throws {EncryptionError} `keyring_unusable` if the folder is incomplete, open to others, or has other bytes under a
   * known id or another digest key, which would change what stored data means. The keys in use stay the same.
   */
  refresh(): boolean {
    const seenBefore = this.#candidate;
    this.#candidate = undefined;
    const found = readKeyFiles(this.#folder);
    refuseOtherBytes(found, this.#files);
    if (isSame(found, this.#files)) return false;
    if (seenBefore === undefined || !isSame(found, seenBefore)) {
      this.#candidate = found;
      return false;
    }
    this.#files = found;
    this.#current = keyringOf(found);
    return true;
  }
}

function refuseOtherBytes(found: KeyFiles, current: KeyFiles): void {
  if (!found.root.equals(current.root)) {
    throw refused('digest.key is another one: it is never changed under a running service');
  }
  for (const [id, key] of found.keys) {
    const known = current.keys.get(id);
    if (known?.equals(key) === false) throw refused(`${id}.key holds other bytes than before: a key is never replaced`);
  }
}

function isSame(a: KeyFiles, b: KeyFiles): boolean {
  const sameIds = a.keys.size === b.keys.size && [...a.keys].every(([id, key]) => b.keys.get(id)?.equals(key));
  return sameIds && a.activeId === b.activeId && a.root.equals(b.root);
}

function refused(problem: string): EncryptionError {
  return new EncryptionError('keyring_unusable', `The changed keyring is not taken: ${problem}`);
}
