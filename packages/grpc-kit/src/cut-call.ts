import { constants } from 'node:http2';
import { streamOf } from './stream-of.ts';

/**
 * Resets the stream of a client that does not read. The client sees RESOURCE_EXHAUSTED, to which gRPC maps this reset.
 * grpc-js 1.14 sends a status after everything that was written before, so that such a call would never end, not even at
 * its deadline, and the client could hold a slot forever.
 */
export function cutCall(call: object): void {
  streamOf(call).close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
}
