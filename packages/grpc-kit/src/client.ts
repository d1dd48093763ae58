import {
  Metadata,
  type CallOptions,
  type ChannelCredentials,
  type Client,
  type ClientOptions,
  type ServiceError,
} from '@grpc/grpc-js';
import { currentCall, injectTrace, rpcClientDuration, withSpan } from '@safe-community/telemetry';
import { codeName } from './status.ts';

type ClientClass<C extends Client> = new (address: string, credentials: ChannelCredentials, options?: object) => C;

/**
 * Retried by the channel only where nothing has been sent or the server says UNAVAILABLE: every method of the contracts
 * reads or carries a request_id. Not RESOURCE_EXHAUSTED: load that was shed must not come back by itself. The server
 * says when to come back (`grpc-retry-pushback-ms`), else the pauses grow and differ by up to 20 %.
 *
 * The budget is one for all channels to an address: each failure takes a token, each success gives a tenth of one back,
 * and below half of them nothing is retried. So a server that always fails gets ten calls more than were made, not
 * four times as many, and one that fails at times a tenth more.
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

/** Opens a client of a generated class; connects at the first call. `more`: options of grpc-js, on top of ours. */
export function openClient<C extends Client>(
  type: ClientClass<C>,
  address: string,
  credentials: ChannelCredentials,
  more: ClientOptions = {},
): C {
  return new type(address, credentials, {
    'grpc.service_config': SERVICE_CONFIG,
    'grpc.keepalive_time_ms': 30_000,
    // A rollout replaces all replicas in less than the usual half minute: whoever asks that seldom knows none any more.
    'grpc.dns_min_time_between_resolutions_ms': 2_000,
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
) => { cancel(): void };

/**
 * One unary call with a deadline, a client span and the trace carried on. Made on behalf of another call it has no more
 * time than that one has left, and ends with it. Rejects with the ServiceError of grpc-js.
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

/** Metadata that carries the trace and the baggage of the work under way. */
export function traceMetadata(): Metadata {
  const metadata = new Metadata();
  injectTrace((name, value) => metadata.set(name, value));
  return metadata;
}
