import { constants } from 'node:http2';
import { streamOf } from './stream-of.ts';

/**
 * Ends a call whose reader does not read, without a status: the reader sees RESOURCE_EXHAUSTED, which is what gRPC makes
 * of this reset. grpc-js 1.14 sends a status behind all that was written before it, so such a call would never end, not
 * even at its deadline: who reads nothing could hold a place for ever.
 */
export function cutCall(call: object): void {
  streamOf(call).close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
}
