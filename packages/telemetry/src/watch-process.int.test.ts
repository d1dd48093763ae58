import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startTelemetry } from './index.ts';
import { watchLoop } from './runtime/watch-loop.ts';

const PATIENTLY = { timeout: 60_000 };

function block(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

test('the event loop delay of the last window is returned to all readers', async () => {
  const loop = watchLoop(900);
  onTestFinished(() => loop.stop());
  await sleep(250);
  const seen = () => {
    const [figures, again] = [loop.figures(), loop.figures()];
    expect(figures.max).toBeGreaterThan(1.5);
    expect(again).toEqual(figures);
    return figures;
  };
  const figures = await vi.waitFor(() => {
    // Longer than a window, which therefore ends with it. Where the machine is busy, nobody may look before the next one ends.
    block(2_000);
    return vi.waitFor(seen, { timeout: 3_000 });
  }, PATIENTLY);
  expect(figures.utilization).toBeGreaterThan(0.3);
  expect(figures.utilization).toBeLessThanOrEqual(1);
  // A later window knows nothing of it.
  await vi.waitFor(() => expect(loop.figures().max).toBeLessThan(1), PATIENTLY);
  expect(loop.figures().p50).toBeLessThan(1);
});

test('exports event loop, memory, processor time and garbage collections of a process', async () => {
  const telemetry = await startTelemetry({
    service: 'intake',
    version: '1',
    sampleRatio: 0,
    metricsPort: { host: '127.0.0.1', port: 0 },
  });
  onTestFinished(() => telemetry.shutdown());
  // Enough to trigger a collection.
  for (let count = 0; count < 200; count += 1) Array.from({ length: 20_000 }, (_, index) => ({ index }));
  const text = await vi.waitFor(async () => {
    const found = await (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text();
    expect(valueOf(found, 'nodejs_eventloop_delay_max_seconds')).toBeGreaterThan(0);
    return found;
  }, PATIENTLY);
  expect(valueOf(text, 'nodejs_eventloop_delay_p99_seconds')).toBeGreaterThanOrEqual(0);
  expect(valueOf(text, 'nodejs_eventloop_utilization_ratio')).toBeGreaterThan(0);
  expect(valueOf(text, 'process_memory_usage_bytes')).toBeGreaterThan(20_000_000);
  expect(valueOf(text, 'safe_community_process_heap_limit_bytes')).toBeGreaterThan(100_000_000);
  expect(valueOf(text, 'process_uptime_seconds')).toBeGreaterThan(0);
  expect(valueOf(text, 'process_cpu_time_seconds_total{cpu_mode="user"}')).toBeGreaterThan(0);
  expect(valueOf(text, 'v8js_memory_heap_used_bytes{v8js_heap_space_name="old_space"}')).toBeGreaterThan(1_000_000);
  expect(text).toMatch(/v8js_gc_duration_seconds_count\{v8js_gc_type="minor"\} [1-9]/);
  expect(text).toContain('safe_community_audit_failures_total 0\n');
});

function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.split(' ')[1]);
}
