import { Client, Metadata, type MethodDefinition } from '@grpc/grpc-js';
import { demoClientCredentials } from './test-pki.ts';

/**
 * Sends the messages of a client stream and resolves to the response.
 *
 * @param parts messages, or bytes that may be malformed.
 */
export function sendParts<Request extends object, Response>(
  port: number,
  { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
  parts: readonly (Request | Buffer)[],
  identity: Parameters<typeof demoClientCredentials>[0] = 'client',
): Promise<Response> {
  const client = new Client(`localhost:${port}`, demoClientCredentials(identity));
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const call = client.makeClientStreamRequest<Request | Buffer, Response>(
    path,
    (part) => (Buffer.isBuffer(part) ? part : requestSerialize(part)),
    responseDeserialize,
    new Metadata(),
    (error, response) => (error === null && response !== undefined ? resolve(response) : reject(error ?? new Error())),
  );
  // The response reports it.
  call.on('error', () => undefined);
  for (const part of parts) call.write(part);
  call.end();
  return promise.finally(() => client.close());
}
