import type { Resource } from '@opentelemetry/resources';
import { useMeter } from './metrics.ts';

/** How long one export, its retries included, may take. A shutdown waits as long at most. */
export const EXPORT_TIMEOUT_MS = 2_000;

/** What `startTelemetry` needs of the metrics it started. */
interface RunningMetrics {
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Exports all instruments to `<endpoint>/v1/metrics` from now on, every so many milliseconds; without
 * an endpoint they stay silent, and the SDK is not even loaded.
 */
export async function startMetrics(
  resource: Resource,
  endpoint: string | undefined,
  everyMs: number,
): Promise<RunningMetrics> {
  if (!endpoint) return { flush: async () => {}, shutdown: async () => {} };
  const [{ MeterProvider, PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
  ]);
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({
      url: `${endpoint}/v1/metrics`,
      timeoutMillis: EXPORT_TIMEOUT_MS,
    }),
    exportIntervalMillis: everyMs,
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  useMeter(provider.getMeter('safe-community'));
  return {
    flush: () => provider.forceFlush(),
    async shutdown() {
      await provider.shutdown();
      useMeter(undefined);
    },
  };
}
