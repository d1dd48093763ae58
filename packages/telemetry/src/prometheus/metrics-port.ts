import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MetricReader, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Exemplars } from '../exemplars.ts';
import { writeMetrics, type Format } from './write-metrics.ts';

export interface MetricsPort {
  /** Pass it to the meter provider, whose shutdown closes the port. */
  readonly reader: MetricReader;
  readonly port: number;
}

/** The source of a gauge may hang; the other metrics must not wait for it. */
const READ_WITHIN_MS = 2_000;
const CONTENT_TYPES: Record<Format, string> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  text: 'text/plain; version=0.0.4; charset=utf-8',
};

/**
 * Serves the metrics at `/metrics` for Prometheus, without TLS and authentication: the network must let only Prometheus
 * reach it. Metrics contain no personal data.
 *
 * @param port 0 picks a free one.
 * @throws {Error} with the system's error code (`EADDRINUSE`) if it cannot listen.
 */
export async function openMetricsPort(host: string, port: number, exemplars: Exemplars): Promise<MetricsPort> {
  const reader = new PortReader();
  const server = createServer((request, response) => {
    if (request.method !== 'GET') return end(response, 405, 'only GET');
    if (request.url?.split('?')[0] !== '/metrics') return end(response, 404, 'only /metrics');
    const format = request.headers.accept?.includes('application/openmetrics-text') === true ? 'openmetrics' : 'text';
    reader.read().then(
      (metrics) => end(response, 200, writeMetrics(metrics, exemplars, format), CONTENT_TYPES[format]),
      () => end(response, 503, 'no metrics now'),
    );
  });
  server.maxConnections = 16;
  server.requestTimeout = 5_000;
  server.listen(port, host);
  await once(server, 'listening');
  reader.onEnd = () => {
    server.close();
    server.closeAllConnections();
  };
  return { reader, port: (server.address() as AddressInfo).port };
}

/** Collects on request. */
class PortReader extends MetricReader {
  onEnd: () => void = () => undefined;
  #reading: Promise<ResourceMetrics> | undefined;

  /** Concurrent requests share one read, so that more scrapers do not cause more database queries. */
  read(): Promise<ResourceMetrics> {
    this.#reading ??= this.collect({ timeoutMillis: READ_WITHIN_MS })
      .then(({ resourceMetrics }) => resourceMetrics)
      .finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  protected override async onForceFlush(): Promise<void> {
    // Nothing is buffered.
  }

  protected override async onShutdown(): Promise<void> {
    this.onEnd();
  }
}

function end(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
