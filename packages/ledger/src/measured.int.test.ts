import { rows } from '@safe-community/database';
import { startTelemetry } from '@safe-community/telemetry';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ids, relayOf, report } from '../test/ground.ts';
import { BatchQueue } from './outbox/batch-queue.ts';
import { listen } from '../test/consumers.ts';
import { expectCounted, listener, nc, producer, useTwoLedgers } from '../test/two-ledgers.ts';

useTwoLedgers();

/** Reads the metrics as Prometheus does, until the end of the test. */
async function readMetrics(): Promise<() => Promise<string>> {
  const metricsPort = { host: '127.0.0.1', port: 0 };
  const telemetry = await startTelemetry({ service: 'test', version: '1', sampleRatio: 0, metricsPort });
  onTestFinished(() => telemetry.shutdown());
  return async () => (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text();
}

it('records the delay from commit to effect of each event once, and not for a repeat', async () => {
  const read = await readMetrics();
  await report(producer, ...ids('early', 3));
  await rows(producer.admin.em.fork(), `update ledger_event set recorded_at = recorded_at - interval '1 hour'`);
  relayOf(producer, nc);
  const first = listen(listener, nc);
  await expectCounted(ids('early', 3));
  const delay = 'safe_community_consumer_delay_seconds';
  const of = 'safe_community_ledger_producer="incidents"';
  const text = await read();
  expect(text).toContain(`${delay}_count{${of}} 3\n`);
  expect(text).toContain(`${delay}_bucket{${of},le="0.5"} 0\n`);
  expect(Number(/_delay_seconds_sum\{.*\} (\S+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(3 * 3_600);
  // A restarted consumer gets them again, and skips them.
  await first.stop();
  listen(listener, nc);
  await report(producer, 'late');
  await expectCounted([...ids('early', 3), 'late']);
  expect(await read()).toContain(`${delay}_count{${of}} 4\n`);
});

it('records how many writes were committed together, and how long it took', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const read = await readMetrics();
  const group = new BatchQueue<string, string>({
    commit: async (items) => {
      vi.advanceTimersByTime(60);
      return items;
    },
    largestBatch: 10,
    longestQueue: 25,
    isFault: () => false,
  });
  await Promise.all(ids('i', 13).map((item) => group.add(item)));
  const text = await read();
  expect(text).toContain('safe_community_group_commit_size_bucket{le="2"} 0\n');
  expect(text).toContain('safe_community_group_commit_size_bucket{le="4"} 1\n');
  expect(text).toContain('safe_community_group_commit_size_sum 13\n');
  expect(text).toContain('safe_community_group_commit_duration_seconds_bucket{le="0.05"} 0\n');
  expect(text).toContain('safe_community_group_commit_duration_seconds_count 2\n');
});
