export { startTelemetry, type Telemetry, type TelemetryOptions } from './start-telemetry.ts';
export { createLogger, type Logger } from './logger.ts';
export type { LogLevel } from './log-level.ts';
export type { LogFields } from './log-fields.ts';
export { Seldom } from './seldom.ts';
export { type SpanHandle, type SpanKindName, type SpanOptions, withSpan } from './span.ts';
export { type SpanAttributes } from './attributes.ts';
export { extractTrace, injectTrace, runInTrace, type TraceContext } from './propagation.ts';
export { isTest, runAsTest, withoutTestMark } from './baggage.ts';
export { defineCounter, defineGauge, defineHistogram } from './metrics.ts';
export type { Counter, Gauge, Histogram, MetricOptions } from './metrics.ts';
export type { MetricAttributes } from './metric-attributes.ts';
export { callsOfUnregisteredClients, callsShed, rpcClientDuration, rpcServerDuration } from './instruments/calls.ts';
export { consumerDelay, consumerLag, deadLettersWaiting } from './instruments/consumers.ts';
export {
  brokerDifferences,
  groupCommitDuration,
  groupCommitSize,
  ledgerOldestUnpublished,
  ledgerSetAside,
  ledgerUnpublished,
} from './instruments/ledger.ts';
export { poolConnections, poolLimit, poolWaiting, poolWaitTime } from './instruments/pool.ts';
export { incidentsEscalated, mailsHandedOver, reportsTaken } from './instruments/programme.ts';
export {
  accessTrouble,
  certificateSecondsLeft,
  certificateTrouble,
  dataKeysLost,
  dataKeysToRewrap,
  keyringTrouble,
} from './instruments/trust.ts';
export {
  answersUsed,
  connectionsOpen,
  connectionsRefused,
  httpServerDuration,
  requestsLimited,
} from './instruments/web.ts';
export { auditFailures, jobRuns, serviceReady } from './instruments/work.ts';
export { currentCall, runForAll, runForCall, type CallScope } from './call-scope.ts';
