import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { saveDecided, type DecidedRequest } from './footage-outcomes.store.ts';

test('of two decisions of a reopened request, the last one is written: one statement cannot write a row twice', () => {
  const [footageRequestId, other] = [randomUUID(), randomUUID()];
  const decision: DecidedRequest = { footageRequestId, outcome: 'refused', isLate: false, knownOn: '2026-08-21' };
  const again: DecidedRequest = { ...decision, outcome: 'granted', isLate: true, knownOn: '2026-09-04' };
  const { values } = saveDecided([decision, { ...decision, footageRequestId: other }, again]);
  expect(values).toEqual([
    [footageRequestId, other],
    ['granted', 'refused'],
    [true, false],
    ['2026-09-04', '2026-08-21'],
  ]);
});
