import { createPrivateKey, createPublicKey, createSecretKey, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { checkpointStatement, keyIdOf, type AuditCheckpoint } from '../chain/checkpoint.ts';

const DERIVED_BYTES = 32;

/** The key with which a service signs its checkpoints. */
export class SigningKey {
  readonly keyId: string;
  /** Ed25519, as SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer;
  readonly #privateKey: KeyObject;

  /** @param pem PKCS #8. Throws when it is not the private key of an Ed25519 pair. */
  constructor(pem: string) {
    this.#privateKey = createPrivateKey(pem);
    if (this.#privateKey.asymmetricKeyType !== 'ed25519') throw new Error('an audit key must be an Ed25519 key');
    this.publicKey = createPublicKey(this.#privateKey).export({ format: 'der', type: 'spki' });
    this.keyId = keyIdOf(this.publicKey);
  }

  sign(statement: Pick<AuditCheckpoint, 'service' | 'sequence' | 'hash' | 'signedAt'>): AuditCheckpoint {
    const { keyId, publicKey } = this;
    return { ...statement, keyId, publicKey, signature: sign(null, checkpointStatement(statement), this.#privateKey) };
  }

  /** A secret key for another purpose: 32 bytes that are unrelated to the signatures and to those of every other label. */
  derive(label: string): KeyObject {
    // The seed alone: how a library writes it into a file may change.
    const { d: seed } = this.#privateKey.export({ format: 'jwk' });
    if (seed === undefined) throw new Error('the audit key has no private part');
    const info = `safe-community/audit-key/1/${label}`;
    return createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(seed, 'base64url'), '', info, DERIVED_BYTES)));
  }
}
