import { randomUUID } from 'node:crypto';
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
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';
import { BaggagePropagator } from './baggage-propagator.ts';
import { startLogs } from './start-logs.ts';
import { EXPORT_TIMEOUT_MS, startMetrics } from './start-metrics.ts';

const METRICS_EVERY_MS = 15_000;

export interface TelemetryOptions {
  service: string;
  version: string;
  /** Base URL of an OTLP/HTTP collector, such as `http://otel:4318`; without it nothing is sent. */
  otlpEndpoint?: string | undefined;
  /**
   * Whether metrics go to the collector; default true. Use `false` if Prometheus scrapes them: both ways count twice.
   */
  sendMetrics?: boolean | undefined;
  /** Whether log lines go to the collector as well; default true. Use `false` if standard output is collected. */
  sendLogs?: boolean | undefined;
  /** The address of `/metrics` for Prometheus, without TLS; if absent, there is none. Port 0 picks a free one. */
  metricsPort?: { readonly host: string; readonly port: number } | undefined;
  /** The export interval of metrics, milliseconds; default 15,000. */
  metricsEveryMs?: number | undefined;
  /** The share of the traces begun here that is sent, 0 to 1; the decision of a caller is kept. */
  sampleRatio: number;
  /** Called if a collector rejects an export or does not answer; its data is lost. */
  onExportError?: (error: unknown) => void;
  /** For tests: receives each span as soon as it ends, instead of the collector. */
  spanExporter?: SpanExporter;
}

export interface Telemetry {
  /** The port that Prometheus scrapes. */
  readonly metricsPort?: number;
  /** Sends everything that is pending. Never rejects: see `onExportError`. */
  flush(): Promise<void>;
  /** Sends everything that is pending and stops; the process may start telemetry again. Never rejects. */
  shutdown(): Promise<void>;
}

/**
 * Starts tracing; with a collector, also the export of traces and logs; with a collector or a port, also metrics.
 * Without a collector, spans are not recorded, but trace ids exist, propagate to other services, and appear in the
 * logs.
 *
 * @throws {Error} if telemetry is already started in this process.
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

// A collector that is down must not make the orderly shutdown of a service fail.
async function settle(exports: Promise<void>[], report: (error: unknown) => void): Promise<void> {
  for (const outcome of await Promise.allSettled(exports)) {
    if (outcome.status === 'rejected') report(outcome.reason);
  }
}

// Even at ratio 0, a span that the caller sampled is recorded, and its flag propagates to the next service.
function samplerFor(ratio: number): ParentBasedSampler {
  const root = ratio > 0 ? new TraceIdRatioBasedSampler(ratio) : new AlwaysOffSampler();
  return new ParentBasedSampler({ root });
}

async function exportingProcessors(options: TelemetryOptions): Promise<SpanProcessor[]> {
  const { spanExporter, otlpEndpoint } = options;
  if (spanExporter) return [new SimpleSpanProcessor({ exporter: spanExporter })];
  if (!otlpEndpoint) return [];
  // The exporter is loaded only if it is used, so that a start without it stays fast and small.
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const exporter = new OTLPTraceExporter({
    url: `${otlpEndpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  return [new BatchSpanProcessor({ exporter })];
}

/**
 * The source of the telemetry. OTEL_RESOURCE_ATTRIBUTES of the deployment applies, such as `service.instance.id` or
 * `k8s.pod.name`, but the service sets its name and version. There are no detectors of the process or the host: they
 * would send command lines and user names.
 */
function describeService(service: string, version: string): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.instance.id': randomUUID() }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes({ 'service.name': service, 'service.version': version }));
}
