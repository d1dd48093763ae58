import type { ServiceDefinition } from '@grpc/grpc-js';
import { isServiceError, sendUnary } from '@safe-community/grpc-kit/client';
import { CallError, type Called } from './call-error.ts';

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

/** A generated module that describes one service. */
type Contract = object;
type ServiceOf<Module> = Module[keyof Module & `${string}ServiceService`];

/** The one service that a contract describes. */
export async function serviceOf<Module extends Contract>(load: () => Promise<Module>): Promise<ServiceOf<Module>> {
  const described = Object.entries(await load()).filter(([name]) => name.endsWith('ServiceService'));
  if (described.length !== 1) throw new Error(`the contract describes ${described.length} services`);
  return described[0]?.[1] as ServiceOf<Module>;
}

/**
 * The functions reject with a CallError. The contract is loaded by the first call: those of all services are most of what a
 * command would load.
 */
export function unaryCalls<Module extends Contract, More extends object = object>(
  { client, service, kinds }: Called,
  load: () => Promise<Module>,
  more?: More,
): UnaryCalls<ServiceOf<Module>> & More {
  const call = (name: string) => async (request: unknown) => {
    const method = ((await serviceOf(load)) as ServiceDefinition)[name];
    if (method === undefined) throw new Error(`${service.name} has no method ${name}`);
    try {
      const answer = await sendUnary<unknown, unknown>(client, method, request, DEADLINE_MS);
      kinds?.note(answer);
      return answer;
    } catch (error) {
      throw isServiceError(error) ? new CallError(service, error) : error;
    }
  };
  const get = (own: object, name: string | symbol): unknown =>
    Object.hasOwn(own, name) || typeof name === 'symbol' ? Reflect.get(own, name) : call(name);
  // Contains every unary method of the description with its own types.
  return new Proxy({ ...more }, { get }) as UnaryCalls<ServiceOf<Module>> & More;
}
