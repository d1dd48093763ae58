import type { KeyObject } from 'node:crypto';
import type { Domain } from '@safe-community/events';
import { methodNames, serviceNames, type ServedService } from '@safe-community/grpc-kit';
import { withListTokens } from './list-tokens.ts';
import type { Rpc, Runtime } from './rpc.ts';

/**
 * Groups the methods of all modules by gRPC service. Throws if two modules declare the same method, or if no module
 * declares a method of one of these services: the process then does not start.
 *
 * @param tokenKey authenticates the page tokens of their lists.
 * @param domain if given, every service of its contracts must be among them.
 */
export function servedServices(
  rpcs: readonly Rpc[],
  runtime: Runtime,
  tokenKey: KeyObject,
  domain?: Domain,
): ServedService[] {
  const expected = domain === undefined ? [] : serviceNames(domain);
  const byService = new Map(expected.map((service) => [service, new Map<string, Rpc>()]));
  for (const rpc of rpcs) {
    const [, service = '', name = ''] = rpc.method.path.split('/');
    const methods = byService.get(service) ?? new Map<string, Rpc>();
    if (methods.has(name)) throw new Error(`two modules serve ${rpc.method.path}`);
    byService.set(service, methods.set(name, rpc));
  }
  return [...byService].map(([service, methods]) => {
    for (const name of methodNames(service)) {
      if (!methods.has(name)) throw new Error(`no module serves /${service}/${name}`);
    }
    return {
      description: Object.fromEntries([...methods].map(([name, { method }]) => [name, method])),
      handlers: Object.fromEntries(
        [...methods].map(([name, { method, bind }]) => [
          name,
          withListTokens(method, bind({ ...runtime, deps: undefined }), tokenKey),
        ]),
      ),
    };
  });
}
