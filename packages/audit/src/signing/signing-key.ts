import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { checkpointStatement, keyIdOf, type AuditCheckpoint } from '../chain/checkpoint.ts';

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
}
