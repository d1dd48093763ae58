import { GuaranteeMetric } from '@safe-community/contracts/officers/v1/accountability.ts';
import type { NewEvent } from '@safe-community/events';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEvents } from '../../test/apply-events.ts';
import { KYIV, promised, VINNYTSKA } from '../../test/events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readFigures, type Figure, type FigureRequest } from '../figures/module.ts';
import { GUARANTEE_EVENTS } from './guarantee.events.ts';

const { NAMED_OFFICER, REACHABLE, ANSWERED_IN_TIME, REPORTED_IN_TIME } = GuaranteeMetric;
const QUESTIONS = ['questions_answered_in_time'];

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());
beforeEach(() => forgetEffects(own.database, 'officers'));

test('the share of hromadas holds until it changes, for an oblast and as the sum of all', async () => {
  await apply([
    promised(NAMED_OFFICER, { day: '2021-11-04', kept: 6, broken: 4 }),
    promised(NAMED_OFFICER, { day: '2021-11-10', kept: 9, broken: 1 }),
    promised(NAMED_OFFICER, { day: '2021-11-04', oblastCode: KYIV, kept: 10, broken: 20 }),
    promised(REACHABLE, { day: '2021-11-04', kept: 1, broken: 9 }),
  ]);
  const named = { measures: ['hromadas_with_named_officer'] };
  expect(await read({ ...named, to: '2021-11-03' })).toEqual([]);
  expect(await read({ ...named, to: '2021-11-09' })).toMatchObject([{ value: 40, base: 40 }]);
  expect(await read({ ...named, to: '2021-11-30' })).toMatchObject([{ value: 47.5, base: 40 }]);
  const byOblast = await read({ ...named, territory: { level: 'oblast' }, groupBy: ['territory', 'month'] });
  expect(byOblast.map(({ territoryCode, from, value }) => [territoryCode, from, value])).toEqual([
    [VINNYTSKA, '2021-11-01', 90],
    [KYIV, '2021-11-01', (100 * 10) / 30],
  ]);
  const reachable = await read({ measures: ['hromadas_with_reachable_officer'], territory: { codes: [VINNYTSKA] } });
  expect(reachable).toMatchObject([{ value: 10, base: 10 }]);
});

test('questions count on the day on which they came in; what is pending or without a rule does not', async () => {
  await apply([
    promised(ANSWERED_IN_TIME, { day: '2021-11-04', kept: 3, broken: 1, pending: 5, withoutRule: 7 }),
    promised(ANSWERED_IN_TIME, { day: '2021-11-20', kept: 0, broken: 1 }),
    promised(ANSWERED_IN_TIME, { day: '2021-11-25', kept: 0, broken: 0, pending: 2 }),
  ]);
  expect(await read({ measures: QUESTIONS })).toMatchObject([{ value: 60, base: 5 }]);
  const byDay = await read({ measures: QUESTIONS, groupBy: ['day'] });
  expect(byDay.map(({ from, value, base }) => [from, value, base])).toEqual([
    ['2021-11-04', 75, 4],
    ['2021-11-20', 0, 1],
  ]);
});

test('reports count on the last day for them, and not while they may still be delivered in time', async () => {
  await apply([
    promised(REPORTED_IN_TIME, { day: '2021-11-10', kept: 0, broken: 0, pending: 4 }),
    promised(REPORTED_IN_TIME, { day: '2021-11-30', pending: 9 }),
  ]);
  const reports = { measures: ['reports_delivered_in_time'] };
  expect(await read(reports)).toEqual([]);
  const late = { day: '2021-11-10', kept: 3, broken: 1, measuredTime: new Date('2021-11-11T09:00:00Z') };
  await apply([promised(REPORTED_IN_TIME, late)], '2021-11-11T10:00:00Z');
  expect(await read({ ...reports, groupBy: ['month'] })).toMatchObject([{ from: '2021-11-01', value: 75, base: 4 }]);
  expect(await read({ ...reports, to: '2021-11-09' })).toEqual([]);
  expect(await read({ ...reports, knownOn: '2021-11-10' })).toEqual([]);
});

test('what became known later is left out, and a later day does not change an earlier one', async () => {
  await apply([promised(ANSWERED_IN_TIME, { kept: 0, broken: 2 })], '2021-11-08T10:00:00Z');
  const corrected = { kept: 2, broken: 0, measuredTime: new Date('2021-12-01T09:00:00Z') };
  await apply([promised(ANSWERED_IN_TIME, corrected)], '2021-12-01T10:00:00Z');
  const asKnownOn = async (knownOn?: string) =>
    (await read({ measures: QUESTIONS, knownOn })).map(({ value }) => value);
  expect(await asKnownOn('2021-11-07')).toEqual([]);
  expect(await asKnownOn('2021-11-30')).toEqual([0]);
  expect(await asKnownOn('2021-12-01')).toEqual([100]);
  expect(await asKnownOn()).toEqual([100]);
});

test('an event without a day cannot be counted, and one of a promise that is not known counts nowhere', async () => {
  await expect(apply([promised(ANSWERED_IN_TIME, { day: '2021-02-30' })])).rejects.toThrow('day is not a day');
  await expect(apply([promised(ANSWERED_IN_TIME, { oblastCode: '' })])).rejects.toThrow('oblast_code');
  await apply([promised(99 as GuaranteeMetric, { kept: 1 })]);
  expect(await read({ measures: [...QUESTIONS, 'hromadas_with_named_officer'] })).toEqual([]);
});

