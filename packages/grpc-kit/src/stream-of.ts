import type { ServerHttp2Stream } from 'node:http2';

/** The HTTP/2 stream of a grpc-js call, which has no public API for it. Throws if another version keeps it elsewhere. */
export function streamOf(call: object): ServerHttp2Stream {
  return partOf(call, 'stream') as ServerHttp2Stream;
}

/**
 * Whether the client ended its requests within a message. grpc-js drops such a rest and reports a normal end. Throws if
 * another version of grpc-js keeps its decoder elsewhere.
 */
export function endsWithinMessage(call: object): boolean {
  const state: unknown = Reflect.get(partOf(call, 'decoder'), 'readState');
  if (typeof state !== 'number') throw new Error('grpc-js keeps the state of its decoder elsewhere');
  return state !== BETWEEN_MESSAGES;
}

/** `ReadState.NO_DATA` of grpc-js. */
const BETWEEN_MESSAGES = 0;

/** A part of a call, which each interceptor wraps once more. */
function partOf(call: object, name: 'stream' | 'decoder'): object {
  let inner: unknown = call;
  while (isObject(inner)) {
    const part: unknown = Reflect.get(inner, name);
    if (isObject(part)) return part;
    inner = Reflect.get(inner, 'call') ?? Reflect.get(inner, 'nextCall');
  }
  throw new Error(`grpc-js keeps the ${name} of a call elsewhere`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
