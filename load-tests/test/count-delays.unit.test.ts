import { expect, it } from 'vitest';
import { countDelays } from '../src/count-delays.ts';

it('takes the first look at which the checkpoint had reached an event', () => {
  const recorded = [10, 11, 12, 15].map((position, index) => ({ position, at: 100 + index }));
  const seen = [
    { position: 9, at: 101 },
    { position: 11, at: 104 },
    { position: 15, at: 110 },
    { position: 16, at: 111 },
  ];
  expect(countDelays(recorded, seen)).toEqual([4, 3, 8, 7]);
});

it('has no delays without events', () => {
  expect(countDelays([], [])).toEqual([]);
});

it('rejects an event that was never applied', () => {
  expect(() => countDelays([{ position: 2, at: 1 }], [{ position: 1, at: 2 }])).toThrow(
    'at position 2 was not applied',
  );
});
