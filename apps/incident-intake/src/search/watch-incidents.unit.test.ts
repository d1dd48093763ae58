import type { View } from '@safe-community/security/policy';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, type Envelope } from '@safe-community/events';
import type { OwnLedger } from '@safe-community/ledger';
import { expect, test } from 'vitest';
import { watchIncidents, type WatchOrder } from './watch.queries.ts';

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

test('a watch resumes from a token that is days old', async () => {
  const watch = watchIncidents(ledger, from(HEAD - 500_000n), end);
  expect((await watch.next()).value).toMatchObject({ place: { position: HEAD - 500_000n } });
});

test('rejects a token that is too far behind, without a number', async () => {
  const refused = watchIncidents(ledger, from(HEAD - 500_001n), end).next();
  await expect(refused).rejects.toMatchObject({ kind: 'out-of-range', reason: 'POSITION_FORGOTTEN' });
  await expect(refused).rejects.toThrow(/^\D+$/);
});

/** A category that only a later version defines. */
const LATER = 99 as IncidentCategory;

function reported(position: bigint, category: IncidentCategory): Envelope {
  const body = IncidentReported.encode(
    IncidentReported.fromPartial({ incidentId: `i-${position}`, category }),
  ).finish();
  return { type: incidentReported.type, position, recordedAt: new Date(), body } as Envelope;
}

test.each<[categories: View['categories'], toldOf: string[]]>([
  ['all', ['i-1', 'i-2']],
  ['ordinary', ['i-2']],
  [new Set(['fire']), ['i-2']],
])('only callers who may see all kinds get an incident of an unknown category: %s', async (categories, toldOf) => {
  const rights = { scope: 'incidents.read', views: [{ territory: new Set(['UA']), categories }] };
  const order: WatchOrder = { rights, after: undefined, isWanted: () => true };
  const later: OwnLedger = {
    ...ledger,
    async *follow() {
      yield reported(1n, LATER);
      yield reported(2n, IncidentCategory.FIRE);
    },
  };
  const told: string[] = [];
  for await (const { change } of watchIncidents(later, order, end))
    if (change !== undefined) told.push(change.incidentId);
  expect(told).toEqual(toldOf);
});
