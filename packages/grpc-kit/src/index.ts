export { callAs, type CallsAs } from './call-as.ts';
export type { CallAudit, DeniedCall } from './call-audit.ts';
export { loadCallers, type Caller, type Callers } from './callers.ts';
export { callUnary, openClient, traceMetadata } from './client.ts';
export { clientCredentials, serverCredentials } from './credentials.ts';
export type { TlsFiles } from '@safe-community/tls';
export type { MethodClass, PerClass } from './method-class.ts';
export { isAlive, isServing } from './health-client.ts';
export { inspectMessage } from './inspect-message.ts';
export { allMethods, allScopes, declaredScopes, scopeOf, type DeclaredMethod } from './methods.ts';
export { USUAL_PATIENCE, type Patience } from './patience.ts';
export { USUAL_PLACES } from './places.ts';
export {
  notFound,
  preconditionFailed,
  Refusal,
  refuseInvalid,
  unavailable,
  type Attached,
  type RefusalKind,
  type Violation,
} from './refusal.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
export { serve, type CallContext, type Handlers, type ServedService, type ServiceDescription } from './service.ts';
export { sharedAnswer } from './shared-answer.ts';
export { codeName, toStatus } from './status.ts';
export { uuidViolations } from './uuid-violations.ts';
