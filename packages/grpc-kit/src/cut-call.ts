import { constants, type ServerHttp2Stream } from 'node:http2';

/**
 * Ends a call whose reader does not read, without a status: the reader sees RESOURCE_EXHAUSTED, which is what gRPC makes
 * of this reset. grpc-js 1.14 sends a status behind all that was written before it, so such a call would never end, not
 * even at its deadline. It has no public way to do so, so this looks inside; throws when another version keeps its streams
 * elsewhere.
 */
export function cutCall(call: object): void {
  let inner: unknown = call;
  while (isObject(inner)) {
    const stream: unknown = Reflect.get(inner, 'stream');
    if (isObject(stream)) return (stream as ServerHttp2Stream).close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
    inner = Reflect.get(inner, 'call') ?? Reflect.get(inner, 'nextCall');
  }
  throw new Error('grpc-js keeps its streams elsewhere: who reads nothing could hold a place for ever');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
