import { status, type Server, type ServerDuplexStream } from '@grpc/grpc-js';

/**
 * Adds a handler that returns UNIMPLEMENTED for every path without one.
 *
 * Otherwise grpc-js 1.14 returns UNIMPLEMENTED before it runs the interceptors, and an unregistered client could find out
 * which methods are served. It has no public API for this. Throws if another version keeps its handlers elsewhere.
 */
export function answerUnknownMethods(server: Server): void {
  const handlers: unknown = Reflect.get(server, 'handlers');
  if (!(handlers instanceof Map))
    throw new Error('grpc-js keeps its handlers elsewhere: unregistered clients could probe for methods');
  const known = handlers.get.bind(handlers);
  handlers.get = (path: string): unknown => known(path) ?? unknownMethod(path);
}

/** A bidirectional stream, because only its handler is called before a message has arrived. */
function unknownMethod(path: string) {
  const details = `The server does not implement the method ${path}`;
  return {
    path,
    type: 'bidi',
    func: (call: ServerDuplexStream<Buffer, Buffer>) => call.emit('error', { code: status.UNIMPLEMENTED, details }),
    serialize: asBytes,
    deserialize: asBytes,
  };
}

function asBytes(bytes: Buffer): Buffer {
  return bytes;
}
