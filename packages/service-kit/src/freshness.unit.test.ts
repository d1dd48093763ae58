import { describe, expect, it } from 'vitest';
import { Freshness } from './freshness.ts';

const EPOCH = 'first';

function following(bound: { events: number; ageMs: number }) {
  const freshness = new Freshness({ ...bound, startWaitMs: 0 });
  /** At `at` the producer published head `published`, and this service is at `position`. */
  const look = (position: number, published: number, at = 0, epoch = EPOCH): boolean =>
    freshness.isFresh({ epoch: EPOCH, position: BigInt(position) }, { epoch, published: BigInt(published), at });
  return { freshness, look };
}

describe('by events', () => {
  it('is fresh up to the bound, and fresh again only at half of it', () => {
    const { look } = following({ events: 10, ageMs: 1_000_000 });
    expect(look(100, 100)).toBe(true);
    expect(look(100, 110)).toBe(true);
    expect(look(100, 111)).toBe(false);
    expect(look(105, 111)).toBe(false);
    expect(look(106, 111)).toBe(true);
    expect(look(106, 116)).toBe(true);
  });

  it('requires half of the bound at the start', () => {
    const { look } = following({ events: 10, ageMs: 1_000_000 });
    expect(look(94, 100)).toBe(false);
    expect(look(95, 100)).toBe(true);
  });

  it('counts from the beginning if nothing is applied yet', () => {
    const freshness = new Freshness({ events: 10, ageMs: 1_000, startWaitMs: 0 });
    const told = { epoch: EPOCH, published: 50n, at: 0 };
    expect(freshness.isFresh({ epoch: undefined, position: 0n }, told)).toBe(false);
    expect(freshness.lag).toEqual({ events: 50, ageMs: 0 });
  });
});

describe('by age', () => {
  it('is stale when it has not reached a former head for too long', () => {
    const { freshness, look } = following({ events: 1_000, ageMs: 1_000 });
    expect(look(5, 5, 0)).toBe(true);
    expect(look(5, 6, 5_000)).toBe(true);
    expect(look(5, 6, 6_000)).toBe(true);
    expect(look(5, 6, 6_001)).toBe(false);
    expect(freshness.lag).toEqual({ events: 1, ageMs: 1_001 });
    expect(look(6, 6, 6_500)).toBe(true);
    expect(freshness.lag).toEqual({ events: 0, ageMs: 0 });
  });

  it('is fresh while it reaches one head after another, even if it is never at the end', () => {
    const { look } = following({ events: 1_000, ageMs: 1_000 });
    for (let second = 0; second < 20; second += 1) expect(look(second * 10, second * 10 + 5, second * 900)).toBe(true);
  });

  it('does not age while the producer publishes no head: that is no fault of the consumer', () => {
    const { look } = following({ events: 1_000, ageMs: 1_000 });
    expect(look(5, 6, 5_000)).toBe(true);
    for (let looks = 0; looks < 10; looks += 1) expect(look(5, 6, 5_000)).toBe(true);
  });
});

describe('an unknown head', () => {
  it('has no effect: a producer that never published one, or whose ledger began a new epoch', () => {
    const { freshness, look } = following({ events: 10, ageMs: 1_000 });
    expect(freshness.isFresh({ epoch: undefined, position: 0n }, undefined)).toBe(true);
    expect(look(5, 1_000, 0, 'second')).toBe(true);
  });

  it('does not override a known one: a ledger never becomes shorter', () => {
    const { look } = following({ events: 10, ageMs: 1_000_000 });
    expect(look(5, 100, 1_000)).toBe(false);
    expect(look(5, 100, 1_000)).toBe(false);
  });
});
