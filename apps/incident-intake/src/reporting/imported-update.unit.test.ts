import { describe, expect, test } from 'vitest';
import { aCase, minutes } from '../../test/a-case.ts';
import type { IncidentCase, IncidentState, Responder } from '../incident/module.ts';
import type { ImportedCourse } from './imported-course.ts';
import { NO_COURSE, updateOf } from './imported-update.ts';

const KNOWN: Responder = {
  responderId: 'r-1',
  kind: 'rescue',
  unit: 'ДПРЧ-1',
  homeHromadaCode: '',
  officerIds: [],
  dispatchedAt: minutes(2),
};
const GIVEN: ImportedCourse['responders'][number] = {
  kind: 'rescue',
  unit: 'ДПРЧ-1',
  officerIds: [],
  dispatchedAt: minutes(2),
  enRouteAt: undefined,
  onSceneAt: undefined,
  leftAt: undefined,
  cancelledAt: undefined,
};

function update(stored: Partial<IncidentCase>, course: Partial<ImportedCourse>, onSceneAt?: Date) {
  const { changes, differences } = updateOf(
    { ...aCase(), ...stored },
    { onSceneAt, course: { ...NO_COURSE, ...course } },
    () => 'new',
  );
  return {
    steps: changes.map(({ change, incident }) => `${change.kind} ${incident.state} ${incident.version}`),
    differing: differences.map(({ field }) => field),
  };
}

const at = (state: IncidentState, time: number): Partial<IncidentCase> => ({ state, stateSince: minutes(time) });

describe('the steps that a later version has', () => {
  test.each<[string, Partial<IncidentCase>, Partial<ImportedCourse>, Date | undefined, string[]]>([
    ['nothing new', at('received', 0), {}, undefined, []],
    ['a close', at('received', 0), { closedAt: minutes(9) }, undefined, ['closed closed 2']],
    [
      'both ends',
      at('received', 0),
      { resolvedAt: minutes(5), closedAt: minutes(9) },
      undefined,
      ['resolved resolved 2', 'closed closed 3'],
    ],
    ['the rest', at('resolved', 5), { resolvedAt: minutes(5), closedAt: minutes(9) }, undefined, ['closed closed 2']],
    [
      'a false call',
      at('received', 0),
      { endedAs: 'rejected', closedAt: minutes(3) },
      undefined,
      ['rejected rejected 2'],
    ],
    ['an end without a time', at('received', 0), { endedAs: 'closed' }, undefined, ['closed closed 2']],
    ['an arrival', at('received', 0), {}, minutes(4), ['arrived on_scene 2']],
    [
      'an arrival and a close',
      at('received', 0),
      { closedAt: minutes(9) },
      minutes(4),
      ['arrived on_scene 2', 'closed closed 3'],
    ],
    [
      'further times of a responder',
      { ...at('dispatched', 2), responders: [KNOWN] },
      { responders: [{ ...GIVEN, onSceneAt: minutes(6) }] },
      undefined,
      ['responder-on-scene on_scene 2'],
    ],
    [
      'a second responder',
      { ...at('dispatched', 2), responders: [KNOWN] },
      { responders: [GIVEN, { ...GIVEN, unit: 'ДПРЧ-2', dispatchedAt: minutes(3) }] },
      undefined,
      ['responder-dispatched dispatched 2'],
    ],
    [
      'a dispatch that became known after a triage here',
      at('triaged', 9),
      { responders: [GIVEN] },
      undefined,
      ['responder-dispatched triaged 2'],
    ],
    ['an open row after a close', at('closed', 9), {}, undefined, []],
    ['a resolved row after a close', at('closed', 9), { resolvedAt: minutes(5) }, undefined, []],
    [
      'an older export of a responder',
      { ...at('on_scene', 6), responders: [{ ...KNOWN, onSceneAt: minutes(6) }] },
      { responders: [GIVEN] },
      undefined,
      [],
    ],
    ['the same close', at('closed', 9), { closedAt: minutes(9) }, undefined, []],
    ['an end without a time after it was reopened here', at('reopened', 20), { endedAs: 'closed' }, undefined, []],
    [
      'a later close after it was reopened here',
      at('reopened', 20),
      { closedAt: minutes(30) },
      undefined,
      ['closed closed 2'],
    ],
  ])('%s', (_given, stored, course, onSceneAt, steps) => {
    expect(update(stored, course, onSceneAt)).toEqual({ steps, differing: [] });
  });
});

