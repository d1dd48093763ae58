import type { PeerCertificate } from 'node:tls';

/** The part of a server call that identifies the peer. */
export interface Authenticated {
  getAuthContext(): { readonly sslPeerCertificate?: PeerCertificate };
}

const nameOfSession = new WeakMap<object, string>();

/** Called with the first call of each connection: the name in the certificate, and when it expires. */
export type OnPeer = (name: string, endsAt: Date) => void;

/**
 * The common name of the client certificate that the TLS handshake has verified, if there is one. Cached for each
 * connection: Node parses the certificate on every access, which takes as long as a small call (22 µs).
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
 * The HTTP/2 session of a call. grpc-js does not expose it. If another version keeps it elsewhere, the name is not
 * cached.
 */
function sessionOf(call: object): object | undefined {
  const { session } = propertyOf(innermost(call), 'stream') as { session?: unknown };
  return session instanceof Object ? session : undefined;
}

/** The call of a handler wraps that of an interceptor, which wraps that of the stream. */
function innermost(call: object): object {
  if ('stream' in call) return call;
  const inner = 'nextCall' in call ? call.nextCall : Reflect.get(call, 'call');
  return inner instanceof Object ? innermost(inner) : call;
}

function propertyOf(owner: object, name: string): object {
  const value: unknown = Reflect.get(owner, name);
  return value instanceof Object ? value : {};
}
