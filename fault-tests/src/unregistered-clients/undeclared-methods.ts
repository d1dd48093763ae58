import type { Method } from './every-method.ts';

export const HEALTH_CHECK: Method = { path: '/grpc.health.v1.Health/Check', scope: '' };
export const HEALTH_LIST: Method = { path: '/grpc.health.v1.Health/List', scope: '' };

/** Methods outside the contracts that a service may have, and invented ones that an attacker may try. */
export function undeclaredMethods(): Method[] {
  return [HEALTH_CHECK, HEALTH_LIST, ...undeclaredMethodsExceptHealth()];
}

/** Without the methods that are public. */
export function undeclaredMethodsExceptHealth(): Method[] {
  return [
    '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
    '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo',
    '/grpc.channelz.v1.Channelz/GetServers',
    '/grpc.health.v1.Health/MadeUp',
    '/safecommunity.incidents.v1.IncidentIntakeService/MadeUp',
    '/safecommunity.ledger.v1.LedgerService/MadeUp',
    '/safecommunity.madeup.v1.MadeUpService/MadeUp',
  ].map((path) => ({ path, scope: '' }));
}
