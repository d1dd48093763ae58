import type { Method } from './every-method.ts';

export const HEALTH_CHECK: Method = { path: '/grpc.health.v1.Health/Check', scope: '' };
export const HEALTH_LIST: Method = { path: '/grpc.health.v1.Health/List', scope: '' };

/** What there is at every service besides the methods of the contracts, and what somebody may try who does not know. */
export function undeclaredMethods(): Method[] {
  return [HEALTH_CHECK, HEALTH_LIST, ...undeclaredMethodsExceptHealth()];
}

/** The same without what is for everyone. */
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
