import { describe, expect, it } from 'vitest';
import type { Look, ServiceLook } from '../src/reconcile/look.ts';
import { goalsAfter, missingIn } from '../src/reconcile/missing.ts';

const EPOCH = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

const STATE = { epoch: EPOCH, needsEpoch: false, setAsideEvents: 0n, setAsidePositions: [] };

const intake = (headPosition: bigint, publishedPosition = headPosition, epoch = EPOCH): ServiceLook => ({
  service: 'incident-intake',
  producer: 'incidents',
  head: { epoch, headPosition, publishedPosition, firstPosition: 1n },
  state: STATE,
  checkpoints: [],
});

const statistics = (position: bigint, more = {}): ServiceLook => ({
  service: 'statistics',
  producer: 'statistics',
  head: { epoch: OTHER, headPosition: 0n, publishedPosition: 0n, firstPosition: 1n },
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
      isKnown: true,
      ...more,
    },
  ],
});

const look = (...services: ServiceLook[]): Look => ({ services, silent: [] });
const goals = goalsAfter(new Map(), look(intake(1_000n, 990n)));

describe('missingIn', () => {
  it('is nothing when all up to the goal is published and applied, whatever came since', () => {
    expect(missingIn(goals, look(intake(1_000n), statistics(1_000n)))).toEqual([]);
    expect(missingIn(goals, look(intake(1_234n, 1_100n), statistics(1_050n)))).toEqual([]);
    expect(missingIn(new Map(), look(statistics(0n, { epoch: '' })))).toEqual([]);
  });

  it('names what may still come: stretches on their way, services that do not answer', () => {
    expect(missingIn(goals, { ...look(intake(1_000n, 990n), statistics(900n)), silent: ['camera-rollout'] })).toEqual([
      { text: 'camera-rollout does not answer', mayCome: true },
      { text: 'incident-intake: events 991 to 1,000 are not published', mayCome: true },
      { text: 'statistics: events 901 to 1,000 of incidents are not applied', mayCome: true },
    ]);
    expect(missingIn(goals, look(intake(1_000n), statistics(0n, { epoch: '' })))).toEqual([
      { text: 'statistics: events 1 to 1,000 of incidents are not applied', mayCome: true },
    ]);
    expect(missingIn(goals, look(intake(1_000n), statistics(1_000n, { epoch: OTHER })))).toEqual([
      { text: `statistics: has not met the epoch ${EPOCH} of incidents yet`, mayCome: true },
    ]);
    expect(missingIn(goals, look(intake(1_000n), statistics(1_000n, { rebuildPending: true })))).toEqual([
      { text: 'statistics: its effects of incidents are being made anew', mayCome: true },
    ]);
  });

  it('names what does not come by waiting: dead letters, what no ledger knows, ledgers that went back', () => {
    const letters = look(intake(1_000n), statistics(1_000n, { deadLettersWaiting: 2n, deadLettersDiscarded: 1n }));
    const text = 'statistics: 2 dead letters of incidents wait';
    expect(missingIn(goals, letters)).toEqual([{ text, mayCome: false }]);
    expect(missingIn(goals, look(intake(1_000n), statistics(1_001n, { isKnown: false })))).toEqual([
      {
        text: `statistics: has applied events of incidents that its ledger does not know, up to 1,001 of epoch ${EPOCH}`,
        mayCome: false,
        rebuild: { service: 'statistics', producer: 'incidents' },
      },
    ]);
    const forked = { ...intake(1_000n), state: { ...STATE, needsEpoch: true } };
    expect(missingIn(goals, look(forked))).toEqual([
      {
        text: 'incident-intake: its stream holds events that its ledger does not know: begin another epoch',
        mayCome: false,
      },
    ]);
    expect(missingIn(goals, look(intake(1_000n, 1_000n, OTHER)))).toEqual([
      { text: 'incident-intake: its ledger began anew meanwhile', mayCome: false },
    ]);
    expect(missingIn(goals, look(intake(999n)))).toEqual([
      { text: 'incident-intake: its ledger has become shorter', mayCome: false },
    ]);
  });

  it('keeps the goal of the first look', () => {
    expect(goalsAfter(goals, look(intake(2_000n))).get('incidents')).toEqual({ epoch: EPOCH, position: 1_000n });
  });
});
