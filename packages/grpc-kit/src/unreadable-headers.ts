import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { refuseInvalid } from '@safe-community/domain-kit';
import { streamOf } from './stream-of.ts';

/** The headers that say who acts and for which purpose. Without one of them, a call has another meaning. */
const IDENTITY_HEADERS = ['authorization', 'acting-user', 'purpose'];
/** What gRPC allows in the value of a header: visible ASCII and spaces. */
const PRINTABLE_ASCII = /^[ -~]*$/;

const unreadable = new WeakMap<object, string>();
let isWatching = false;

/**
 * Checks the headers of incoming HTTP/2 streams. grpc-js drops a header whose value has other characters and serves the
 * call without it, as if nobody acted.
 */
export function watchHeaders(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe('http2.server.stream.start', (started) => {
    const { stream, headers } = started as { stream: ServerHttp2Stream; headers: IncomingHttpHeaders };
    const name = IDENTITY_HEADERS.find((one) => !PRINTABLE_ASCII.test(String(headers[one] ?? '')));
    if (name !== undefined) unreadable.set(stream, name);
  });
}

/** Throws INVALID_ARGUMENT if a header that says who acts, or for which purpose, was dropped. */
export function requireReadableHeaders(call: object): void {
  const name = unreadable.get(streamOf(call));
  if (name === undefined) return;
  refuseInvalid([{ field: `metadata ${name}`, rule: 'must be of printable ASCII characters' }]);
}
