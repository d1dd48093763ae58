import { describe, expect, it } from 'vitest';
import { Refusal } from '@safe-community/domain-kit';
import { type Place, Places } from '../src/places.ts';

const placesFor = (most: number) => new Places({ reads: most, writes: most, streams: most, imports: most }, () => 0);

/** How many of so many calls of these callers get a place. */
function taken(places: Places, kind: 'reads' | 'streams', ...callers: readonly string[]): number {
  return callers.filter((caller) => !(places.take(kind, caller) instanceof Refusal)).length;
}

function placeOf(places: Places, kind: 'reads' | 'streams', caller = 'one'): Place {
  const place = places.take(kind, caller);
  if (place instanceof Refusal) throw place;
  return place;
}

describe('places', () => {
  it('are no more than there are, and each is given again once, however often its call ends', () => {
    const places = placesFor(2);
    const place = placeOf(places, 'reads');
    expect(taken(places, 'reads', 'one', 'one')).toBe(1);
    for (let time = 0; time < 3; time += 1) {
      place.workEnds();
      place.callEnds();
    }
    expect(taken(places, 'reads', 'one', 'one')).toBe(1);
  });

  it('are free when the call has ended and nothing works for it any more, in whatever order', () => {
    for (const ends of [
      ['callEnds', 'workEnds'],
      ['workEnds', 'callEnds'],
    ] as const) {
      const places = placesFor(1);
      const place = placeOf(places, 'reads');
      place.workBegins();
      place[ends[0]]();
      expect(taken(places, 'reads', 'one')).toBe(0);
      place[ends[1]]();
      expect(taken(places, 'reads', 'one')).toBe(1);
    }
  });

  it('of what lasts go to one caller by half at the most, and are taken again by who has given some back', () => {
    const places = placesFor(10);
    const first = placeOf(places, 'streams');
    expect(taken(places, 'streams', ...Array.from({ length: 9 }, () => 'one'))).toBe(4);
    expect(taken(places, 'streams', ...Array.from({ length: 4 }, () => 'other'))).toBe(4);
    first.callEnds();
    expect(taken(places, 'streams', 'one', 'one')).toBe(1);
    expect(taken(places, 'reads', ...Array.from({ length: 10 }, () => 'one'))).toBe(10);
  });
});
