import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** OTLP over HTTP exports, as JSON. */
const SIGNALS = ['traces', 'metrics', 'logs'] as const;
type Signal = (typeof SIGNALS)[number];

interface ExportedMetrics {
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics?: readonly { readonly metrics?: readonly ExportedMetric[] }[];
  }[];
}

interface ExportedMetric {
  readonly name: string;
  readonly gauge?: { readonly dataPoints?: readonly ExportedPoint[] };
}

interface ExportedPoint {
  readonly attributes?: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly asDouble?: number;
  readonly asInt?: number | string;
}

/** An OTLP collector that keeps every byte it receives. */
export class Collector {
  readonly #server: Server;
  readonly #received: Readonly<Record<Signal, Buffer[]>> = { traces: [], metrics: [], logs: [] };

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const signal = SIGNALS.find((one) => request.url === `/v1/${one}`);
        if (signal !== undefined) this.#received[signal].push(Buffer.concat(parts));
        response.writeHead(signal === undefined ? 404 : 200, { 'content-type': 'application/json' }).end('{}');
      });
    });
  }

  static async start(): Promise<Collector> {
    const collector = new Collector();
    collector.#server.listen(0, '127.0.0.1');
    await once(collector.#server, 'listening');
    return collector;
  }

  /** Environment that makes a service export everything here, immediately. */
  get environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_TRACES_SAMPLER_ARG: '1',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
    };
  }

  received(signal: Signal): Buffer {
    return Buffer.concat(this.#received[signal]);
  }

  /** The values of a gauge so far; `producer` selects one of the producers. */
  gauge(name: string, producer?: string): number[] {
    const metrics = this.#received.metrics.flatMap((body) => {
      const { resourceMetrics = [] } = JSON.parse(body.toString()) as ExportedMetrics;
      return resourceMetrics.flatMap(({ scopeMetrics = [] }) => scopeMetrics).flatMap(({ metrics = [] }) => metrics);
    });
    return metrics
      .filter((metric) => metric.name === name)
      .flatMap(({ gauge }) => gauge?.dataPoints ?? [])
      .filter(
        ({ attributes = [] }) =>
          producer === undefined || attributes.some(({ value }) => value.stringValue === producer),
      )
      .map(({ asDouble, asInt }) => Number(asDouble ?? asInt));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
