import { status, type Server, type ServerDuplexStream } from '@grpc/grpc-js';

/**
 * Gives a server a handler for every path that it has none for: UNIMPLEMENTED, as ever.
 *
 * Without it grpc-js 1.14 gives that answer before it asks its interceptors, and who may not know what is served could
 * find out by trying. It has no public way to do so, so this looks inside; throws when another version keeps its
 * handlers elsewhere.
 */
export function answerUnknownMethods(server: Server): void {
  const handlers: unknown = Reflect.get(server, 'handlers');
  if (!(handlers instanceof Map)) throw new Error('grpc-js keeps its handlers elsewhere: strangers could try methods');
  const known = handlers.get.bind(handlers);
  handlers.get = (path: string): unknown => known(path) ?? unknownMethod(path);
}

/** A stream of both, since this is the one kind of handler that is called before a message is there. */
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
