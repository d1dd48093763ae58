import { makeClientConstructor, status, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { callAs, codeName } from '@safe-community/grpc-kit';
import type { Method } from './every-method.ts';

const DEADLINE_MS = 20_000;

/** Bytes that a method is sent. */
export type BodyOf = (method: Method) => Buffer;

export interface CallResult {
  readonly method: Method;
  readonly code: string;
  /** Why, as the client knows it. */
  readonly details: string;
  /** All else that came with a refusal, but the time of day. */
  readonly trailers: string;
  /** Empty when there is none. */
  readonly answer: Buffer;
}

/**
 * Calls each method once, and tells what came back. All are called as if neither side streamed: whoever is let in gets
 * another answer then, but is let in.
 *
 * @param token of a person for whom they are called.
 */
export async function callEach(
  methods: readonly Method[],
  address: string,
  credentials: ChannelCredentials,
  bodyOf: BodyOf,
  token?: string,
): Promise<CallResult[]> {
  const Client = makeClientConstructor({}, 'stranger');
  // What is refused is not tried again: each call is one answer of the server.
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

/** Throws naming each of these that was not refused as it must be. */
export function requireAll(
  result: readonly CallResult[],
  isRefused: (one: CallResult) => boolean,
  where: string,
): void {
  const others = result.filter((one) => !isRefused(one)).map(({ method, code }) => `${method.path} ${code}`);
  if (others.length > 0) throw new Error(`not refused at ${where}: ${others.join(', ')}`);
}
