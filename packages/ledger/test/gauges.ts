import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTelemetry } from '@safe-community/telemetry';
import { onTestFinished } from 'vitest';

interface Exported {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[];
  }[];
}

interface Metric {
  readonly name: string;
  readonly gauge?: { readonly dataPoints: readonly { readonly asDouble?: number; readonly asInt?: string }[] };
}

/** Starts telemetry with a collector for the rest of the test; the function exports, and tells the value of a gauge. */
export async function startGauges(): Promise<(name: string) => Promise<number | undefined>> {
  let latest: Exported = { resourceMetrics: [] };
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/metrics') latest = JSON.parse(Buffer.concat(chunks).toString()) as Exported;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const otlpEndpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0, otlpEndpoint });
  onTestFinished(async () => {
    await telemetry.shutdown();
    collector.close();
  });
  return async (name) => {
    await telemetry.flush();
    const metrics = latest.resourceMetrics.flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap((scope) => scope.metrics),
    );
    const point = metrics.find((metric) => metric.name === name)?.gauge?.dataPoints[0];
    return point?.asDouble ?? (point?.asInt === undefined ? undefined : Number(point.asInt));
  };
}
