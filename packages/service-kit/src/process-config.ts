import { oneOf, port, ratio, url, wholeNumber, type readEnv } from '@safe-community/config';
import type { LogLevel } from '@safe-community/telemetry';

/** The variables that every process reads, with a database or without: logs, metrics, and spans. */
export const PROCESS_VARIABLES = {
  METRICS_PORT: port().optional(),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http', 'https'], 'http://127.0.0.1:4318').optional(),
  OTEL_METRICS_EXPORTER: oneOf(['otlp', 'none']).default('otlp'),
  OTEL_LOGS_EXPORTER: oneOf(['otlp', 'none']).default('otlp'),
  OTEL_METRIC_EXPORT_INTERVAL: wholeNumber({ min: 100, max: 3_600_000 }).optional(),
  OTEL_TRACES_SAMPLER_ARG: ratio().default(0.05),
};

export interface ProcessConfig {
  /** The address to listen on. */
  readonly host: string;
  /** The port where Prometheus reads the metrics, without TLS. Absent: there is none. */
  readonly metricsPort?: number | undefined;
  readonly logLevel: LogLevel;
  readonly otlpEndpoint: string | undefined;
  /** Whether metrics and log lines are sent to the collector. Spans always are. */
  readonly sendMetrics?: boolean;
  readonly sendLogs?: boolean;
  /** How often metrics are sent, milliseconds. */
  readonly metricsEveryMs?: number | undefined;
  readonly sampleRatio: number;
}

type Settings = ReturnType<typeof readEnv<typeof PROCESS_VARIABLES>>;

export function processConfigOf(settings: Settings): Omit<ProcessConfig, 'host'> {
  return {
    metricsPort: settings.METRICS_PORT,
    logLevel: settings.LOG_LEVEL,
    otlpEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    sendMetrics: settings.OTEL_METRICS_EXPORTER === 'otlp',
    sendLogs: settings.OTEL_LOGS_EXPORTER === 'otlp',
    metricsEveryMs: settings.OTEL_METRIC_EXPORT_INTERVAL,
    sampleRatio: settings.OTEL_TRACES_SAMPLER_ARG,
  };
}
