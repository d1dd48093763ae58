import { once } from 'node:events';
import type { ClientWritableStream, ServiceError } from '@grpc/grpc-js';

type Answer<Response> = (error: ServiceError | null, response: Response) => void;

/** Sends the messages of a client stream with backpressure, and resolves to its response. */
export async function sendImport<Request, Response>(
  open: (answer: Answer<Response>) => ClientWritableStream<Request>,
  messages: Iterable<Request>,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const call = open((error, response) => (error === null ? resolve(response) : reject(error)));
  for (const message of messages) {
    if (!call.write(message)) await once(call, 'drain');
  }
  call.end();
  return promise;
}
