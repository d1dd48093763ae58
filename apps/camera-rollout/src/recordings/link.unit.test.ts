import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Incident } from '../incidents/module.ts';
import { proposeLinks, searchTime } from './link.ts';

const START = new Date('2026-10-02T10:00:00Z');
const minutes = (count: number): Date => new Date(START.getTime() + count * 60_000);
const KYIV = 'UA80000000000093317';
const recording = {
  startedAt: START,
  durationMs: 600_000,
  officerId: randomUUID(),
  hromadaCode: KYIV,
  oblastCode: KYIV,
};

function incident(change: Partial<Incident>): Incident {
  return {
    incidentId: randomUUID(),
    category: 'road_crash',
    hromadaCode: '',
    oblastCode: KYIV,
    occurredAt: minutes(-300),
    receivedAt: minutes(-300),
    onSceneAt: undefined,
    policeOnSceneAt: undefined,
    officerId: '',
    attendedBy: [],
    ...change,
  };
}

test.each<[string, Partial<Incident>, readonly string[]]>([
  ['the police reached the scene during it', { policeOnSceneAt: minutes(5) }, ['on_scene', 'same_oblast']],
  ['a responder arrived ten minutes before', { onSceneAt: minutes(-10) }, ['on_scene', 'same_oblast']],
  ['a responder arrived ten minutes after', { onSceneAt: minutes(20) }, ['on_scene', 'same_oblast']],
  ['it happened an hour before', { occurredAt: minutes(-60) }, ['time', 'same_oblast']],
  ['it was received an hour after', { receivedAt: minutes(70) }, ['time', 'same_oblast']],
  [
    'the officer attended it',
    { attendedBy: [randomUUID(), recording.officerId], officerId: randomUUID(), receivedAt: minutes(-1) },
    ['officer', 'time', 'same_oblast'],
  ],
  [
    'the officer is responsible, but others attended it',
    { attendedBy: [randomUUID()], officerId: recording.officerId, receivedAt: minutes(-1) },
    ['time', 'same_oblast'],
  ],
  [
    'the officer is responsible, and the place is the same',
    { officerId: recording.officerId, hromadaCode: KYIV, receivedAt: minutes(-1) },
    ['officer', 'time', 'same_hromada', 'same_oblast'],
  ],
])('proposes an incident when %s', (_case, change, grounds) => {
  expect(proposeLinks(recording, [incident(change)])).toMatchObject([{ grounds }]);
});

test.each<[string, Partial<Incident>]>([
  ['only the place fits', { hromadaCode: KYIV }],
  ['only the officer fits', { officerId: recording.officerId }],
  ['the responder arrived more than ten minutes before', { onSceneAt: minutes(-11) }],
  ['it happened more than an hour before', { occurredAt: minutes(-61) }],
])('proposes nothing when %s', (_case, change) => {
  expect(proposeLinks(recording, [incident(change)])).toEqual([]);
});

test('the best comes first, and no more than 20', () => {
  const good = incident({ policeOnSceneAt: minutes(1), receivedAt: minutes(0), officerId: recording.officerId });
  const weak = Array.from({ length: 25 }, () => incident({ receivedAt: minutes(0) }));
  const proposed = proposeLinks(recording, [...weak, good]);
  expect(proposed).toHaveLength(20);
  expect(proposed[0]).toMatchObject({ incidentId: good.incidentId, score: 88 });
});

test('looks for incidents of the half day before and the hour after', () => {
  expect(searchTime(recording)).toEqual({ from: minutes(-720), to: minutes(70) });
});
