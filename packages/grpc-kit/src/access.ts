import type { Caller, Callers } from './callers.ts';
import { peerName, type Authenticated } from './peer-name.ts';
import { Refusal } from './refusal.ts';

/** Who calls, by the certificate that the TLS handshake has verified. Nobody known: UNAUTHENTICATED. */
export function identify(call: Authenticated, callers: Callers): Caller {
  const name = peerName(call);
  const caller = name === undefined ? undefined : callers.get(name);
  if (caller === undefined) throw new Refusal('unauthenticated', 'the client certificate is of no known caller');
  return caller;
}

/** PERMISSION_DENIED unless the caller holds the scope. */
export function demandScope(caller: Caller, scope: string): void {
  if (caller.scopes.has(scope)) return;
  throw new Refusal('permission-denied', `the caller does not hold the scope ${scope}`, { reason: 'SCOPE_MISSING' });
}
