import { join } from 'node:path';
import { keptSigningKey, serveKeys, type KeyServer, type SigningKey } from '@safe-community/security/dev-issuer';
import type { StateRoot } from '@safe-community/local-stack';

/** The signing key of the local token issuer; created at first use. */
export function localSigningKey(root: StateRoot): Promise<SigningKey> {
  return keptSigningKey(join(root.dir, 'token-issuer.json'));
}

/** Publishes the public key for the services of a local run. Fails outside development. */
export async function startTokenIssuer(root: StateRoot): Promise<KeyServer> {
  return serveKeys([await localSigningKey(root)]);
}
