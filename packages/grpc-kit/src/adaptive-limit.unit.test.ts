import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.ts';

/** A server that completes `perSecond` calls and is offered more: as many calls as the limit allows are active. */
function overloaded(limit: AdaptiveLimit, perSecond: number, seconds: number, from = 0): number {
  let now = from;
  for (let done = 0; done < perSecond * seconds; done += 1) {
    now += 1_000 / perSecond;
    const active = Math.floor(limit.current(now));
    limit.observe((active / perSecond) * 1_000, active, now);
  }
  return now;
}

describe('the adaptive limit', () => {
  it('stays at its maximum while calls are fast, even if some are slow', () => {
    const limit = new AdaptiveLimit(512);
    for (let call = 0; call < 1_000; call += 1) limit.observe(call % 20 === 0 ? 5_000 : 10, 512, call * 10);
    expect(limit.current(10_000)).toBe(512);
    overloaded(limit, 2_000, 10, 10_000);
    expect(limit.current(20_000)).toBe(512);
  });

  it('falls while calls are slow, until they take about the allowed time', () => {
    const limit = new AdaptiveLimit(512);
    const now = overloaded(limit, 200, 30);
    expect(limit.current(now)).toBeGreaterThan(100);
    expect(limit.current(now)).toBeLessThan(300);
  });

  it('never falls below 64, or below its maximum if that is smaller', () => {
    const limit = new AdaptiveLimit(512);
    const now = overloaded(limit, 5, 120);
    expect(limit.current(now)).toBeGreaterThanOrEqual(64);
    const small = new AdaptiveLimit(8);
    expect(Math.floor(small.current(overloaded(small, 1, 120)))).toBe(8);
  });

  it('recovers with time, without a call that proves it', () => {
    const limit = new AdaptiveLimit(512);
    const now = overloaded(limit, 5, 120);
    expect(limit.current(now + 5_000)).toBeGreaterThan(limit.current(now));
    expect(limit.current(now + 20_000)).toBe(512);
  });
});
