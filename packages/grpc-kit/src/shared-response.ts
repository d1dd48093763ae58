import type { MethodDescription } from './service.ts';

const bytesOf = new WeakMap<object, Buffer | undefined>();

/** Marks a response that is sent unchanged to many calls of its method: it is encoded only once. */
export function sharedResponse<Response extends object>(response: Response): Response {
  bytesOf.set(response, undefined);
  return response;
}

/** The encoded response. */
export function encoded(method: MethodDescription, response: unknown): Buffer {
  if (!(response instanceof Object && bytesOf.has(response))) return method.responseSerialize(response as never);
  const bytes = bytesOf.get(response) ?? method.responseSerialize(response as never);
  bytesOf.set(response, bytes);
  return bytes;
}
