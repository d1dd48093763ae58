import { describe, expect, test } from 'vitest';
import { aCase, minutes, T0 } from '../../test/a-case.ts';
import { checkCourse } from '@safe-community/domain-kit';
import { changesOf, type ImportedCourse } from './imported-course.ts';

type ImportedResponder = ImportedCourse['responders'][number];

const NOW = minutes(60 * 24 * 60);
const responder = (more: Partial<ImportedResponder> = {}): ImportedResponder => ({
  kind: 'rescue',
  unit: 'ДПРЧ-1',
  officerIds: [],
  dispatchedAt: minutes(2),
  enRouteAt: undefined,
  onSceneAt: undefined,
  leftAt: undefined,
  cancelledAt: undefined,
  ...more,
});
const course = (more: Partial<ImportedCourse> = {}): ImportedCourse => ({
  responders: [],
  resolvedAt: undefined,
  closedAt: undefined,
  endedAs: undefined,
  ...more,
});
const INVALID = new Date(Number.NaN);
const [FIRST, SECOND] = ['019c8a00-0000-7000-8000-000000000001', '019c8a00-0000-7000-8000-000000000002'];

describe('the violations of a course', () => {
  test.each<[given: string, course: ImportedCourse, broken: string[]]>([
    ['nothing', course(), []],
    [
      'a whole course',
      course({
        responders: [responder({ enRouteAt: minutes(3), onSceneAt: minutes(9), leftAt: minutes(60) })],
        resolvedAt: minutes(40),
        closedAt: minutes(70),
      }),
      [],
    ],
    [
      'a responder who was called back',
      course({ responders: [responder({ enRouteAt: minutes(3), cancelledAt: minutes(4) })] }),
      [],
    ],
    ['an end without responders', course({ closedAt: minutes(10) }), []],
    ['an unknown kind', course({ responders: [responder({ kind: undefined })] }), ['course.responders[0].kind']],
    ['a blank unit', course({ responders: [responder({ unit: ' ' })] }), ['course.responders[0].unit']],
    [
      'a unit of 61 characters',
      course({ responders: [responder({ unit: 'x'.repeat(61) })] }),
      ['course.responders[0].unit'],
    ],
    ['a crew of the police', course({ responders: [responder({ kind: 'police', officerIds: [FIRST, SECOND] })] }), []],
    [
      'a crew of another service',
      course({ responders: [responder({ officerIds: [FIRST] })] }),
      ['course.responders[0].officer_ids'],
    ],
    [
      'an officer twice',
      course({ responders: [responder({ kind: 'police', officerIds: [FIRST, FIRST] })] }),
      ['course.responders[0].officer_ids'],
    ],
    [
      'an officer without a UUID',
      course({ responders: [responder({ kind: 'police', officerIds: [FIRST, '17'] })] }),
      ['course.responders[0].officer_ids[1]'],
    ],
    [
      'no time of dispatch',
      course({ responders: [responder({ dispatchedAt: undefined })] }),
      ['course.responders[0].dispatched_time'],
    ],
    [
      'an invalid time of dispatch',
      course({ responders: [responder({ dispatchedAt: INVALID })] }),
      ['course.responders[0].dispatched_time'],
    ],
    [
      'a dispatch before the receipt',
      course({ responders: [responder(), responder({ dispatchedAt: minutes(-1) })] }),
      ['course.responders[1].dispatched_time'],
    ],
    [
      'a dispatch after 30 days',
      course({ responders: [responder({ dispatchedAt: minutes(30 * 24 * 60 + 1) })] }),
      ['course.responders[0].dispatched_time'],
    ],
    [
      'an arrival before the dispatch',
      course({ responders: [responder({ onSceneAt: minutes(1) })] }),
      ['course.responders[0].on_scene_time'],
    ],
    [
      'a departure before the arrival',
      course({ responders: [responder({ onSceneAt: minutes(9), leftAt: minutes(8) })] }),
      ['course.responders[0].left_time'],
    ],
    [
      'an invalid arrival',
      course({ responders: [responder({ onSceneAt: INVALID })] }),
      ['course.responders[0].on_scene_time'],
    ],
    [
      'a step after 30 days',
      course({ responders: [responder({ leftAt: minutes(31 * 24 * 60) })] }),
      ['course.responders[0].left_time'],
    ],
    [
      'called back after the arrival',
      course({ responders: [responder({ onSceneAt: minutes(9), cancelledAt: minutes(10) })] }),
      ['course.responders[0].cancelled_time'],
    ],
    ['resolved before the receipt', course({ resolvedAt: minutes(-1) }), ['course.resolved_time']],
    [
      'resolved before the first arrival',
      course({ responders: [responder({ onSceneAt: minutes(9) })], resolvedAt: minutes(8) }),
      ['course.resolved_time'],
    ],
    ['resolved in the future', course({ resolvedAt: new Date(NOW.getTime() + 61_000) }), ['course.resolved_time']],
    ['closed before resolved', course({ resolvedAt: minutes(9), closedAt: minutes(8) }), ['course.closed_time']],
    ['ended without a time', course({ endedAs: 'closed' }), []],
    ['an unknown end', course({ endedAs: 'unknown' }), ['course.ended_as']],
    ['resolved, and closed since', course({ endedAs: 'resolved', closedAt: minutes(9) }), ['course.closed_time']],
    [
      'a false call that was resolved',
      course({ endedAs: 'rejected', resolvedAt: minutes(9) }),
      ['course.resolved_time'],
    ],
    ['an invalid end', course({ closedAt: INVALID }), ['course.closed_time']],
    ['200 responders', course({ responders: Array.from({ length: 200 }, () => responder()) }), []],
    ['201 responders', course({ responders: Array.from({ length: 201 }, () => responder()) }), ['course.responders']],
  ])('%s', (_, given, broken) => {
    const found = checkCourse(given, { receivedAt: T0, onSceneAt: undefined }, NOW);
    expect(found.map(({ field }) => field)).toEqual(broken);
  });

  test('an arrival of the row besides responders', () => {
    const found = checkCourse(course({ responders: [responder()] }), { receivedAt: T0, onSceneAt: minutes(3) }, NOW);
    expect(found.map(({ field }) => field)).toEqual(['on_scene_time']);
  });
});

