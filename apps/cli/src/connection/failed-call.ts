import type { CallError } from './call-error.ts';

/** Whether a call failed. By name, because the class comes with grpc-js, which a command loads only to call. */
export function isCallError(error: unknown): error is CallError {
  return error instanceof Error && error.name === 'CallError';
}
