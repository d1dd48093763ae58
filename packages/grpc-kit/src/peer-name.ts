import type { PeerCertificate } from 'node:tls';

/** The part of a server call that tells who is at the other end. */
export interface Authenticated {
  getAuthContext(): { readonly sslPeerCertificate?: PeerCertificate };
}

const nameOfSession = new WeakMap<object, string>();

/** Told of each connection, at its first call: whose certificate it is, and when that ends. */
export type OnPeer = (name: string, endsAt: Date) => void;

/**
 * Common name of the client certificate that the TLS handshake has verified, if there is one.
 *
 * Node parses the whole certificate each time it is asked (22 µs, as long as a small call takes
 * altogether), so the name is kept as long as the connection: it cannot change in between.
 */
export function peerName(call: Authenticated, onFirst?: OnPeer): string | undefined {
  const session = sessionOf(call);
  const kept = session && nameOfSession.get(session);
  if (kept !== undefined) return kept;
  const { sslPeerCertificate: certificate } = call.getAuthContext();
  const name: unknown = certificate?.subject?.CN;
  if (certificate === undefined || typeof name !== 'string') return undefined;
  if (session !== undefined) nameOfSession.set(session, name);
  onFirst?.(name, new Date(certificate.valid_to));
  return name;
}

/**
 * The HTTP/2 session of a call. grpc-js has no public way to it, so this looks inside, and where
 * it finds nothing (another version) the name is simply not kept.
 */
function sessionOf(call: object): object | undefined {
  const { session } = propertyOf(innermost(call), 'stream') as { session?: unknown };
  return session instanceof Object ? session : undefined;
}

/** A handler's call is around that of an interceptor, and this one around that of the stream. */
function innermost(call: object): object {
  if ('stream' in call) return call;
  const inner = 'nextCall' in call ? call.nextCall : Reflect.get(call, 'call');
  return inner instanceof Object ? innermost(inner) : call;
}

function propertyOf(owner: object, name: string): object {
  const value: unknown = Reflect.get(owner, name);
  return value instanceof Object ? value : {};
}
