import { Metadata, type CallOptions, type Client, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import { currentCall, injectTrace, rpcClientDuration, withSpan } from '@safe-community/telemetry';
import { codeName } from './status.ts';

type UnaryMethod<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => { cancel(): void };

/**
 * Makes a unary call with a deadline, a client span and trace propagation. Within another call, its deadline is at most
 * that of the other call, and it is cancelled with it. Rejects with the ServiceError of grpc-js.
 *
 * @param name the method, for the span: "safecommunity.officers.v1.OfficerRegistryService/GetOfficer"
 */
export function callUnary<Request, Response>(
  name: string,
  method: UnaryMethod<Request, Response>,
  request: Request,
  deadlineMs: number,
): Promise<Response> {
  const started = performance.now();
  return withSpan(name, 'client', { 'rpc.system.name': 'grpc', 'rpc.method': name }, async (span) => {
    const caller = currentCall();
    const deadline = Math.min(Date.now() + deadlineMs, caller?.deadline ?? Number.POSITIVE_INFINITY);
    const failed = await new Promise<{ error: ServiceError } | { response: Response }>((resolve) => {
      const made = method(request, traceMetadata(), { deadline }, (error, response) => {
        caller?.signal.removeEventListener('abort', cancel);
        resolve(error === null ? { response } : { error });
      });
      const cancel = (): void => made.cancel();
      caller?.signal.addEventListener('abort', cancel, { once: true });
    });
    const code = 'error' in failed ? codeName(failed.error.code) : 'OK';
    rpcClientDuration.record((performance.now() - started) / 1_000, {
      'rpc.method': name,
      'rpc.response.status_code': code,
    });
    if ('response' in failed) return failed.response;
    span.fail(code);
    throw failed.error;
  });
}

/** Makes a unary call of a generated method description, with a deadline; otherwise as `callUnary`. */
export function callMethod<Request, Response>(
  client: Client,
  { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
  request: Request,
  deadlineMs: number,
): Promise<Response> {
  return callUnary<Request, Response>(
    path.slice(1),
    (message, metadata, options, callback) =>
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        message,
        metadata,
        options,
        // Without an error there is a response.
        (error, response) => callback(error, response as Response),
      ),
    request,
    deadlineMs,
  );
}

/** Metadata with the current trace and baggage. */
export function traceMetadata(): Metadata {
  const metadata = new Metadata();
  injectTrace((name, value) => metadata.set(name, value));
  return metadata;
}
