import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { defineCounter, defineGauge, rpcServerDuration, startTelemetry, withSpan } from '../src/index.ts';

/** An OTLP/HTTP collector on a free port that keeps the bodies it gets, by path. */
async function startCollector(): Promise<{ endpoint: string; received: Map<string, string> }> {
  const received = new Map<string, string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.set(request.url ?? '', Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

test('spans and metrics reach the collector, with the resource of the deployment', async () => {
  vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'k8s.pod.name=intake-0,service.name=ignored');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { endpoint, received } = await startCollector();
  const requests = defineCounter('safe_community.test.requests', { unit: '1', description: 'x' });
  const depth = defineGauge('safe_community.test.depth', { unit: '1', description: 'x' });
  requests.add(100, {});
  const stop = depth.observe(() => 17, { 'safe_community.ledger.producer': 'incidents' });

  const telemetry = await startTelemetry({
    service: 'intake',
    version: '1',
    sampleRatio: 1,
    otlpEndpoint: endpoint,
  });
  withSpan('work', 'server', { 'rpc.method': 'a.B/C' }, () => requests.add(5, {}));
  rpcServerDuration.record(0.003, { 'rpc.method': 'a.B/C', 'rpc.response.status_code': 'OK' });
  await telemetry.flush();
  stop();
  await telemetry.shutdown();

  const spans = received.get('/v1/traces') ?? '';
  const metrics = received.get('/v1/metrics') ?? '';
  for (const body of [spans, metrics]) {
    expect(body).toContain('"k8s.pod.name","value":{"stringValue":"intake-0"}');
    expect(body).toContain('"service.name","value":{"stringValue":"intake"}');
    expect(body).toContain('"service.instance.id"');
    expect(body).not.toContain('process.');
  }
  expect(spans).toContain('"name":"work"');
  // What was added before the start went nowhere: 5, not 105.
  expect(metrics).toMatch(/"safe_community\.test\.requests".*?"asDouble":5\b/);
  expect(metrics).toContain('rpc.server.call.duration');
});

test('a collector that is not there is reported and holds up neither the work nor the end', async () => {
  const onExportError = vi.fn<(error: unknown) => void>();
  const telemetry = await startTelemetry({
    service: 'intake',
    version: '1',
    sampleRatio: 1,
    otlpEndpoint: 'http://127.0.0.1:1',
    onExportError,
  });
  expect(withSpan('work', 'server', {}, () => 'done')).toBe('done');
  const start = Date.now();
  await telemetry.shutdown();
  expect(onExportError).toHaveBeenCalled();
  expect(Date.now() - start).toBeLessThan(3_500);
});

test('telemetry starts once, and again after its end', async () => {
  const options = { service: 'intake', version: '1', sampleRatio: 0 };
  const first = await startTelemetry(options);
  await expect(startTelemetry(options)).rejects.toThrow('already started');
  await first.shutdown();
  await (await startTelemetry(options)).shutdown();
});
