export { startTelemetry, type Telemetry, type TelemetryOptions } from './start-telemetry.ts';
export { createLogger, type LogLevel, type Logger } from './logger.ts';
export type { LogFields } from './log-fields.ts';
export { Seldom } from './seldom.ts';
export { type SpanHandle, type SpanKindName, type SpanOptions, withSpan } from './span.ts';
export { type SpanAttributes } from './attributes.ts';
export { extractTrace, injectTrace, runInTrace, type TraceContext } from './propagation.ts';
export { isSynthetic, runAsSynthetic } from './baggage.ts';
export { defineCounter, defineGauge, defineHistogram } from './metrics.ts';
export type { Counter, Gauge, Histogram, MetricOptions } from './metrics.ts';
export type { MetricAttributes } from './metric-attributes.ts';
export {
  accessTrouble,
  auditFailures,
  brokerDifferences,
  callsOfStrangers,
  callsShed,
  certificateSecondsLeft,
  certificateTrouble,
  consumerLag,
  dataKeysLost,
  dataKeysToRewrap,
  deadLettersWaiting,
  jobRuns,
  keyringTrouble,
  ledgerOldestUnpublished,
  ledgerSetAside,
  ledgerUnpublished,
  rpcClientDuration,
  rpcServerDuration,
} from './instruments.ts';
