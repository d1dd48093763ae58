import type { ServerHttp2Stream } from 'node:http2';

/**
 * The stream of HTTP/2 that a call of grpc-js is made of. There is no public way to it, so this looks inside; throws when
 * another version keeps its streams elsewhere.
 */
export function streamOf(call: object): ServerHttp2Stream {
  let inner: unknown = call;
  while (isObject(inner)) {
    const stream: unknown = Reflect.get(inner, 'stream');
    if (isObject(stream)) return stream as ServerHttp2Stream;
    inner = Reflect.get(inner, 'call') ?? Reflect.get(inner, 'nextCall');
  }
  throw new Error('grpc-js keeps its streams elsewhere');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
