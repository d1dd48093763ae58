import { createSecureContext, type SecureContext } from 'node:tls';
import { TLS_POLICY } from './policy.ts';
import { checkIdentity, readIdentity, type IdentityBytes, type TlsFiles } from './read-identity.ts';
import { TlsError } from './tls-error.ts';

/**
 * A certificate, its key and the authorities, from files that may change while the process runs. Ask for them when you
 * make a connection. If the files are half written or do not match, the previous ones stay in use.
 */
export class TlsIdentity {
  readonly files: TlsFiles;
  #bytes: IdentityBytes;
  #context: SecureContext | undefined;
  #trouble: TlsError | undefined;

  /** @throws {TlsError} if the files cannot be used: nothing starts without an identity. */
  constructor(files: TlsFiles) {
    this.files = files;
    this.#bytes = readIdentity(files);
    checkIdentity(files, this.#bytes);
  }

  /** The identity to use now; rereads the files. Returns the same object as long as they do not change. */
  current(): IdentityBytes {
    try {
      this.#look();
    } catch (error) {
      if (!(error instanceof TlsError)) throw error;
      this.#trouble = error;
    }
    return this.#bytes;
  }

  /** The same for a client, created once for all its connections. */
  context(): SecureContext {
    const bytes = this.current();
    this.#context ??= createSecureContext({ ...bytes, ...TLS_POLICY });
    return this.#context;
  }

  /** Why the last read of the files failed. The previous identity stays in use. */
  get trouble(): TlsError | undefined {
    return this.#trouble;
  }

  #look(): void {
    const found = readIdentity(this.files);
    if (!isSame(found, this.#bytes)) {
      checkIdentity(this.files, found);
      this.#bytes = found;
      this.#context = undefined;
    }
    this.#trouble = undefined;
  }
}

function isSame(a: IdentityBytes, b: IdentityBytes): boolean {
  return a.ca.equals(b.ca) && a.cert.equals(b.cert) && a.key.equals(b.key);
}
