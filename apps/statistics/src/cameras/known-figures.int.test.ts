import { inOneGo, type Step } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA } from '../../test/events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { findCompliance, saveCompliance } from './compliance-days.store.ts';
import { findCoverage, saveCoverage } from './coverage-days.store.ts';
import type { OutcomeCell } from './footage-outcome.ts';
import {
  findOutcomes,
  saveAppealDecided,
  saveAppealed,
  saveDecided,
  saveOverdue,
  saveReceived,
} from './footage-outcomes.store.ts';
import { saveComplianceVintages, saveCoverageVintages } from './vintages.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const DAY = '2026-03-05';
const ALL = { from: '2026-03-01', to: '2026-03-31', oblastCode: '' };

test('coverage and use of cameras as known on a day leave out what was recorded later', async () => {
  const unit = { unitCode: 'patrol-05', oblastCode: VINNYTSKA };
  const coverage = [
    { day: '2026-03-01', equipped: 5, changedAt: at('2026-03-01T10:00:00Z'), knownOn: '2026-03-01' },
    { day: '2026-03-03', equipped: 8, changedAt: at('2026-03-03T10:00:00Z'), knownOn: '2026-03-03' },
    // A correction of the first day that was recorded on the fourth.
    { day: '2026-03-01', equipped: 6, changedAt: at('2026-03-01T11:00:00Z'), knownOn: '2026-03-04' },
  ].map((each) => ({ ...unit, strength: 10, inStock: 0, inRepair: 0, ...each }));
  const counts = { attended: 20, counted: 10, recordings: 0, categorised: 0, linked: 0 };
  const complaints = { complaintsWithFootage: 0, complaintsWithoutFootage: 0 };
  const compliance = [
    { activated: 6, countedAt: at('2026-03-03T03:00:00Z'), knownOn: '2026-03-03' },
    { activated: 9, countedAt: at('2026-03-09T03:00:00Z'), knownOn: '2026-03-09' },
  ].map((each) => ({ ...unit, ...counts, ...complaints, day: '2026-03-02', ...each }));
  await inOneGo(own.database, [
    ...coverage.flatMap((each) => [saveCoverage([each]), saveCoverageVintages([each])]),
    ...compliance.flatMap((each) => [saveCompliance([each]), saveComplianceVintages([each])]),
  ]);
  const days = { ...ALL, from: '2026-02-28', to: '2026-03-04', byOblast: false, today: '2026-03-31' };
  const equippedAt = async (knownOn: string | undefined) =>
    (await findCoverage(own.database, { ...days, knownOn })).map(({ equipped }) => equipped);
  expect(await equippedAt('2026-02-28')).toEqual([]);
  expect(await equippedAt('2026-03-02')).toEqual([5, 5]);
  expect(await equippedAt('2026-03-03')).toEqual([5, 5, 8]);
  expect(await equippedAt('2026-03-04')).toEqual([6, 6, 8, 8]);
  expect(await equippedAt(undefined)).toEqual([6, 6, 8, 8]);
  const activatedAt = async (knownOn: string | undefined) =>
    (await findCompliance(own.database, { ...ALL, byUnit: false, byDay: false, knownOn })).map(
      (cell) => cell.activated,
    );
  expect(await activatedAt('2026-03-02')).toEqual([]);
  expect(await activatedAt('2026-03-08')).toEqual([6]);
  expect(await activatedAt('2026-03-09')).toEqual([9]);
  expect(await activatedAt(undefined)).toEqual([9]);
});

/** What happens to a request, in its order, and how many days after its receipt it becomes known. */
interface Course {
  readonly id: string;
  readonly received: number;
  readonly steps: readonly { readonly take: Taken; readonly after: number }[];
}
type Taken = 'granted' | 'refused' | 'granted late' | 'overdue' | 'appealed' | 'upheld' | 'dismissed';

const TAKEN: readonly Taken[] = ['granted', 'refused', 'granted late', 'overdue', 'appealed', 'upheld', 'dismissed'];
const after = fc.integer({ min: 0, max: 3 });
const course: fc.Arbitrary<Course> = fc.record({
  id: fc.uuid(),
  received: after,
  steps: fc.array(fc.record({ take: fc.constantFrom(...TAKEN), after }), { maxLength: 6 }),
});

