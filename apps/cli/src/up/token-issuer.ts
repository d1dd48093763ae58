import { join } from 'node:path';
import { keptSigningKey, serveKeys, type KeyServer, type SigningKey } from '@safe-community/security/dev-issuer';
import type { StateRoot } from '@safe-community/local-stack';

/** The key of the local issuer of tokens; made when it is asked for first. */
export function localSigningKey(root: StateRoot): Promise<SigningKey> {
  return keptSigningKey(join(root.dir, 'token-issuer.json'));
}

/** Publishes its public half for the services of a local run. Refuses to run where it is not for development. */
export async function startTokenIssuer(root: StateRoot): Promise<KeyServer> {
  return serveKeys([await localSigningKey(root)]);
}
