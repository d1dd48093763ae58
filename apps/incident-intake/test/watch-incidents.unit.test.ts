import type { Envelope } from '@safe-community/events';
import { expect, test } from 'vitest';
import { watchIncidents, type OwnLedger, type WatchOrder } from '../src/app/reading/watch-incidents.ts';

const HEAD = 2_000_000n;
const end = { signal: new AbortController().signal, draining: new AbortController().signal };

const ledger: OwnLedger = {
  head: async () => ({ epoch: 'e', head: HEAD, published: HEAD, first: 1n, forked: false }),
  async *follow(): AsyncGenerator<Envelope> {
    yield* [];
  },
};

const from = (position: bigint): WatchOrder => ({
  rights: { scope: 'incidents.read', views: [] },
  after: { epoch: 'e', position },
  isWanted: () => true,
});

test('a watch goes on from a token of some days', async () => {
  const watch = watchIncidents(ledger, from(HEAD - 500_000n), end);
  expect((await watch.next()).value).toMatchObject({ place: { position: HEAD - 500_000n } });
});

test('a watch does not read the ledger for ever: from further behind it is refused, without a number', async () => {
  const refused = watchIncidents(ledger, from(HEAD - 500_001n), end).next();
  await expect(refused).rejects.toMatchObject({ kind: 'out-of-range', reason: 'POSITION_FORGOTTEN' });
  await expect(refused).rejects.toThrow(/^\D+$/);
});
