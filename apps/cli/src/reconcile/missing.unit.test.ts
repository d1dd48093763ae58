import { describe, expect, it } from 'vitest';
import type { Snapshot, ServiceSnapshot } from './snapshot.ts';
import { goalsAfter, missingIn } from './missing.ts';

const EPOCH = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

const STATE = { epoch: EPOCH, needsEpoch: false, setAsideEvents: 0n, setAsidePositions: [] };

const intake = (headPosition: bigint, publishedPosition = headPosition, epoch = EPOCH): ServiceSnapshot => ({
  service: 'incident-intake',
  producer: 'incidents',
  head: { epoch, headPosition, publishedPosition, firstPosition: 1n, installation: 1 },
  state: STATE,
  checkpoints: [],
});

const statistics = (position: bigint, more = {}): ServiceSnapshot => ({
  service: 'statistics',
  producer: 'statistics',
  head: { epoch: OTHER, headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 },
  state: STATE,
  checkpoints: [
    {
      producer: 'incidents',
      partition: 0,
      epoch: EPOCH,
      position,
      deadLettersWaiting: 0n,
      deadLettersDiscarded: 0n,
      eventId: '33333333-3333-4333-8333-333333333333',
      rebuildPending: false,
      lastRebuild: undefined,
      isKnown: true,
      ...more,
    },
  ],
});

const snapshot = (...services: ServiceSnapshot[]): Snapshot => ({ services, unreachable: [] });
const goals = goalsAfter(new Map(), snapshot(intake(1_000n, 990n)));

describe('missingIn', () => {
  it('is empty when everything up to the goal is published and applied', () => {
    expect(missingIn(goals, snapshot(intake(1_000n), statistics(1_000n)))).toEqual([]);
    expect(missingIn(goals, snapshot(intake(1_234n, 1_100n), statistics(1_050n)))).toEqual([]);
    expect(missingIn(new Map(), snapshot(statistics(0n, { epoch: '' })))).toEqual([]);
  });

  it('names what may still resolve: events in flight, services that do not respond', () => {
    expect(
      missingIn(goals, { ...snapshot(intake(1_000n, 990n), statistics(900n)), unreachable: ['camera-rollout'] }),
    ).toEqual([
      { text: 'camera-rollout: does not respond', mayCome: true },
      { text: 'incident-intake: events 991 to 1,000 are not published', mayCome: true },
      { text: 'statistics: events 901 to 1,000 of incidents are not applied', mayCome: true },
    ]);
    expect(missingIn(goals, snapshot(intake(1_000n), statistics(0n, { epoch: '' })))).toEqual([
      { text: 'statistics: events 1 to 1,000 of incidents are not applied', mayCome: true },
    ]);
    expect(missingIn(goals, snapshot(intake(1_000n), statistics(1_000n, { epoch: OTHER })))).toEqual([
      { text: `statistics: has not reached epoch ${EPOCH} of incidents`, mayCome: true },
    ]);
    expect(missingIn(goals, snapshot(intake(1_000n), statistics(1_000n, { rebuildPending: true })))).toEqual([
      { text: 'statistics: the rebuild of incidents is running', mayCome: true },
    ]);
  });

  it('names what waiting does not resolve: dead letters, unknown events, ledgers that went back', () => {
    const letters = snapshot(intake(1_000n), statistics(1_000n, { deadLettersWaiting: 2n, deadLettersDiscarded: 1n }));
    const text = 'statistics: 2 dead letters of incidents are waiting';
    expect(missingIn(goals, letters)).toEqual([{ text, mayCome: false }]);
    expect(missingIn(goals, snapshot(intake(1_000n), statistics(1_001n, { isKnown: false })))).toEqual([
      {
        text: `statistics: applied events of incidents that its ledger does not have, up to 1,001 of epoch ${EPOCH}`,
        mayCome: false,
        rebuild: { service: 'statistics', producer: 'incidents' },
      },
    ]);
    const forked = { ...intake(1_000n), state: { ...STATE, needsEpoch: true } };
    expect(missingIn(goals, snapshot(forked))).toEqual([
      {
        text: 'incident-intake: its stream has events that its ledger does not have: begin a new epoch',
        mayCome: false,
      },
    ]);
    expect(missingIn(goals, snapshot(intake(1_000n, 1_000n, OTHER)))).toEqual([
      { text: 'incident-intake: its ledger began a new epoch in the meantime', mayCome: false },
    ]);
    expect(missingIn(goals, snapshot(intake(999n)))).toEqual([
      { text: 'incident-intake: its ledger became shorter', mayCome: false },
    ]);
  });

  it('keeps the goal of the first snapshot', () => {
    expect(goalsAfter(goals, snapshot(intake(2_000n))).get('incidents')).toEqual({ epoch: EPOCH, position: 1_000n });
  });
});
