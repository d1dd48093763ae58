import type { PeerCertificate } from 'node:tls';
import { Refusal } from './refusal.ts';
import type { Caller, Callers } from './callers.ts';

/** The part of a server call that tells who is at the other end. */
interface Authenticated {
  getAuthContext(): { readonly sslPeerCertificate?: PeerCertificate };
}

/** Who calls, by the certificate that the TLS handshake has verified. Nobody known: UNAUTHENTICATED. */
export function identify(call: Authenticated, callers: Callers): Caller {
  const name = call.getAuthContext().sslPeerCertificate?.subject?.CN;
  const caller = typeof name === 'string' ? callers.get(name) : undefined;
  if (caller === undefined) throw new Refusal('unauthenticated', 'the client certificate is of no known caller');
  return caller;
}

/** PERMISSION_DENIED unless the caller holds the scope. */
export function demandScope(caller: Caller, scope: string): void {
  if (caller.scopes.has(scope)) return;
  throw new Refusal('permission-denied', `the caller does not hold the scope ${scope}`, { reason: 'SCOPE_MISSING' });
}