test('responders beyond 200, with those that are stored, are a difference', () => {
  const responders = Array.from({ length: 199 }, (_, index): Responder => ({ ...KNOWN, responderId: `r-${index}` }));
  const sent = (unit: string) => ({ ...GIVEN, unit });
  const stored = { ...at('dispatched', 2), responders };
  expect(update(stored, { responders: [sent('АЦ-9')] }).differing).toEqual([]);
  expect(update(stored, { responders: [sent('АЦ-9'), sent('АЦ-10')] }).differing).toEqual(['course.responders']);
});

describe('the crew of a later version', () => {
  const [FIRST, SECOND] = ['019c8a00-0000-7000-8000-000000000001', '019c8a00-0000-7000-8000-000000000002'];
  const known: Responder = { ...KNOWN, kind: 'police', officerIds: [FIRST] };
  const later = (officerIds: readonly string[], onSceneAt?: Date) =>
    updateOf(
      { ...aCase(), ...at('dispatched', 2), responders: [known] },
      {
        onSceneAt: undefined,
        course: { ...NO_COURSE, responders: [{ ...GIVEN, kind: 'police', officerIds, onSceneAt }] },
      },
      () => 'new',
    );

  test('replaces that of before with a further step', () => {
    const { changes, differences } = later([SECOND], minutes(6));
    expect(differences).toEqual([]);
    expect(changes.map(({ incident }) => incident.responders[0]?.officerIds)).toEqual([[SECOND]]);
    expect(changes[0]?.change.details['officer_ids']).toBe(SECOND);
  });

  test('stays if the row names none', () => {
    expect(later([], minutes(6)).changes[0]?.incident.responders[0]?.officerIds).toEqual([FIRST]);
    expect(later([]).differences).toEqual([]);
  });

  test('is nothing new if it is the same, and differs without a further step', () => {
    expect(later([FIRST])).toEqual({ changes: [], differences: [] });
    expect(later([FIRST, SECOND]).differences.map(({ field }) => field)).toEqual(['course.responders[0].officer_ids']);
  });
});

describe('what no step explains', () => {
  test.each<[string, Partial<IncidentCase>, Partial<ImportedCourse>, Date | undefined, string]>([
    ['another time of the end', at('closed', 9), { closedAt: minutes(8) }, undefined, 'course.closed_time'],
    ['an end before the last step here', at('triaged', 9), { closedAt: minutes(8) }, undefined, 'course.closed_time'],
    [
      'a step before the last one here',
      at('triaged', 9),
      { resolvedAt: minutes(8), closedAt: minutes(10) },
      undefined,
      'course.resolved_time',
    ],
    ['a false call after a close', at('closed', 9), { endedAs: 'rejected' }, undefined, 'course.ended_as'],
    ['a close after a false call', at('rejected', 9), { closedAt: minutes(9) }, undefined, 'course.ended_as'],
    ['an end of a duplicate', at('duplicate', 9), { closedAt: minutes(12) }, undefined, 'course'],
    ['another arrival', { ...at('on_scene', 4), onSceneAt: minutes(4) }, {}, minutes(5), 'on_scene_time'],
    [
      'another time of dispatch',
      { ...at('dispatched', 2), responders: [KNOWN] },
      { responders: [{ ...GIVEN, dispatchedAt: minutes(3) }] },
      undefined,
      'course.responders[0].dispatched_time',
    ],
    [
      'another time of a responder',
      { ...at('on_scene', 6), responders: [{ ...KNOWN, onSceneAt: minutes(6) }] },
      { responders: [{ ...GIVEN, onSceneAt: minutes(7) }] },
      undefined,
      'course.responders[0].on_scene_time',
    ],
    [
      'a responder who was called back and came',
      { ...at('dispatched', 2), responders: [{ ...KNOWN, cancelledAt: minutes(4) }] },
      { responders: [{ ...GIVEN, onSceneAt: minutes(7) }] },
      undefined,
      'course.responders[0]',
    ],
  ])('%s', (_given, stored, course, onSceneAt, field) => {
    expect(update(stored, course, onSceneAt).differing).toEqual([field]);
  });
});
