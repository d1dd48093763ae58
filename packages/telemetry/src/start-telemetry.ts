import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { BaggagePropagator } from './baggage-propagator.ts';
import { describeService } from './resource.ts';
import { startLogs } from './start-logs.ts';
import { EXPORT_TIMEOUT_MS, startMetrics } from './start-metrics.ts';

const METRICS_EVERY_MS = 15_000;

export interface TelemetryOptions {
  service: string;
  version: string;
  /** Base URL of an OTLP/HTTP collector, such as `http://otel:4318`; without it nothing is sent. */
  otlpEndpoint?: string | undefined;
  /** Whether metrics go to the collector; default true. `false` where Prometheus reads them: both ways count twice. */
  sendMetrics?: boolean | undefined;
  /** Whether log lines go to the collector as well; default true. `false` where standard output is gathered. */
  sendLogs?: boolean | undefined;
  /** Where Prometheus reads the metrics at `/metrics`, without TLS; absent: nowhere. Port 0 picks a free one. */
  metricsPort?: { readonly host: string; readonly port: number } | undefined;
  /** How often metrics are sent, milliseconds; default 15,000. */
  metricsEveryMs?: number | undefined;
  /** Share of the traces begun here that is sent, 0 to 1; a caller's own decision is kept. */
  sampleRatio: number;
  /** Called when a collector refuses or does not answer; the data of that export is lost. */
  onExportError?: (error: unknown) => void;
  /** For tests: gets each span as soon as it ends, instead of the collector. */
  spanExporter?: SpanExporter;
}

export interface Telemetry {
  /** Where Prometheus reads the metrics. */
  readonly metricsPort?: number;
  /** Sends what is waiting. Never rejects: see `onExportError`. */
  flush(): Promise<void>;
  /** Sends what is waiting and stops; the process may start telemetry again. Never rejects. */
  shutdown(): Promise<void>;
}

/**
 * Starts tracing, with a collector also its export and that of logs, and with a collector or a port for Prometheus
 * metrics. Without a collector spans are not recorded, but trace ids exist, go on to other services and appear in the
 * logs.
 *
 * @throws {Error} when telemetry of this process is already started.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const resource = describeService(options.service, options.version);
  const spanProcessors = await exportingProcessors(options);
  const provider = new TracerProvider({
    resource,
    spanProcessors,
    sampler: samplerFor(spanProcessors.length > 0 ? options.sampleRatio : 0),
  });
  if (!trace.setGlobalTracerProvider(provider)) throw new Error('Telemetry is already started');
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new BaggagePropagator()],
    }),
  );
  const report = (error: unknown) => options.onExportError?.(error);
  setGlobalErrorHandler(report);
  const metrics = await startMetrics(resource, {
    endpoint: options.sendMetrics === false ? undefined : options.otlpEndpoint,
    everyMs: options.metricsEveryMs ?? METRICS_EVERY_MS,
    port: options.metricsPort,
  });
  const logs = await startLogs(resource, options.sendLogs === false ? undefined : options.otlpEndpoint);
  return {
    ...(metrics.port === undefined ? {} : { metricsPort: metrics.port }),
    flush: () => settle([provider.forceFlush(), metrics.flush(), logs.flush()], report),
    shutdown() {
      trace.disable();
      context.disable();
      propagation.disable();
      return settle([provider.shutdown(), metrics.shutdown(), logs.shutdown()], report);
    },
  };
}

// A collector that is gone must not turn the orderly end of a service into a failure.
async function settle(exports: Promise<void>[], report: (error: unknown) => void): Promise<void> {
  for (const outcome of await Promise.allSettled(exports)) {
    if (outcome.status === 'rejected') report(outcome.reason);
  }
}

// Also at ratio 0 a span that the caller sampled is recorded: its flag goes on to the next service.
function samplerFor(ratio: number): ParentBasedSampler {
  const root = ratio > 0 ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOffSampler();
  return new ParentBasedSampler({ root });
}

async function exportingProcessors(options: TelemetryOptions): Promise<SpanProcessor[]> {
  const { spanExporter, otlpEndpoint } = options;
  if (spanExporter) return [new SimpleSpanProcessor({ exporter: spanExporter })];
  if (!otlpEndpoint) return [];
  // The exporter is loaded only where it is used: a start without it stays quick and small.
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const exporter = new OTLPTraceExporter({
    url: `${otlpEndpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  return [new BatchSpanProcessor({ exporter })];
}
