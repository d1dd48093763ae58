import { makeClientConstructor, status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { callAs, codeName } from '@safe-community/grpc-kit';
import type { Method } from './every-method.ts';

const DEADLINE_MS = 20_000;

/** Request bytes for a method. */
export type BodyOf = (method: Method) => Buffer;

export interface CallResult {
  readonly method: Method;
  readonly code: string;
  /** The error message that the client sees. */
  readonly details: string;
  /** All other metadata of a rejection except the date. */
  readonly trailers: string;
  /** Empty if there is none. */
  readonly answer: Buffer;
}

/**
 * Calls each method once and returns the results. All calls are unary: an admitted client would get a different error
 * for a streaming method, but it would be admitted.
 *
 * @param token token of the acting person.
 */
export async function callEach(
  methods: readonly Method[],
  address: string,
  credentials: ChannelCredentials,
  bodyOf: BodyOf,
  token?: string,
): Promise<CallResult[]> {
  const Client = makeClientConstructor({}, 'unregistered');
  // No retries: each call is one answer of the server.
  const client = new Client(address, credentials, {
    'grpc.enable_retries': 0,
    interceptors: [callAs({ token })],
  });
  const call = (method: Method): Promise<CallResult> =>
    new Promise((resolve) => {
      client.makeUnaryRequest(
        method.path,
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes,
        bodyOf(method),
        { deadline: Date.now() + DEADLINE_MS },
        (error: ServiceError | null, answer = Buffer.alloc(0)) =>
          resolve({
            method,
            code: codeName(error?.code ?? status.OK),
            details: error?.details ?? '',
            trailers: trailersOf(error),
            answer,
          }),
      );
    });
  try {
    return await Promise.all(methods.map(call));
  } finally {
    client.close();
  }
}

function trailersOf(error: ServiceError | null): string {
  const metadata = error?.metadata.clone();
  metadata?.remove('date');
  return JSON.stringify(metadata?.toJSON() ?? {});
}

/** Throws with the methods that were not rejected as expected. */
export function requireAll(
  result: readonly CallResult[],
  isRefused: (one: CallResult) => boolean,
  where: string,
): void {
  const others = result.filter((one) => !isRefused(one)).map(({ method, code }) => `${method.path} ${code}`);
  if (others.length > 0) throw new Error(`not rejected at ${where}: ${others.join(', ')}`);
}
