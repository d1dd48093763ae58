import type { MethodDescription } from './service.ts';

const bytesOf = new WeakMap<object, Buffer | undefined>();

/** Says of an answer that it goes to many calls of its method, as it is: it is written once for all of them. */
export function sharedAnswer<Answer extends object>(answer: Answer): Answer {
  bytesOf.set(answer, undefined);
  return answer;
}

/** The bytes of an answer. */
export function encoded(method: MethodDescription, answer: unknown): Buffer {
  if (!(answer instanceof Object && bytesOf.has(answer))) return method.responseSerialize(answer as never);
  const bytes = bytesOf.get(answer) ?? method.responseSerialize(answer as never);
  bytesOf.set(answer, bytes);
  return bytes;
}
