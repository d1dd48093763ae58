import { expect, test } from 'vitest';
import { aCase, aResponder, minutes, POLICY, T0 } from '../../test/a-case.ts';
import type { AppliedTarget } from '../targets/module.ts';
import { dueTime } from './steps.ts';
import { targetTime } from './target-time.ts';

const TARGET: AppliedTarget = {
  service: 'rescue',
  goal: 'arrival',
  targetClass: '',
  area: 'rural',
  validFrom: '2000-01-01',
  minutes: 20,
  allowedExceedancePercent: undefined,
  clock: 'received',
  status: 'recommended',
  confirmed: false,
  ownPromise: false,
};
const START = { receivedAt: T0, dispatchedAt: minutes(3) };

test('the earliest target of a goal counts, from the receipt or from the dispatch', () => {
  expect(targetTime([], 'arrival', START)).toBeUndefined();
  expect(targetTime([TARGET], 'arrival', START)).toEqual(minutes(20));
  expect(targetTime([TARGET], 'repair', START)).toBeUndefined();
  expect(targetTime([TARGET, { ...TARGET, service: 'police', minutes: 7 }], 'arrival', START)).toEqual(minutes(7));
  const ofDispatch = { ...TARGET, clock: 'dispatched' } as const;
  expect(targetTime([ofDispatch], 'arrival', START)).toEqual(minutes(23));
  expect(targetTime([ofDispatch], 'arrival', { ...START, dispatchedAt: undefined })).toBeUndefined();
});

test('what was only announced sets no deadline, unless the hromada promised it', () => {
  expect(targetTime([{ ...TARGET, status: 'announced' }], 'arrival', START)).toBeUndefined();
  expect(targetTime([{ ...TARGET, status: 'announced', ownPromise: true }], 'arrival', START)).toEqual(minutes(20));
  expect(targetTime([{ ...TARGET, status: 'binding' }], 'arrival', START)).toEqual(minutes(20));
});

const due = (
  state: 'dispatched' | 'on_scene' | 'received' | 'reopened' | 'triaged',
  since: number,
  ...targets: AppliedTarget[]
) => dueTime(POLICY, aCase({ state, stateSince: minutes(since), targets, responders: [aResponder()] }));

test('an arrival target replaces the expected time of the way', () => {
  expect(due('dispatched', 4)).toEqual(minutes(4 + 15));
  expect(due('dispatched', 4, TARGET)).toEqual(minutes(20));
  expect(due('dispatched', 4, { ...TARGET, minutes: 7 })).toEqual(minutes(7));
});

test('before the dispatch it counts only if it is earlier than the step', () => {
  expect(due('received', 0, TARGET)).toEqual(minutes(2));
  expect(due('triaged', 19, TARGET)).toEqual(minutes(20));
});

test('a target that has passed no longer counts, nor does one of an incident that was reopened later', () => {
  expect(due('dispatched', 20, TARGET)).toEqual(minutes(35));
  expect(due('dispatched', 19, TARGET)).toEqual(minutes(20));
  expect(due('reopened', 5_000, TARGET)).toEqual(minutes(5_002));
  expect(due('on_scene', 5, TARGET)).toEqual(minutes(5 + 24 * 60));
});

test('a repair target shortens the time at the scene and never prolongs it', () => {
  const repair = (after: number): AppliedTarget => ({ ...TARGET, goal: 'repair', minutes: after });
  expect(due('on_scene', 10, repair(60))).toEqual(minutes(60));
  expect(due('on_scene', 10, repair(14_400))).toEqual(minutes(10 + 24 * 60));
  expect(due('received', 0, repair(1))).toEqual(minutes(1));
});
