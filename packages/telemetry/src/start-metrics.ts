import type { Resource } from '@opentelemetry/resources';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { Exemplars } from './exemplars.ts';
import { useMeter } from './metrics.ts';
import { watchProcess } from './runtime/watch-process.ts';

/** How long one export, its retries included, may take. A shutdown waits as long at most. */
export const EXPORT_TIMEOUT_MS = 2_000;

export interface MetricsOptions {
  /** Base URL of an OTLP/HTTP collector; metrics go to `<endpoint>/v1/metrics`. */
  readonly endpoint: string | undefined;
  /** How often they are sent there, milliseconds. */
  readonly everyMs: number;
  /** Where Prometheus reads them. */
  readonly port: { readonly host: string; readonly port: number } | undefined;
}

/** What `startTelemetry` needs of the metrics it started. */
interface RunningMetrics {
  /** Where Prometheus reads them. */
  readonly port?: number;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Has all instruments write from now on, to a collector, to who reads them at a port, or to both; with neither they stay
 * silent, and the SDK is not even loaded.
 */
export async function startMetrics(resource: Resource, options: MetricsOptions): Promise<RunningMetrics> {
  if (options.endpoint === undefined && options.port === undefined) {
    return { flush: async () => {}, shutdown: async () => {} };
  }
  const exemplars = new Exemplars();
  const [{ MeterProvider }, port, sender] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    openPort(options, exemplars),
    senderOf(options),
  ]);
  const readers: IMetricReader[] = [port?.reader, sender].filter((reader) => reader !== undefined);
  const provider = new MeterProvider({ resource, readers });
  useMeter(provider.getMeter('safe-community'), port && exemplars);
  const unwatch = watchProcess();
  return {
    ...(port === undefined ? {} : { port: port.port }),
    flush: () => provider.forceFlush(),
    async shutdown() {
      await provider.shutdown();
      unwatch();
      useMeter(undefined);
    },
  };
}

async function openPort({ port }: MetricsOptions, exemplars: Exemplars) {
  if (port === undefined) return undefined;
  const { openMetricsPort } = await import('./prometheus/metrics-port.ts');
  return openMetricsPort(port.host, port.port, exemplars);
}

async function senderOf({ endpoint, everyMs }: MetricsOptions): Promise<IMetricReader | undefined> {
  if (endpoint === undefined) return undefined;
  const [{ PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
  ]);
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url: `${endpoint}/v1/metrics`, timeoutMillis: EXPORT_TIMEOUT_MS }),
    exportIntervalMillis: everyMs,
  });
}
