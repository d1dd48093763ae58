import { inOneGo, type Step } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { addExpected } from './expected-targets.store.ts';
import { addWithdrawals } from './former-times.store.ts';
import type { Goal, Target } from './on-time.ts';
import { countResults, saveTimed } from './on-time.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const DAY = '2026-03-05';
const MINUTES = 10;
const PLACE = { day: DAY, hromadaCode: VINNYTSIA, oblastCode: VINNYTSKA };

const targetOf = (goal: Goal): Target => ({
  goal,
  service: 'rescue',
  targetClass: '',
  area: 'any',
  ownPromise: false,
  validFrom: '2021-01-01',
  minutes: MINUTES,
  allowedExceedancePercent: undefined,
  clock: 'received',
  status: 'binding',
  confirmed: true,
});

/** What happens to an incident, and the day on which it becomes known: so many days after its receipt. */
interface Course {
  readonly id: string;
  readonly reported: number;
  readonly done: readonly { readonly minutes: number; readonly knownAfter: number }[];
  readonly withdrawn: readonly { readonly by: 1 | -1; readonly knownAfter: number }[];
}

const known = fc.integer({ min: 0, max: 6 });
const course: fc.Arbitrary<Course> = fc.record({
  id: fc.uuid(),
  reported: known,
  done: fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 20 }), knownAfter: known }), { maxLength: 4 }),
  withdrawn: fc.array(fc.record({ by: fc.constantFrom(1 as const, -1 as const), knownAfter: known }), { maxLength: 3 }),
});

test.each<Goal>(['arrival', 'repair'])('each %s as known on a day is that of a model, in any order', async (goal) => {
  const courses = fc.uniqueArray(course, { minLength: 1, maxLength: 4, selector: ({ id }) => id });
  await fc.assert(
    fc.asyncProperty(courses, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), async (all, ranks) => {
      await forgetEffects(own.database, 'incidents');
      for (const steps of shuffled(
        all.flatMap((each) => stepsOf(goal, each)),
        ranks,
      ))
        await inOneGo(own.database, steps);
      for (const knownAfter of [0, 1, 3, 6, undefined]) {
        expect([knownAfter, await counted(knownAfter)]).toEqual([knownAfter, modelOf(goal, all, knownAfter)]);
      }
    }),
    { numRuns: 60 },
  );
});

test('times of one batch that became known on several days all stay known', async () => {
  await forgetEffects(own.database, 'incidents');
  const one = { ...PLACE, incidentId: '0197b1de-0000-7000-8000-000000000001', target: targetOf('arrival') };
  const times = [30, 5, 20].map((minutes, index) => ({
    ...one,
    milliseconds: minutes * 60_000,
    knownOn: addDays(DAY, 2 * index),
  }));
  await inOneGo(own.database, saveTimed('arrival', times));
  expect((await counted(0))?.medianMinutes).toBe(30);
  expect((await counted(2))?.medianMinutes).toBe(5);
  expect((await counted(undefined))?.medianMinutes).toBe(5);
});

function stepsOf(goal: Goal, { id: incidentId, reported, done, withdrawn }: Course): Step[][] {
  const target = targetOf(goal);
  const on = (knownAfter: number) => addDays(DAY, knownAfter);
  return [
    addExpected([{ ...PLACE, target, knownOn: on(reported), incidents: 1 }]),
    ...done.map(({ minutes, knownAfter }) =>
      saveTimed(goal, [{ ...PLACE, target, incidentId, knownOn: on(knownAfter), milliseconds: minutes * 60_000 }]),
    ),
    ...withdrawn.map(({ by, knownAfter }) => addWithdrawals([{ incidentId, knownOn: on(knownAfter) }], by)),
  ];
}

interface Model {
  readonly arrivals: number;
  readonly onTime: number;
  readonly unreached: number | undefined;
  readonly medianMinutes: number;
}

function modelOf(goal: Goal, all: readonly Course[], until = Number.POSITIVE_INFINITY): Model | undefined {
  const best = goal === 'arrival' ? Math.min : Math.max;
  const times = all.flatMap(({ done, withdrawn }) => {
    const timesOf = done.filter(({ knownAfter }) => knownAfter <= until).map(({ minutes }) => minutes);
    const balance = withdrawn.filter(({ knownAfter }) => knownAfter <= until).reduce((sum, { by }) => sum + by, 0);
    return timesOf.length === 0 || balance > 0 ? [] : [best(...timesOf)];
  });
  const expected = all.filter(({ reported }) => reported <= until).length;
  // The minutes after the end of the day have passed by the end of the next one.
  const unreached = until < 1 || expected < times.length ? undefined : expected - times.length;
  if (times.length === 0 && (unreached ?? 0) === 0) return undefined;
  const onTime = times.filter((minutes) => minutes <= MINUTES).length;
  return { arrivals: times.length, onTime, unreached, medianMinutes: medianOf(times) };
}

function medianOf(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

async function counted(knownAfter: number | undefined): Promise<Model | undefined> {
  const results = await countResults(own.database, {
    firstDay: DAY,
    lastDay: '2026-03-31',
    parts: undefined,
    isByOblast: false,
    goal: undefined,
    now: new Date('2026-04-01T10:00:00Z'),
    knownOn: knownAfter === undefined ? undefined : addDays(DAY, knownAfter),
  });
  expect(results.length).toBeLessThan(2);
  return results.map(({ arrivals, onTime, unreached, medianMs }) => ({
    arrivals,
    onTime,
    unreached,
    medianMinutes: medianMs / 60_000,
  }))[0];
}

function shuffled<Item>(items: readonly Item[], ranks: readonly number[]): Item[] {
  return items
    .map((item, index) => ({ item, rank: ranks[index % ranks.length] ?? 0 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
