import { describe, expect, it } from 'vitest';
import { Room } from '../src/room.ts';

/** A server that does so many calls a second and is offered more: all that have room are under way. */
function overloaded(room: Room, perSecond: number, seconds: number, from = 0): number {
  let now = from;
  for (let done = 0; done < perSecond * seconds; done += 1) {
    now += 1_000 / perSecond;
    const underWay = Math.floor(room.size(now));
    room.took((underWay / perSecond) * 1_000, underWay, now);
  }
  return now;
}

describe('the room for calls', () => {
  it('is all there is while they are quick, also when some are slow', () => {
    const room = new Room(512);
    for (let call = 0; call < 1_000; call += 1) room.took(call % 20 === 0 ? 5_000 : 10, 512, call * 10);
    expect(room.size(10_000)).toBe(512);
    overloaded(room, 2_000, 10, 10_000);
    expect(room.size(20_000)).toBe(512);
  });

  it('shrinks while they are slow, so that they take about as long as they may', () => {
    const room = new Room(512);
    const now = overloaded(room, 200, 30);
    expect(room.size(now)).toBeGreaterThan(100);
    expect(room.size(now)).toBeLessThan(300);
  });

  it('never shrinks below what is always taken, nor below a smaller number that is set', () => {
    const room = new Room(512);
    const now = overloaded(room, 5, 120);
    expect(room.size(now)).toBeGreaterThanOrEqual(64);
    const small = new Room(8);
    expect(Math.floor(small.size(overloaded(small, 1, 120)))).toBe(8);
  });

  it('grows back with time, without a call that would show that it may', () => {
    const room = new Room(512);
    const now = overloaded(room, 5, 120);
    expect(room.size(now + 5_000)).toBeGreaterThan(room.size(now));
    expect(room.size(now + 20_000)).toBe(512);
  });
});