describe('the changes of a course', () => {
  test('are in the order of their times, and the state only advances', () => {
    const given = course({
      responders: [
        responder({ enRouteAt: minutes(3), onSceneAt: minutes(9), leftAt: minutes(60) }),
        responder({ kind: 'police', unit: 'Екіпаж 5', dispatchedAt: minutes(5), onSceneAt: minutes(7) }),
      ],
      resolvedAt: minutes(40),
      closedAt: minutes(70),
    });
    const changes = changesOf(aCase(), given, ['r-1', 'r-2']);
    expect(changes.map(({ incident, change }) => [incident.version, change.kind, incident.state])).toEqual([
      [2, 'responder-dispatched', 'dispatched'],
      [3, 'responder-en-route', 'en_route'],
      [4, 'responder-dispatched', 'en_route'],
      [5, 'responder-on-scene', 'on_scene'],
      [6, 'responder-on-scene', 'on_scene'],
      [7, 'resolved', 'resolved'],
      [8, 'responder-left', 'resolved'],
      [9, 'closed', 'closed'],
    ]);
    expect(changes.at(-1)?.incident).toMatchObject({
      version: 9,
      state: 'closed',
      stateSince: minutes(70),
      onSceneAt: minutes(7),
      dueAt: undefined,
      responders: [
        { responderId: 'r-1', unit: 'ДПРЧ-1', onSceneAt: minutes(9), leftAt: minutes(60) },
        { responderId: 'r-2', unit: 'Екіпаж 5', onSceneAt: minutes(7) },
      ],
    });
    expect(changes[3]).toMatchObject({ responder: { responderId: 'r-2', progress: 'on_scene' } });
  });

  test('steps at the same time keep their usual order', () => {
    const given = course({
      responders: [responder({ enRouteAt: minutes(2), onSceneAt: minutes(2) })],
      resolvedAt: minutes(2),
    });
    expect(changesOf(aCase(), given, ['r-1']).map(({ incident }) => incident.state)).toEqual([
      'dispatched',
      'en_route',
      'on_scene',
      'resolved',
    ]);
  });

  test('an incident may be closed without anybody sent, as its source has it', () => {
    expect(changesOf(aCase(), course({ closedAt: minutes(9) }), [])).toMatchObject([
      { before: { state: 'received' }, incident: { state: 'closed', stateSince: minutes(9), version: 2 } },
    ]);
  });

  test.each<[ended: Partial<ImportedCourse>, steps: readonly string[]]>([
    [{ endedAs: 'closed' }, ['responder-left 8', 'closed 8 unknown']],
    [{ endedAs: 'closed', resolvedAt: minutes(9) }, ['responder-left 8', 'resolved 9', 'closed 9 unknown']],
    [{ endedAs: 'closed', closedAt: minutes(9) }, ['responder-left 8', 'closed 9']],
    [{ endedAs: 'resolved' }, ['responder-left 8', 'resolved 8 unknown']],
    [{ endedAs: 'rejected' }, ['responder-left 8', 'rejected 8 unknown']],
    [{ endedAs: 'rejected', closedAt: minutes(9) }, ['responder-left 8', 'rejected 9']],
  ])('an end without a time holds from the last time that is known: %j', (ended, steps) => {
    const sent = responder({ onSceneAt: minutes(5), leftAt: minutes(8) });
    const changes = changesOf(aCase(), course({ responders: [sent], ...ended }), ['r-1']);
    const shown = changes.map(({ change: { kind, happenedAt, isTimeUnknown, details } }) => {
      expect(details['time'] === 'unknown').toBe(isTimeUnknown === true);
      const unknown = isTimeUnknown === true ? ' unknown' : '';
      return `${kind} ${(happenedAt.getTime() - T0.getTime()) / 60_000}${unknown}`;
    });
    expect(shown.slice(2)).toEqual(steps);
    expect(changes.at(-1)?.incident.state).toBe(ended.endedAs);
  });

  test('a crew is that of its responder from the dispatch on, and named once in the history', () => {
    const sent = responder({ kind: 'police', officerIds: [FIRST, SECOND], onSceneAt: minutes(9) });
    const changes = changesOf(aCase(), course({ responders: [sent] }), ['r-1']);
    expect(changes.map(({ incident }) => incident.responders[0]?.officerIds)).toEqual([
      [FIRST, SECOND],
      [FIRST, SECOND],
    ]);
    expect(changes.map(({ change }) => change.details['officer_ids'])).toEqual([`${FIRST},${SECOND}`, undefined]);
  });

  test('a responder who was called back leaves the state as it is', () => {
    const given = course({ responders: [responder({ cancelledAt: minutes(4) })] });
    expect(changesOf(aCase(), given, ['r-1']).at(-1)?.incident).toMatchObject({
      state: 'dispatched',
      responders: [{ cancelledAt: minutes(4) }],
    });
  });
});
