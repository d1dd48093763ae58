import type { ServerHttp2Stream } from 'node:http2';

/** The HTTP/2 stream of a grpc-js call, which has no public API for it. Throws if another version keeps it elsewhere. */
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
