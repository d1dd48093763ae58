import { expect, test } from 'vitest';
import { checkUnit, dispatchResponder, type Dispatch } from './responders.ts';
import type { IncidentCase, Responder } from './incident-case.ts';
import { recordProgress } from './responders.ts';
import type { FurtherProgress } from './responders.ts';
import { aCase, aResponder, changeOf, fieldsOf, minutes, POLICY } from '../../test/a-case.ts';
import { VINNYTSIA } from '../../test/messages.ts';

const NOW = minutes(30);
const NEIGHBOUR = { code: 'UA05020170000049432', oblastCode: 'UA05000000000010236' };

const sent = (dispatch: Partial<Dispatch> = {}, incident = aCase({ state: 'triaged' }), home?: typeof NEIGHBOUR) =>
  dispatchResponder(
    incident,
    'unit-1',
    { kind: 'ambulance', unit: 'Е-12', homeHromadaCode: '', officerIds: [], dispatchedAt: undefined, ...dispatch },
    home,
    POLICY,
    NOW,
  );

const recorded = (incident: IncidentCase, responderId: string, progress: FurtherProgress, progressAt?: Date) => {
  return recordProgress(incident, responderId, { progress, progressAt, officerIds: [] }, POLICY, NOW);
};

test('the dispatch time is the given time, else now', () => {
  expect(changeOf(sent()).incident.responders).toEqual([
    aResponder({ kind: 'ambulance', unit: 'Е-12', dispatchedAt: NOW }),
  ]);
  const { incident, happenedAt, details } = changeOf(sent({ dispatchedAt: minutes(3) }));
  expect(incident).toMatchObject({ state: 'dispatched', stateSince: minutes(3) });
  expect(incident.dueAt?.getTime()).toBe(minutes(3).getTime() + POLICY.expected.immediate.toScene);
  expect(happenedAt).toEqual(minutes(3));
  expect(details).toEqual({ responder_id: 'unit-1', responder_kind: 'ambulance' });
});

test('mutual aid names the hromada that it comes from', () => {
  const { incident, details } = changeOf(sent({ homeHromadaCode: NEIGHBOUR.code }, undefined, NEIGHBOUR));
  expect(incident.responders[0]).toMatchObject({ homeHromadaCode: NEIGHBOUR.code });
  expect(details).toMatchObject({ home_hromada_code: NEIGHBOUR.code });
});

test('mutual aid comes from a known hromada other than that of the incident', () => {
  expect(fieldsOf(sent({ homeHromadaCode: 'UA1' }))).toEqual(['home_hromada_code']);
  const here = { ...NEIGHBOUR, code: VINNYTSIA };
  expect(fieldsOf(sent({ homeHromadaCode: VINNYTSIA }, undefined, here))).toEqual(['home_hromada_code']);
});

test('rejects a dispatch before the receipt of the incident or in the future', () => {
  expect(fieldsOf(sent({ dispatchedAt: minutes(-1) }))).toEqual(['dispatched_time']);
  expect(fieldsOf(sent({ dispatchedAt: minutes(32) }))).toEqual(['dispatched_time']);
  expect(fieldsOf(sent({ dispatchedAt: new Date(Number.NaN) }))).toEqual(['dispatched_time']);
  expect(fieldsOf(sent({ dispatchedAt: minutes(-1), homeHromadaCode: 'UA1' }))).toEqual([
    'home_hromada_code',
    'dispatched_time',
  ]);
});

test('a slightly fast clock does not put a step into the future', () => {
  const ahead = new Date(NOW.getTime() + 20_000);
  expect(changeOf(sent({ dispatchedAt: ahead })).happenedAt).toEqual(NOW);
});

test('the name of a unit is readable and has up to 60 characters', () => {
  expect(checkUnit('ДПРЧ-1', 'unit')).toEqual([]);
  expect(checkUnit('Ж'.repeat(60), 'unit')).toEqual([]);
  for (const unit of ['', '  ', 'Ж'.repeat(61), '1‮2']) {
    expect(checkUnit(unit, 'unit')).toMatchObject([{ field: 'unit' }]);
  }
});

