import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { saveDecided, type DecidedRequest } from './footage-outcomes.store.ts';

test('of two decisions of a reopened request, the last one is written, and both stay known', () => {
  const [footageRequestId, other] = [randomUUID(), randomUUID()];
  const decision: DecidedRequest = { footageRequestId, outcome: 'refused', isLate: false, knownOn: '2026-08-21' };
  const again: DecidedRequest = { ...decision, outcome: 'granted', isLate: true, knownOn: '2026-09-04' };
  const [last, steps] = saveDecided([decision, { ...decision, footageRequestId: other }, again]);
  expect(last?.values).toEqual([
    [footageRequestId, other],
    ['granted', 'refused'],
    [true, false],
  ]);
  expect(steps?.values).toEqual([
    'decided',
    [footageRequestId, other, footageRequestId],
    ['2026-08-21', '2026-08-21', '2026-09-04'],
    ['refused', 'refused', 'granted'],
    [false, false, true],
  ]);
});

test('of two decisions of one day, the last one is known on it', () => {
  const decision: DecidedRequest = {
    footageRequestId: randomUUID(),
    outcome: 'refused',
    isLate: false,
    knownOn: '2026-08-21',
  };
  const [, steps] = saveDecided([decision, { ...decision, outcome: 'granted' }]);
  expect(steps?.values.slice(2)).toEqual([['2026-08-21'], ['granted'], [false]]);
});
