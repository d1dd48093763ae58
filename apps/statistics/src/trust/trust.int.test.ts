import type { TrustMeasured } from '@safe-community/contracts/officers/events/v1/trust_events.ts';
import { HiddenReason } from '@safe-community/contracts/officers/v1/trust_service.ts';
import type { NewEvent } from '@safe-community/events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { applyEvents } from '../../test/apply-events.ts';
import { trusted, VINNYTSKA } from '../../test/events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readFigures, type FigureRequest } from '../figures/module.ts';
import { TRUST_EVENTS } from './trust.events.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());
beforeEach(() => forgetEffects(own.database, 'officers'));

const SAMPLE = { size: 400, effectiveSize: 200, low: 56.25, high: 71.875 };
const FIGURE = { measure: 'trust', value: 64, base: 400, sample: SAMPLE };
const HIDDEN: Partial<TrustMeasured> = {
  figure: {
    share: undefined,
    hidden: HiddenReason.SAMPLE_TOO_SMALL,
    sampleSize: 20,
    effectiveSampleSize: 10,
    population: 9_000n,
    hromadas: 1,
    populationCovered: 0n,
  },
};
const FRESH = new Date('2021-11-05T10:00:00Z');

test('a share comes with its sample and interval, for the country and for an oblast', async () => {
  await apply([trusted('autumn'), trusted('autumn', { oblastCode: VINNYTSKA })]);
  expect(await read()).toEqual([FIGURE]);
  expect(await read({ territory: { codes: [VINNYTSKA] } })).toEqual([FIGURE]);
  const byMonth = await read({ territory: { level: 'oblast' }, groupBy: ['territory', 'month'] });
  expect(byMonth).toEqual([{ ...FIGURE, territoryCode: VINNYTSKA, from: '2021-11-01', to: '2021-11-30' }]);
  // Of several oblasts together, the share is not known.
  expect(await read({ territory: { level: 'oblast' } })).toEqual([]);
});

test('the last wave counts whose fieldwork ended in the period; if its share is hidden, there is none', async () => {
  const spring = { fieldworkStart: '2021-04-01', fieldworkEnd: '2021-04-20' };
  await apply([trusted('spring', { ...spring, figure: share(0.5) }), trusted('autumn')]);
  const year = { from: '2021-01-01', to: '2021-12-31' };
  expect(await valuesOf(year)).toEqual([64]);
  expect(await valuesOf({ ...year, groupBy: ['quarter'] })).toEqual([50, 64]);
  expect(await valuesOf({ ...year, to: '2021-11-02' })).toEqual([50]);
  await apply([trusted('autumn', { ...HIDDEN, measuredTime: FRESH })]);
  expect(await valuesOf(year)).toEqual([]);
  expect(await valuesOf({ ...year, to: '2021-06-30' })).toEqual([50]);
});

test('the figure that was measured last counts, in any order; a wave without surveys has none', async () => {
  await apply([trusted('autumn', { figure: share(0.7), measuredTime: FRESH }), trusted('autumn')]);
  expect(await valuesOf()).toEqual([70]);
  await apply([trusted('autumn')]);
  expect(await valuesOf()).toEqual([70]);
  const later = new Date('2021-11-06T10:00:00Z');
  const gone = { surveys: 0, fieldworkStart: '', fieldworkEnd: '', figure: undefined, measuredTime: later };
  await apply([trusted('autumn', gone)], '2021-11-06T10:00:00Z');
  expect(await valuesOf()).toEqual([]);
  // Earlier values stay readable.
  expect(await valuesOf({ knownOn: '2021-11-05' })).toEqual([70]);
  expect(await valuesOf({ knownOn: '2021-11-03' })).toEqual([]);
});

test('an event whose last day of fieldwork is not a day cannot be counted', async () => {
  await expect(apply([trusted('autumn', { fieldworkEnd: '2021-13-01' })])).rejects.toThrow('fieldwork_end');
});

function share(value: number): TrustMeasured['figure'] {
  const sample = { sampleSize: 400, effectiveSampleSize: 200, population: 9_000n, hromadas: 3, populationCovered: 0n };
  return { ...sample, hidden: HiddenReason.UNSPECIFIED, share: { value, low: value - 0.1, high: value + 0.1 } };
}

/** Applies events as one batch. */
function apply(events: readonly NewEvent[], recordedAt = '2021-11-04T20:00:00Z'): Promise<void> {
  return applyEvents(
    own.database,
    TRUST_EVENTS,
    events.map((event) => [event, recordedAt]),
  );
}

function read(more: Partial<FigureRequest> = {}) {
  return readFigures(own.database.em.fork(), {
    measures: ['trust'],
    from: '2021-11-01',
    to: '2021-11-30',
    territory: { level: 'country' },
    groupBy: [],
    territoryAsOf: 'event',
    today: '2022-01-01',
    ...more,
  });
}

async function valuesOf(more: Partial<FigureRequest> = {}): Promise<number[]> {
  return (await read(more)).map(({ value }) => Math.round(value));
}
