import { createHash, createPublicKey, verify } from 'node:crypto';

/** A signed statement of the end of a chain. */
export interface AuditCheckpoint {
  /** "incident-intake" */
  readonly service: string;
  /** The last sequence of a link. */
  readonly sequence: bigint;
  /** The hash of that link. */
  readonly hash: Uint8Array;
  /** In whole milliseconds. */
  readonly signedAt: Date;
  /** `keyIdOf` the public key. */
  readonly keyId: string;
  /** Ed25519, as SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** The signed bytes: one line of ASCII. */
export function checkpointStatement(
  checkpoint: Pick<AuditCheckpoint, 'service' | 'sequence' | 'hash' | 'signedAt'>,
): Buffer {
  const { service, sequence, hash, signedAt } = checkpoint;
  const fields = ['audit-checkpoint/1', service, sequence, Buffer.from(hash).toString('hex'), signedAt.getTime()];
  return Buffer.from(fields.join(' '));
}

/** Whether the key that the checkpoint names made the signature. It does not say whether to trust that key. */
export function isSigned(checkpoint: AuditCheckpoint): boolean {
  const { keyId, publicKey, signature } = checkpoint;
  if (keyId !== keyIdOf(publicKey)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, checkpointStatement(checkpoint), key, signature);
  } catch {
    // Malformed key bytes cannot have signed anything.
    return false;
  }
}

/** A short id for people to compare keys: the first 16 hexadecimal digits of the key's SHA-256. */
export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}
