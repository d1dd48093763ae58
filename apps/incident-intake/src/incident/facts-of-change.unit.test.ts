import { IncidentState, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentRestored, incidentStateChanged, incidentWithdrawn } from '@safe-community/events';
import { expect, test } from 'vitest';
import { eventsOfChange } from './incident.events.ts';
import type { IncidentCase } from './incident-case.ts';
import { aCase, minutes } from '../../test/a-case.ts';

const onSceneAt = minutes(7);

test.each([
  ['an incident with an arrival', onSceneAt],
  ['an incident without an arrival', undefined],
])('of %s only a withdrawal and a restoration change whether it is counted', (_what, reachedAt) => {
  const open = aCase({ state: 'reopened', onSceneAt: reachedAt });
  const rejected: IncidentCase = { ...open, state: 'rejected' };
  const told = { receivedTime: open.receivedAt, onSceneTime: reachedAt };
  expect(bodiesOf(open, rejected, incidentWithdrawn)).toMatchObject([told]);
  expect(bodiesOf(rejected, open, incidentRestored)).toMatchObject([told]);
  expect(eventsOfChange(open, { ...open, state: 'triaged' }, minutes(9))).toHaveLength(1);
});

test('publishes a change of urgency even if the state is the same, and nothing if neither changes', () => {
  const [low, high] = [aCase({ state: 'triaged', urgency: 'low' }), aCase({ state: 'triaged', urgency: 'high' })];
  const { TRIAGED } = IncidentState;
  expect(bodiesOf(low, { ...high, version: 3 }, incidentStateChanged)).toMatchObject([
    { formerState: TRIAGED, state: TRIAGED, urgency: Urgency.HIGH, version: 3 },
  ]);
  expect(eventsOfChange(low, { ...low, version: 3, legalHold: true }, minutes(9))).toEqual([]);
});

function bodiesOf<Message>(
  before: IncidentCase,
  after: IncidentCase,
  kind: { readonly type: string; decode(body: Uint8Array): Message },
): Message[] {
  return eventsOfChange(before, after, minutes(9))
    .filter(({ type }) => type === kind.type)
    .map(({ body }) => kind.decode(body));
}
