import type { Resource } from '@opentelemetry/resources';
import type { IMetricReader } from '@opentelemetry/sdk-metrics';
import { Exemplars } from './exemplars.ts';
import { useMeter } from './metrics.ts';
import { watchProcess } from './runtime/watch-process.ts';

/** The maximum duration of one export, including retries, and so of the export at shutdown. */
export const EXPORT_TIMEOUT_MS = 2_000;

export interface MetricsOptions {
  /** Base URL of an OTLP/HTTP collector; metrics go to `<endpoint>/v1/metrics`. */
  readonly endpoint: string | undefined;
  /** The export interval, milliseconds. */
  readonly everyMs: number;
  /** The address at which Prometheus scrapes them. */
  readonly port: { readonly host: string; readonly port: number } | undefined;
}

/** The part of the running metrics that `startTelemetry` needs. */
interface RunningMetrics {
  /** The port that Prometheus scrapes. */
  readonly port?: number;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Starts all instruments, which export to a collector, to a port for Prometheus, or to both. With neither they stay
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
