import { randomUUID } from 'node:crypto';
import { Client, type ClientOptions } from '@grpc/grpc-js';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from './test-pki.ts';

const DEADLINE_MS = 30_000;

/** A unary method of a generated service definition. */
interface UnaryMethod<Request, Response> {
  readonly path: string;
  readonly requestStream: false;
  readonly responseStream: false;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => Request;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** A call of a method. Absent fields have their defaults; `request_id` is new in each call unless it is given. */
type Call<Request, Response> = (request?: Partial<Request>, options?: TestCallOptions) => Promise<Response>;

/** The unary methods of a service definition, by their names in the contract. */
export type TestCalls<Service> = {
  readonly [
    Name in keyof Service as Service[Name] extends UnaryMethod<infer _Request, infer _Response> ? Name : never
  ]: Service[Name] extends UnaryMethod<infer Request, infer Response> ? Call<Request, Response> : never;
};

export type TestClient<Service> = TestCalls<Service> & { close(): void };

export interface TestCallOptions {
  readonly deadlineMs?: number;
  /** The person on whose behalf the call is made. */
  readonly actingUser?: string;
  readonly purpose?: string;
}

/**
 * A client with all unary methods of a service, derived from its generated definition: a new method needs no code here.
 *
 * @param identity whose certificate it uses: `client` holds every scope, `nats` none.
 * @param options of grpc-js. Without retries, so that a test sees each answer of the service.
 */
export function testClient<Service extends object>(
  service: Service,
  port: number,
  identity: Parameters<typeof demoClientCredentials>[0] = 'client',
  options: ClientOptions = {},
): TestClient<Service> {
  const client = new Client(`localhost:${port}`, demoClientCredentials(identity), options);
  const calls = Object.entries(service)
    .filter((entry): entry is [string, UnaryMethod<object, unknown>] => isUnary(entry[1]))
    .map(([name, method]) => [name, callOf(client, method)]);
  return { ...Object.fromEntries(calls), close: () => client.close() } as TestClient<Service>;
}

function isUnary(method: { readonly requestStream: boolean; readonly responseStream: boolean }): boolean {
  return !method.requestStream && !method.responseStream;
}

function callOf(client: Client, method: UnaryMethod<object, unknown>): Call<object, unknown> {
  const { path, requestSerialize, requestDeserialize, responseDeserialize } = method;
  const empty = requestDeserialize(Buffer.alloc(0));
  return async (request = {}, { deadlineMs = DEADLINE_MS, actingUser, purpose } = {}) => {
    const whole = { ...empty, ...('requestId' in empty ? { requestId: randomUUID() } : {}), ...request };
    return callUnary<object, unknown>(
      path.slice(1),
      (message, metadata, options, done) => {
        if (actingUser !== undefined) metadata.set('acting-user', actingUser);
        if (purpose !== undefined) metadata.set('purpose', purpose);
        return client.makeUnaryRequest(path, requestSerialize, responseDeserialize, message, metadata, options, done);
      },
      whole,
      deadlineMs,
    );
  };
}
