export { callAs, type CallsAs } from './call-as.ts';
export type { CallAudit, DeniedCall } from './call-audit.ts';
export { loadCallers, type Caller, type Callers } from './callers.ts';
export { callMethod, callUnary, traceMetadata } from './client.ts';
export { openClient } from './open-client.ts';
export { clientCredentials, serverCredentials } from './credentials.ts';
export type { TlsFiles } from '@safe-community/security/tls';
export type { MethodClass, PerClass } from './method-class.ts';
export { isAlive, isServing } from './health-client.ts';
export { inspectMessage } from './inspect-message.ts';
export {
  allMethods,
  allScopes,
  declaredScopes,
  methodAt,
  methodNames,
  scopeOf,
  serviceNames,
  type DeclaredMethod,
} from './methods.ts';
export {
  checkPageSize,
  compoundPlace,
  markOfFilter,
  nextPageToken,
  pageOf,
  pageSizeOf,
  pageTokenOf,
  readListPage,
  readPage,
  readPageToken,
  toBigInt,
  toCount,
  toDay,
  toId,
  toNumber,
  toTime,
  type ListPage,
  type Page,
  type PageRequest,
  type PageStart,
} from './page.ts';
export { DEFAULT_TIMEOUTS, type Timeouts } from './timeouts.ts';
export { DEFAULT_CONCURRENCY } from './concurrency-limit.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
export {
  serve,
  type CallContext,
  type Handlers,
  type MethodDescription,
  type ServedService,
  type ServiceDescription,
} from './service.ts';
export { detailsOf, isServiceError, type StatusDetails } from './read-status.ts';
export { sharedResponse } from './shared-response.ts';
export { codeName, toStatus } from './status.ts';