/** What the registry measured, one after another: the number of the measurement is its minute. */
interface Measured {
  readonly metric: GuaranteeMetric;
  readonly day: number;
  readonly oblastCode: string;
  readonly kept: number;
  readonly broken: number;
  readonly recordedOn: number;
}

const measured = fc.record<Measured>({
  metric: fc.constantFrom(NAMED_OFFICER, ANSWERED_IN_TIME),
  day: fc.integer({ min: 1, max: 4 }),
  oblastCode: fc.constantFrom(VINNYTSKA, KYIV),
  kept: fc.integer({ min: 0, max: 3 }),
  broken: fc.integer({ min: 0, max: 3 }),
  recordedOn: fc.integer({ min: 4, max: 6 }),
});

test('each figure counts once, whatever the order, the repetitions, and the batches', async () => {
  const history = fc.array(measured, { minLength: 1, maxLength: 12 });
  // Each is delivered at least once; the order and the batches are any.
  const deliveries = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 24, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(history, deliveries, fc.integer({ min: 3, max: 7 }), async (all, order, knownOn) => {
      await forgetEffects(own.database, 'officers');
      const indices = all.map((_, index) => index);
      const shuffled = [...indices, ...order.map(([index]) => index % all.length)]
        .map((index, position) => ({ index, place: order[position % order.length]?.[0] ?? 0 }))
        .toSorted((one, other) => one.place - other.place);
      let batch: number[] = [];
      for (const [position, { index }] of shuffled.entries()) {
        batch.push(index);
        if (order[position % order.length]?.[1] === true || position === shuffled.length - 1) {
          await applyMeasured(all, batch);
          batch = [];
        }
      }
      for (const known of [knownOn, undefined]) {
        expect(await byDay(known)).toEqual(model(all, known));
      }
    }),
    { numRuns: 60, seed: Date.now() | 0 },
  );
});

const DAYS = ['2021-11-01', '2021-11-02', '2021-11-03', '2021-11-04'];

function applyMeasured(all: readonly Measured[], batch: readonly number[]): Promise<void> {
  const recorded = batch.flatMap((index) => {
    const each = all[index];
    if (each === undefined) return [];
    const { recordedOn, day, metric, ...counts } = each;
    const measuredTime = new Date(Date.UTC(2021, 10, 4, 0, index));
    const event = promised(metric, { ...counts, day: `2021-11-0${day}`, measuredTime });
    return [[event, `2021-11-0${recordedOn}T12:00:00Z`] as const];
  });
  return applyEvents(own.database, GUARANTEE_EVENTS, recorded);
}

async function byDay(knownOn: number | undefined): Promise<string[]> {
  const figures = await read({
    measures: ['hromadas_with_named_officer', ...QUESTIONS],
    groupBy: ['day'],
    to: '2021-11-04',
    knownOn: knownOn === undefined ? undefined : `2021-11-0${knownOn}`,
  });
  return figures.map((figure) => text(figure)).toSorted();
}

function text({ measure, from, value, base }: Figure): string {
  return [measure, from, value.toFixed(6), base].join(' ');
}

/** The last measurement of each place and day, looked up one by one. */
function model(all: readonly Measured[], knownOn = 9): string[] {
  const known = all.filter(({ recordedOn }) => recordedOn <= knownOn);
  const lastOf = (wanted: (each: Measured) => boolean) => known.findLast(wanted);
  const figures: string[] = [];
  // Of days after that of the knowledge, nothing is known.
  for (const [index, from] of DAYS.slice(0, knownOn).entries()) {
    for (const metric of [NAMED_OFFICER, ANSWERED_IN_TIME]) {
      const found = [VINNYTSKA, KYIV].flatMap((oblastCode) => {
        const of = (day: number) =>
          lastOf((each) => each.metric === metric && each.oblastCode === oblastCode && each.day === day);
        const days = metric === ANSWERED_IN_TIME ? [index + 1] : [4, 3, 2, 1].filter((day) => day <= index + 1);
        return days.map(of).find((each) => each !== undefined) ?? [];
      });
      const kept = found.reduce((sum, each) => sum + each.kept, 0);
      const base = found.reduce((sum, each) => sum + each.kept + each.broken, 0);
      if (base === 0) continue;
      const measure = metric === ANSWERED_IN_TIME ? QUESTIONS[0] : 'hromadas_with_named_officer';
      figures.push(text({ measure: measure ?? '', from, value: (100 * kept) / base, base }));
    }
  }
  return figures.toSorted();
}

/** Applies events as one batch. */
function apply(events: readonly NewEvent[], recordedAt = '2021-11-04T20:00:00Z'): Promise<void> {
  return applyEvents(
    own.database,
    GUARANTEE_EVENTS,
    events.map((event) => [event, recordedAt]),
  );
}

function read(more: Partial<FigureRequest> = {}): Promise<Figure[]> {
  return readFigures(own.database.em.fork(), {
    measures: [],
    from: '2021-11-01',
    to: '2021-11-30',
    territory: { level: 'country' },
    groupBy: [],
    territoryAsOf: 'event',
    today: '2022-01-01',
    ...more,
  });
}
