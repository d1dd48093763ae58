import { expect, it } from 'vitest';
import { metered, type StorageMeter } from '../src/storage-meter.ts';

it('measures what a turn writes, without the preparation of the turn', async () => {
  const order: string[] = [];
  const meter: StorageMeter = {
    begin: async () => void order.push('begin'),
    end: async (reports) => void order.push(`end after ${reports}`),
    perReport: () => ({ walBytes: 1, storedBytes: 1 }),
    close: async () => {},
  };
  const contestant = metered(
    {
      name: 'reports',
      prepare: async () => void order.push('prepare'),
      work: async () => {
        order.push('work');
        return { operations: 7, seconds: 1, latencies: [1] };
      },
      clock: () => ({ program: 0, postgres: 0, others: 0 }),
    },
    meter,
  );
  await contestant.prepare?.();
  await contestant.work({ inFlight: 1, seconds: 1 });
  await contestant.finish?.();
  expect(order).toEqual(['prepare', 'begin', 'work', 'end after 7']);
});