test('each responder has its own times; the incident follows the first of them', () => {
  let incident = aCase({
    state: 'dispatched',
    responders: [aResponder(), aResponder({ responderId: 'unit-2', kind: 'police' })],
  });
  const step = (id: string, progress: FurtherProgress, at: Date): void => {
    incident = changeOf(recorded(incident, id, progress, at)).incident;
  };
  step('unit-2', 'en_route', minutes(1));
  expect(incident).toMatchObject({ state: 'en_route', stateSince: minutes(1), onSceneAt: undefined });
  step('unit-1', 'on_scene', minutes(7));
  expect(incident).toMatchObject({ state: 'on_scene', stateSince: minutes(7), onSceneAt: minutes(7) });
  step('unit-2', 'on_scene', minutes(9));
  step('unit-2', 'left', minutes(20));
  expect(incident).toMatchObject({ state: 'on_scene', stateSince: minutes(7), onSceneAt: minutes(7) });
  expect(incident.responders).toEqual([
    aResponder({ onSceneAt: minutes(7) }),
    aResponder({
      responderId: 'unit-2',
      kind: 'police',
      enRouteAt: minutes(1),
      onSceneAt: minutes(9),
      leftAt: minutes(20),
    }),
  ]);
});

const PROGRESS = ['en_route', 'on_scene', 'left', 'cancelled'] as const;
const LEGAL: readonly [Partial<Responder>, readonly FurtherProgress[], string][] = [
  [
    {},
    ['en_route', 'on_scene', 'cancelled'],
    'the responder was dispatched: it can be en route, be on scene or be called back',
  ],
  [
    { enRouteAt: minutes(1) },
    ['on_scene', 'cancelled'],
    'the responder is en route: it can be on scene or be called back',
  ],
  [{ onSceneAt: minutes(2) }, ['left'], 'the responder is on scene: it can leave'],
  [{ onSceneAt: minutes(2), leftAt: minutes(3) }, [], 'the responder has left: nothing can follow'],
  [{ cancelledAt: minutes(3) }, [], 'the responder was called back: nothing can follow'],
];

test.each(LEGAL)('a responder with times %j accepts only %j', (times, legal, message) => {
  const incident = aCase({ state: 'on_scene', onSceneAt: minutes(2), responders: [aResponder(times)] });
  const outcomes = PROGRESS.map((progress) => recorded(incident, 'unit-1', progress));
  const expected = PROGRESS.map((progress) =>
    legal.includes(progress)
      ? { kind: `responder-${progress.replace('_', '-')}` }
      : { reason: 'STEP_ILLEGAL', message },
  );
  expect(outcomes).toMatchObject(expected);
});

test('rejects a responder step before its former one or in the future', () => {
  const incident = aCase({ state: 'en_route', responders: [aResponder({ enRouteAt: minutes(4) })] });
  expect(fieldsOf(recorded(incident, 'unit-1', 'on_scene', minutes(3)))).toEqual(['progress_time']);
  expect(fieldsOf(recorded(incident, 'unit-1', 'on_scene', minutes(32)))).toEqual(['progress_time']);
  expect(changeOf(recorded(incident, 'unit-1', 'on_scene', minutes(4))).happenedAt).toEqual(minutes(4));
});

test('a step without a time is not before the former one, even if a clock went back', () => {
  const incident = aCase({ state: 'en_route', responders: [aResponder({ enRouteAt: minutes(31) })] });
  expect(changeOf(recorded(incident, 'unit-1', 'on_scene')).happenedAt).toEqual(minutes(31));
});

test('the incident returns to triaged when the last responder is recalled before any arrived', () => {
  const two = [aResponder({ enRouteAt: minutes(1) }), aResponder({ responderId: 'unit-2' })];
  const first = changeOf(recorded(aCase({ state: 'en_route', responders: two }), 'unit-1', 'cancelled')).incident;
  expect(first).toMatchObject({ state: 'en_route' });
  const second = changeOf(recorded(first, 'unit-2', 'cancelled')).incident;
  expect(second).toMatchObject({ state: 'triaged', stateSince: NOW });
  expect(second.dueAt?.getTime()).toBe(NOW.getTime() + POLICY.expected.immediate.toDispatch);
});

test('a responder on the scene before a reopening is not counted as en route after it', () => {
  const before = aResponder({ onSceneAt: minutes(2) });
  const again = aResponder({ responderId: 'unit-2', dispatchedAt: minutes(20) });
  const incident = aCase({ state: 'dispatched', onSceneAt: minutes(2), responders: [before, again] });
  expect(changeOf(recorded(incident, 'unit-2', 'cancelled')).incident.state).toBe('triaged');
  const arrived = changeOf(recorded(incident, 'unit-2', 'on_scene', minutes(25))).incident;
  expect(arrived).toMatchObject({ state: 'on_scene', stateSince: minutes(25), onSceneAt: minutes(2) });
});

test('recalling a responder while others are on the scene does not change the incident', () => {
  const responders = [aResponder({ onSceneAt: minutes(2) }), aResponder({ responderId: 'unit-2' })];
  const incident = aCase({ state: 'on_scene', onSceneAt: minutes(2), responders });
  expect(changeOf(recorded(incident, 'unit-2', 'cancelled')).incident.state).toBe('on_scene');
});