test('outcomes as known on a day are those of a model, also of requests that were decided again', async () => {
  const courses = fc.uniqueArray(course, { minLength: 1, maxLength: 5, selector: ({ id }) => id });
  await fc.assert(
    fc.asyncProperty(courses, async (all) => {
      await forgetEffects(own.database, 'cameras');
      for (const each of all) for (const steps of stepsOf(each)) await inOneGo(own.database, steps);
      for (const until of [0, 2, 5, 9, undefined]) {
        const knownOn = until === undefined ? undefined : addDays(DAY, until);
        const [cell] = await findOutcomes(own.database, { ...ALL, knownOn });
        expect([until, cell]).toEqual([until, modelOf(all, until)]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a request that is decided again keeps its first decision on the days before', async () => {
  await forgetEffects(own.database, 'cameras');
  const again: Course = {
    id: '0197b1de-0000-7000-8000-000000000001',
    received: 0,
    steps: [
      { take: 'refused', after: 1 },
      { take: 'appealed', after: 1 },
      { take: 'upheld', after: 1 },
      { take: 'granted late', after: 1 },
    ],
  };
  for (const steps of stepsOf(again)) await inOneGo(own.database, steps);
  const on = async (until: number | undefined) => {
    const [cell] = await findOutcomes(own.database, {
      ...ALL,
      knownOn: until === undefined ? undefined : addDays(DAY, until),
    });
    return [cell?.pending, cell?.refused, cell?.decidedInTime, cell?.granted, cell?.decidedLate, cell?.appealsUpheld];
  };
  expect(await on(0)).toEqual([1, 0, 0, 0, 0, 0]);
  expect(await on(2)).toEqual([0, 1, 1, 0, 0, 0]);
  expect(await on(3)).toEqual([0, 1, 1, 0, 0, 1]);
  for (const until of [4, undefined]) expect(await on(until)).toEqual([0, 0, 0, 1, 1, 1]);
});

function stepsOf({ id: footageRequestId, received, steps }: Course): Step[][] {
  let passed = 0;
  return [
    [
      saveReceived([
        {
          footageRequestId,
          kind: 'complaint',
          oblastCode: VINNYTSKA,
          receivedOn: DAY,
          knownOn: addDays(DAY, received),
        },
      ]),
    ],
    ...steps.map(({ take, after: days }) => {
      passed += days;
      return stepOf(take, { footageRequestId, knownOn: addDays(DAY, passed) });
    }),
  ];
}

function stepOf(take: Taken, request: { readonly footageRequestId: string; readonly knownOn: string }): Step[] {
  if (take === 'overdue') return saveOverdue([request]);
  if (take === 'appealed') return saveAppealed([request]);
  if (take === 'upheld' || take === 'dismissed') return saveAppealDecided([{ ...request, outcome: take }]);
  const [outcome = 'granted'] = take.split(' ') as ('granted' | 'refused')[];
  return saveDecided([{ ...request, outcome, isLate: take === 'granted late' }]);
}

function modelOf(all: readonly Course[], until = Number.POSITIVE_INFINITY): OutcomeCell | undefined {
  const requests = all.filter(({ received }) => received <= until).map(({ steps }) => knownOf(steps, until));
  if (requests.length === 0) return undefined;
  const count = (is: (request: Known) => boolean) => requests.filter(is).length;
  return {
    kind: 'complaint',
    received: requests.length,
    decidedInTime: count(({ decided }) => decided === 'granted' || decided === 'refused'),
    decidedLate: count(({ decided }) => decided === 'granted late'),
    pending: count(({ decided, overdue }) => decided === undefined && !overdue),
    overdue: count(({ decided, overdue }) => decided === undefined && overdue),
    granted: count(({ decided }) => decided === 'granted' || decided === 'granted late'),
    partlyGranted: 0,
    refused: count(({ decided }) => decided === 'refused'),
    noFootage: 0,
    forwarded: 0,
    appealed: count(({ appealed }) => appealed),
    appealsUpheld: count(({ appeal }) => appeal === 'upheld'),
  };
}

interface Known {
  decided: Taken | undefined;
  overdue: boolean;
  appealed: boolean;
  appeal: Taken | undefined;
}

function knownOf(steps: Course['steps'], until: number): Known {
  const known: Known = { decided: undefined, overdue: false, appealed: false, appeal: undefined };
  let passed = 0;
  for (const { take, after: days } of steps) {
    passed += days;
    if (passed > until) break;
    if (take === 'overdue') known.overdue = true;
    else if (take === 'appealed') known.appealed = true;
    else if (take === 'upheld' || take === 'dismissed') known.appeal = take;
    else known.decided = take;
  }
  return known;
}

function at(time: string): Date {
  return new Date(time);
}
