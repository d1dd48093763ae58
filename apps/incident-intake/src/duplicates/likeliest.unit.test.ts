import { expect, test } from 'vitest';
import { comparable, likeliest } from './likeliest.ts';
import type { Incident } from '../incident/incident.ts';
import { anIncident, minutes, T0 } from '../../test/a-case.ts';

const RULES = [{ name: 'kind', wording: { uk: '', en: '' }, required: true, type: 'choice', values: [] }] as const;

/** A fire that began so many minutes after T0: of fires the likeness halves in three hours. */
function fireAfter(began: number, incidentId: string): Incident {
  return anIncident({ incidentId, occurredAt: minutes(began), openAttributes: { kind: 'forest' } });
}

const SUBJECT = { ...comparable(fireAfter(0, 'a')), occurredAt: T0 };

function suggested(leastScore: number, ...candidates: readonly Incident[]): string[] {
  return likeliest(SUBJECT, candidates, RULES, leastScore).map(({ incident }) => incident.incidentId);
}

test('what is just as likely as asked for is suggested, what is less so is not', () => {
  const [same, halfAsLikely, less] = [fireAfter(0, 'b'), fireAfter(180, 'c'), fireAfter(181, 'd')];
  expect(suggested(0.5, less, halfAsLikely, same)).toEqual(['b', 'c']);
  expect(suggested(1, less, halfAsLikely, same)).toEqual(['b']);
});

test('of equally likely ones the earlier comes first, and no more than 50 are suggested', () => {
  const ids = Array.from({ length: 51 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
  const candidates = ids.map((id) => fireAfter(0, id));
  expect(suggested(0.5, ...candidates.toReversed())).toEqual(ids.slice(0, 50));
});
