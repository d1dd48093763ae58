import {
  Metadata,
  type CallOptions,
  type ChannelCredentials,
  type Client,
  type ClientOptions,
  type MethodDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import { currentCall, injectTrace, rpcClientDuration, withSpan } from '@safe-community/telemetry';
import { codeName } from './status.ts';

type ClientClass<C extends Client> = new (address: string, credentials: ChannelCredentials, options?: object) => C;

/**
 * The channel retries a call only if nothing was sent or the server returned UNAVAILABLE. This is safe, because every
 * method of the contracts reads or carries a request_id. It does not retry RESOURCE_EXHAUSTED: rejected load must not
 * return immediately. The server sets the delay (`grpc-retry-pushback-ms`); otherwise delays grow, with 20 % of jitter.
 *
 * All channels to an address share one retry budget: a failure takes a token, a success returns a tenth of a token, and
 * there are no retries below half of the tokens. A server that always fails thus gets ten additional calls instead of
 * three for each call, and one that fails now and then gets a tenth more.
 */
const SERVICE_CONFIG = JSON.stringify({
  loadBalancingConfig: [{ round_robin: {} }],
  methodConfig: [
    {
      name: [{}],
      retryPolicy: {
        maxAttempts: 4,
        initialBackoff: '0.1s',
        maxBackoff: '1s',
        backoffMultiplier: 3,
        retryableStatusCodes: ['UNAVAILABLE'],
      },
    },
  ],
  retryThrottling: { maxTokens: 20, tokenRatio: 0.1 },
});

/** Creates a client of a generated class; `using` closes it. It connects with the first call. `more` overrides options of grpc-js. */
export function openClient<C extends Client>(
  type: ClientClass<C>,
  address: string,
  credentials: ChannelCredentials,
  more: ClientOptions = {},
): C & Disposable {
  const client = new type(address, credentials, {
    'grpc.service_config': SERVICE_CONFIG,
    'grpc.keepalive_time_ms': 30_000,
    // The default is half a minute. A rollout can replace all replicas in less, and the client would know none of them.
    'grpc.dns_min_time_between_resolutions_ms': 2_000,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2_000,
    ...more,
  });
  return Object.assign(client, { [Symbol.dispose]: () => client.close() });
}

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
