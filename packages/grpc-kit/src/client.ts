import {
  Metadata,
  type CallOptions,
  type ChannelCredentials,
  type ChannelOptions,
  type Client,
  type ServiceError,
} from '@grpc/grpc-js';
import { injectTrace, rpcClientDuration, withSpan } from '@safe-community/telemetry';
import { codeName } from './status.ts';

type ClientClass<C extends Client> = new (address: string, credentials: ChannelCredentials, options?: object) => C;

/** Retried by the channel only where nothing has been sent or the server says UNAVAILABLE; writes carry a request_id. */
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

/** Opens a client of a generated class; connects at the first call. `more`: options of grpc-js, on top of ours. */
export function openClient<C extends Client>(
  type: ClientClass<C>,
  address: string,
  credentials: ChannelCredentials,
  more: ChannelOptions = {},
): C {
  return new type(address, credentials, {
    'grpc.service_config': SERVICE_CONFIG,
    'grpc.keepalive_time_ms': 30_000,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2_000,
    ...more,
  });
}

type UnaryMethod<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/**
 * One unary call with a deadline, a client span and the trace carried on.
 * Rejects with the ServiceError of grpc-js.
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
    const failed = await new Promise<{ error: ServiceError } | { response: Response }>((resolve) => {
      method(request, traceMetadata(), { deadline: Date.now() + deadlineMs }, (error, response) => {
        resolve(error === null ? { response } : { error });
      });
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

/** Metadata that carries the trace and the baggage of the work under way. */
export function traceMetadata(): Metadata {
  const metadata = new Metadata();
  injectTrace((name, value) => metadata.set(name, value));
  return metadata;
}
