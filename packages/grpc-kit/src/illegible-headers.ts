import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { refuseInvalid } from '@safe-community/domain-kit';
import { streamOf } from './stream-of.ts';

/** What says who acts and what for. Where one is left out, a call means something else. */
const WHO_AND_WHY = ['authorization', 'acting-user', 'purpose'];
/** What gRPC allows in the value of a header: visible ASCII and spaces. */
const LEGIBLE = /^[ -~]*$/;

const illegible = new WeakMap<object, string>();
let isWatching = false;

/**
 * grpc-js leaves out a header whose value has other characters, and serves the call without it: as if nobody acted.
 * So headers are looked at where they come in.
 */
export function watchHeaders(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe('http2.server.stream.start', (started) => {
    const { stream, headers } = started as { stream: ServerHttp2Stream; headers: IncomingHttpHeaders };
    const name = WHO_AND_WHY.find((one) => !LEGIBLE.test(String(headers[one] ?? '')));
    if (name !== undefined) illegible.set(stream, name);
  });
}

/** INVALID_ARGUMENT when a header of the call that says who acts, or what for, could not be read. */
export function demandLegible(call: object): void {
  const name = illegible.get(streamOf(call));
  if (name === undefined) return;
  refuseInvalid([{ field: `metadata ${name}`, rule: 'must be of printable ASCII characters' }]);
}
