import { expect, onTestFinished, test } from 'vitest';
import { defineCounter, defineGauge, defineHistogram, startTelemetry, withSpan } from './index.ts';

const OPENMETRICS = { headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' } };

const took = defineHistogram('safe_community.test.took', { unit: 's', description: 'How long', buckets: [0.5, 1] });
const done = defineCounter('safe_community.test.done', { unit: '{thing}', description: 'Done, "so" to \\ say' });
const depth = defineGauge('safe_community.test.depth', { unit: '{thing}', description: 'How deep' });

/** Telemetry that is exported on the port only, and the port's address. */
async function start(more: { sampleRatio?: number } = {}): Promise<string> {
  const telemetry = await startTelemetry({
    service: 'intake',
    version: '1',
    sampleRatio: more.sampleRatio ?? 0,
    metricsPort: { host: '127.0.0.1', port: 0 },
    ...(more.sampleRatio === undefined ? {} : { spanExporter: SILENT }),
  });
  onTestFinished(() => telemetry.shutdown());
  return `http://127.0.0.1:${telemetry.metricsPort}/metrics`;
}

const SILENT = {
  export: (_: unknown, then: (result: { code: 0 }) => void) => then({ code: 0 }),
  shutdown: async () => {},
};

async function read(url: string, init?: RequestInit): Promise<string> {
  return (await fetch(url, init)).text();
}

test('exports every kind of instrument under its Prometheus name', async () => {
  const url = await start();
  took.record(0.4, { 'rpc.method': 'a.B/C' });
  took.record(7, { 'rpc.method': 'a.B/C' });
  done.add(2, { 'rpc.method': 'a.B/C' });
  onTestFinished(depth.observe(() => 17, {}));
  const text = await read(url);
  expect(text).toContain('# TYPE safe_community_test_took_seconds histogram');
  expect(text).toContain('safe_community_test_took_seconds_bucket{rpc_method="a.B/C",le="0.5"} 1\n');
  expect(text).toContain('safe_community_test_took_seconds_bucket{rpc_method="a.B/C",le="1"} 1\n');
  expect(text).toContain('safe_community_test_took_seconds_bucket{rpc_method="a.B/C",le="+Inf"} 2\n');
  expect(text).toContain('safe_community_test_took_seconds_count{rpc_method="a.B/C"} 2\n');
  expect(text).toContain('# TYPE safe_community_test_done_total counter');
  expect(text).toContain(String.raw`# HELP safe_community_test_done_total Done, "so" to \\ say`);
  expect(text).toContain('safe_community_test_done_total{rpc_method="a.B/C"} 2\n');
  expect(text).toContain('safe_community_test_depth 17\n');
  expect(text).toMatch(/target_info\{.*service_name="intake".*\} 1/);
  expect(text).not.toContain('# EOF');
});

test('the bucket of a sampled call has its trace as exemplar, for OpenMetrics readers', async () => {
  const url = await start({ sampleRatio: 1 });
  withSpan('work', 'server', {}, () => took.record(0.7, { 'rpc.method': 'a.B/C' }));
  took.record(0.3, { 'rpc.method': 'a.B/C' });
  const text = await read(url, OPENMETRICS);
  const id = '[0-9a-f]+';
  expect(text).toMatch(
    new RegExp(
      String.raw`_bucket\{rpc_method="a.B/C",le="1.0"\} 2 # \{trace_id="${id}",span_id="${id}"\} 0.7 [0-9.]+\n`,
    ),
  );
  // Outside a trace there is nothing to find.
  expect(text).toContain('_bucket{rpc_method="a.B/C",le="0.5"} 1\n');
  expect(text.endsWith('# EOF\n')).toBe(true);
  expect(await read(url)).not.toContain('trace_id');
});

test('drops a label value that does not look like a code', async () => {
  const url = await start();
  done.add(1, { 'rpc.method': 'Шевченко Тарас' });
  done.add(1, { 'rpc.method': '380671234567' });
  const text = await read(url);
  expect(text).not.toMatch(/Шевченко|380671234567/);
  expect(text).toContain('safe_community_test_done_total{rpc_method="[not logged]"}');
});

test('concurrent scrapes collect once', async () => {
  const url = await start();
  let reads = 0;
  const slow = async (): Promise<number> => {
    reads += 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return 1;
  };
  onTestFinished(depth.observe(slow, {}));
  await Promise.all(Array.from({ length: 10 }, () => read(url)));
  expect(reads).toBeLessThan(10);
});

test('a stuck gauge does not block the values of others', async () => {
  const url = await start();
  onTestFinished(depth.observe(() => new Promise(() => undefined), {}));
  done.add(1, {});
  expect(await read(url)).toContain('safe_community_test_done_total 1\n');
});

test('serves nothing else', async () => {
  const url = await start();
  expect((await fetch(url.replace('/metrics', '/'))).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
});

test('without a port nothing is served', async () => {
  const telemetry = await startTelemetry({ service: 'intake', version: '1', sampleRatio: 0 });
  onTestFinished(() => telemetry.shutdown());
  expect(telemetry.metricsPort).toBeUndefined();
});

test('an occupied port is an error, and telemetry can be started again', async () => {
  const url = await start();
  const port = Number(new URL(url).port);
  const { openMetricsPort } = await import('./prometheus/metrics-port.ts');
  const { Exemplars } = await import('./exemplars.ts');
  await expect(openMetricsPort('127.0.0.1', port, new Exemplars())).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
