import { setTimeout as sleep } from 'node:timers/promises';
import { status, type CallOptions, type ServiceError } from '@grpc/grpc-js';
import { refusalOf } from './refusal.ts';

/** Sends the request with these options: `(options, callback) => client.Method(request, options, callback)`. */
type Send<Response> = (
  options: CallOptions,
  callback: (error: ServiceError | null, response?: Response) => void,
) => unknown;

// A passing fault, and the deadline: then nobody knows whether the call was carried out, and the same request_id
// finds out. Every other code is an answer: sending the same again changes nothing.
const RETRIED = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED]);

/** One call with a deadline, sent again while that can help. Throws the ServiceError of the last attempt. */
export async function call<Response>(
  send: Send<Response>,
  { timeoutMs = 5_000, attempts = 10 } = {},
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(send, timeoutMs);
    } catch (error) {
      if (!isServiceError(error) || !canHelp(error) || attempt === attempts) throw error;
      await sleep(pauseBeforeRetry(error, attempt));
    }
  }
}

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error;
}

function canHelp(error: ServiceError): boolean {
  // Above capacity the service says when to come back; of a message that is too large it does not.
  if (error.code === status.RESOURCE_EXHAUSTED) return refusalOf(error).retryAfterMs !== undefined;
  return RETRIED.has(error.code);
}

/** Milliseconds: grows from 100 to 5,000, at least what the service asks for, and differs from client to client. */
function pauseBeforeRetry(error: ServiceError, attempt: number): number {
  const backoff = (0.5 + Math.random() / 2) * Math.min(5_000, 200 * 2 ** (attempt - 1));
  const asked = refusalOf(error).retryAfterMs ?? 0;
  return asked * (1 + Math.random() / 2) + backoff;
}

function once<Response>(send: Send<Response>, timeoutMs: number): Promise<Response> {
  return new Promise((resolve, reject) => {
    send({ deadline: Date.now() + timeoutMs }, (error, response) => {
      if (error === null && response !== undefined) resolve(response);
      else reject(error ?? new Error('neither answer nor error'));
    });
  });
}
