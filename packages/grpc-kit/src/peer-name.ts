import type { PeerCertificate } from 'node:tls';

/** The part of a server call that tells who is at the other end. */
export interface Authenticated {
  getAuthContext(): { readonly sslPeerCertificate?: PeerCertificate };
}

const nameOfSession = new WeakMap<object, string>();

/**
 * Common name of the client certificate that the TLS handshake has verified, if there is one.
 *
 * Node parses the whole certificate each time it is asked (22 µs, as long as a small call takes
 * altogether), so the name is kept as long as the connection: it cannot change in between.
 */
export function peerName(call: Authenticated): string | undefined {
  const session = sessionOf(call);
  const kept = session && nameOfSession.get(session);
  if (kept !== undefined) return kept;
  const name: unknown = call.getAuthContext().sslPeerCertificate?.subject?.CN;
  if (typeof name !== 'string') return undefined;
  if (session !== undefined) nameOfSession.set(session, name);
  return name;
}

/**
 * The HTTP/2 session of a call. grpc-js has no public way to it, so this looks inside, and where
 * it finds nothing (another version, an interceptor in between) the name is simply not kept.
 */
function sessionOf(call: object): object | undefined {
  const { stream } = propertyOf(call, 'call') as { stream?: unknown };
  return stream instanceof Object && 'session' in stream && stream.session instanceof Object
    ? stream.session
    : undefined;
}

function propertyOf(owner: object, name: string): object {
  const value: unknown = Reflect.get(owner, name);
  return value instanceof Object ? value : {};
}
