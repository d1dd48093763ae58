import { Metadata } from '@grpc/grpc-js';
import { CallError, type Called } from './call-error.ts';
import { isServiceError } from '@safe-community/grpc-kit/client';

/** A server-streaming method of a generated description. */
interface StreamingMethod<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** The messages of a stream; cancels the call when the reader stops early. Rejects with a CallError. */
export async function* readStream<Request, Response>(
  { client, service }: Called,
  { path, requestSerialize, responseDeserialize }: StreamingMethod<Request, Response>,
  request: Request,
  deadlineMs: number,
): AsyncGenerator<Response> {
  const options = { deadline: Date.now() + deadlineMs };
  const call = client.makeServerStreamRequest(
    path,
    requestSerialize,
    responseDeserialize,
    request,
    new Metadata(),
    options,
  );
  try {
    yield* call as AsyncIterable<Response>;
  } catch (error) {
    throw isServiceError(error) ? new CallError(service, error) : error;
  } finally {
    call.cancel();
  }
}
