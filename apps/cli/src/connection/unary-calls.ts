import type { Client, ServiceDefinition } from '@grpc/grpc-js';
import { callMethod, isServiceError } from '@safe-community/grpc-kit';
import { CallError, type CalledService } from './call-error.ts';

/** The unary methods of a generated service description, as async functions. */
export type UnaryCalls<Description> = {
  readonly [
    Method in keyof Description as Description[Method] extends Unary ? Method : never
  ]: Description[Method] extends {
    requestSerialize: (request: infer Request) => Buffer;
    responseDeserialize: (bytes: Buffer) => infer Response;
  }
    ? (request: Request) => Promise<Response>
    : never;
};

interface Unary {
  readonly requestStream: false;
  readonly responseStream: false;
}

const DEADLINE_MS = 30_000;

/** The functions reject with a CallError. */
export function unaryCalls<Description extends ServiceDefinition>(
  client: Client,
  description: Description,
  service: CalledService,
): UnaryCalls<Description> {
  const calls = Object.entries(description)
    .filter(([, method]) => !method.requestStream && !method.responseStream)
    .map(([name, method]) => [name, callOf(client, method, service)]);
  // Contains every unary method of the description with its own types.
  return Object.fromEntries(calls) as UnaryCalls<Description>;
}

function callOf(client: Client, method: ServiceDefinition[string], service: CalledService) {
  return async (request: unknown): Promise<unknown> => {
    try {
      return await callMethod<unknown, unknown>(client, method, request, DEADLINE_MS);
    } catch (error) {
      throw isServiceError(error) ? new CallError(service, error) : error;
    }
  };
}
