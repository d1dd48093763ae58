import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  createLogger,
  defineCounter,
  defineGauge,
  rpcServerDuration,
  startTelemetry,
  withSpan,
  type LogFields,
} from './index.ts';

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

test('spans and metrics reach the collector with the resource of the deployment', async () => {
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
    // No process detector: it would export command lines and users.
    expect(body).not.toMatch(/process\.(command|executable|owner|pid|runtime)/);
  }
  expect(spans).toContain('"name":"work"');
  // What was added before the start is dropped: 5, not 105.
  expect(metrics).toMatch(/"safe_community\.test\.requests".*?"asDouble":5\b/);
  expect(metrics).toContain('rpc.server.call.duration');
});

test('an unavailable collector is reported and delays neither the work nor the shutdown', async () => {
  const onExportError = vi.fn<(error: unknown) => void>();
  const telemetry = await startTelemetry({
    service: 'intake',
    version: '1',
    sampleRatio: 1,
    otlpEndpoint: 'http://127.0.0.1:1',
    onExportError,
  });
  expect(withSpan('work', 'server', {}, () => 'done')).toBe('done');
  await telemetry.shutdown();
  expect(onExportError).toHaveBeenCalled();
});

test('telemetry starts once, and again after a shutdown', async () => {
  const options = { service: 'intake', version: '1', sampleRatio: 0 };
  const first = await startTelemetry(options);
  await expect(startTelemetry(options)).rejects.toThrow('already started');
  await first.shutdown();
  await (await startTelemetry(options)).shutdown();
});

const QUIET = { service: 'intake', level: 'info', destination: { write: () => undefined } } as const;

test('log lines reach the collector in their trace, with standard names and without personal data', async () => {
  const { endpoint, received } = await startCollector();
  const telemetry = await startTelemetry({ service: 'intake', version: '1', sampleRatio: 1, otlpEndpoint: endpoint });
  const log = createLogger(QUIET).child({ consumer: 'statistics' });
  withSpan('work', 'server', {}, () => {
    log.warn('gap found', { position: 7n, method: '/a.B/C', error: new RangeError('Олена') });
  });
  log.debug('below the level');
  log.info('told', { name: 'Олена', aggregateId: 'Олена Канаренко' } as LogFields);
  await telemetry.shutdown();
  log.info('after the end');
  const { resourceLogs } = JSON.parse(received.get('/v1/logs') ?? '{}') as Exported;
  const [gap, told, ...more] = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs).flatMap((scope) => scope.logRecords);
  expect(more).toEqual([]);
  expect(gap).toMatchObject({ severityText: 'warn', severityNumber: 13, body: { stringValue: 'gap found' } });
  expect(gap?.traceId).toMatch(/^[0-9a-f]{32}$/);
  const names = gap?.attributes.map(({ key }) => key);
  for (const name of ['messaging.consumer.group.name', 'safe_community.position', 'rpc.method', 'exception.type']) {
    expect(names).toContain(name);
  }
  expect(told).toMatchObject({ severityText: 'info', body: { stringValue: 'told' } });
  expect(received.get('/v1/logs')).not.toMatch(/Олена/);
  expect(received.get('/v1/logs')).toContain('"service.name","value":{"stringValue":"intake"}');
});

interface Exported {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly traceId?: string;
        readonly attributes: readonly { readonly key: string }[];
      }[];
    }[];
  }[];
}

test('metrics and log lines are not exported if so configured', async () => {
  const { endpoint, received } = await startCollector();
  const options = { service: 'intake', version: '1', sampleRatio: 1, otlpEndpoint: endpoint };
  const telemetry = await startTelemetry({ ...options, sendLogs: false, sendMetrics: false });
  createLogger(QUIET).info('told');
  withSpan('work', 'server', {}, () => undefined);
  await telemetry.shutdown();
  expect([...received.keys()]).toEqual(['/v1/traces']);
});
