import {
  Metadata,
  type ChannelCredentials,
  type Client,
  type ClientOptions,
  type MethodDefinition,
} from '@grpc/grpc-js';

type ClientClass<C extends Client> = new (address: string, credentials: ChannelCredentials, options?: object) => C;

/**
 * The channel retries a call only if nothing was sent or the server returned UNAVAILABLE. This is safe, because every
 * method of the contracts reads, carries a request_id, or puts the same state again. It does not retry RESOURCE_EXHAUSTED: rejected load must not
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

/**
 * Makes a unary call with a deadline, and nothing else: for programs that are not traced, whose start telemetry would slow.
 * Rejects with the ServiceError of grpc-js.
 */
export function sendUnary<Request, Response>(
  client: Client,
  { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Response>,
  request: Request,
  deadlineMs: number,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const options = { deadline: Date.now() + deadlineMs };
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      new Metadata(),
      options,
      // Without an error there is a response.
      (error, response) => (error === null ? resolve(response as Response) : reject(error)),
    );
  });
}
