import { expect, test } from 'vitest';
import { HeartbeatNotes } from './heartbeat-notes.ts';

test('a heartbeat is news if it says something else, or if a while has passed', () => {
  const notes = new HeartbeatNotes(0);
  expect(notes.isNews('a', 1n, 0)).toBe(true);
  expect(notes.isNews('a', 1n, 1_000)).toBe(false);
  expect(notes.isNews('a', 2n, 1_100)).toBe(true);
  expect(notes.isNews('b', 2n, 1_200)).toBe(true);
  expect(notes.isNews('b', 2n, 3_600)).toBe(false);
  expect(notes.isNews('b', 2n, 3_701)).toBe(true);
  expect(notes.isNews('b', 2n, 3_800)).toBe(false);
});

test('events are stuck when they are missing twice at the same position', () => {
  const notes = new HeartbeatNotes(0);
  expect(notes.isStuck(5n, true, 0)).toBe(false);
  expect(notes.isStuck(6n, true, 1_000)).toBe(false);
  expect(notes.isStuck(6n, false, 2_000)).toBe(false);
  expect(notes.isStuck(6n, true, 3_000)).toBe(false);
  expect(notes.isNews('a', 7n, 3_000)).toBe(true);
  // The next heartbeat decides.
  expect(notes.isNews('a', 7n, 4_000)).toBe(true);
  expect(notes.isStuck(6n, true, 4_000)).toBe(true);
});

test('events that wait to be gathered are not stuck', () => {
  const notes = new HeartbeatNotes(2_000);
  expect(notes.isStuck(5n, true, 0)).toBe(false);
  expect(notes.isStuck(5n, true, 2_000)).toBe(false);
  expect(notes.isStuck(5n, true, 3_001)).toBe(true);
});
