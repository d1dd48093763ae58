import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

describe('a token bucket', () => {
  it('allows a burst at once, then the refill rate', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, 0);
    expect([0, 0, 0].map((now) => bucket.take(now))).toEqual([0, 0, 0]);
    expect(bucket.take(0)).toBe(100);
    expect(bucket.take(60)).toBeCloseTo(40);
    expect(bucket.take(100)).toBe(0);
    expect(bucket.take(100)).toBe(100);
  });

  it('never holds more than the burst, however long the idle time', () => {
    const bucket = new TokenBucket({ perSecond: 1_000, burst: 2 }, 0);
    expect([1e9, 1e9].map((now) => bucket.take(now))).toEqual([0, 0]);
    expect(bucket.take(1e9)).toBeGreaterThan(0);
  });

  it('accepts a call after its retry delay, even if fractions sum to slightly less than a token', () => {
    const bucket = new TokenBucket({ perSecond: 0.1, burst: 1 }, 0);
    const start = 1.9813342078123245e-8;
    expect(bucket.take(0)).toBe(0);
    expect(Math.ceil(bucket.take(start))).toBe(10_000);
    expect(bucket.take(start + 10_000)).toBe(0);
    expect(Math.ceil(bucket.take(start + 10_000))).toBe(10_000);
    expect(bucket.take(start + 10_000 + 10_000)).toBe(0);
  });

  it('lends a millionth of a token, and takes it back', () => {
    const bucket = new TokenBucket({ perSecond: 1_000, burst: 1 }, 0);
    const early = 1 - 9e-7;
    expect([bucket.take(0), bucket.take(early)]).toEqual([0, 0]);
    expect(bucket.take(2 * early)).toBeGreaterThan(0);
    expect(bucket.take(2)).toBe(0);
  });

  it('at any rate, rate and burst limit the calls, and a call after its retry delay is accepted', () => {
    const rate = fc.record({
      perSecond: fc.double({ min: 0.1, max: 5_000, noNaN: true }),
      burst: fc.integer({ min: 1, max: 50 }),
    });
    const pauses = fc.array(fc.double({ min: 0, max: 2_000, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(rate, pauses, ({ perSecond, burst }, between) => {
        const bucket = new TokenBucket({ perSecond, burst }, 0);
        let now = 0;
        let taken = 0;
        for (const pause of between) {
          now += pause;
          const waitMs = bucket.take(now);
          if (waitMs > 0) {
            // As returned to the client: in whole milliseconds, rounded up.
            now += Math.ceil(waitMs);
            expect(bucket.take(now)).toBe(0);
          }
          taken += 1;
          expect(taken).toBeLessThanOrEqual(burst + (now * perSecond) / 1_000 + 2e-6);
        }
      }),
    );
  });
});
