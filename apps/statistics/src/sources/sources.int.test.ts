import { status } from '@grpc/grpc-js';
import { FigureDimension, TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { Trend } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queryFigures, refusalOf, rowOf, scorecardOf, violationsOf } from '../../test/calls.ts';
import { casualties, reported, merged, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { runWithProducers, type RunningWithProducers } from '../../test/running-with-producers.ts';
import { hearEveryMonth, sourcesOf } from '../../test/sources.ts';

const { COMPLETE, INCOMPLETE, UNKNOWN } = Completeness;
const { INFRASTRUCTURE, ROAD_CRASH, FIRE } = IncidentCategory;
const OF_2021 = { firstDay: '2021-01-01', lastDay: '2021-12-31' };
const NOBODY = casualties({});

let running: RunningWithProducers;
let events = { incidents: 0n, officers: 0n };
beforeAll(async () => {
  running = await runWithProducers(['incidents', 'officers']);
});
afterAll(() => running.stop());
beforeEach(async () => {
  const em = running.statistics.database.em.fork();
  await em.getConnection().execute('delete from source_declaration');
  await em.getConnection().execute('update source_revision set version = gen_random_uuid()');
});

async function emit(...all: Parameters<(typeof running)['producers']['incidents']['emit']>[0]) {
  await running.producers.incidents.emit(all);
  events = { ...events, incidents: events.incidents + BigInt(all.length) };
  await running.until('incidents', events.incidents);
}

const sources = () => sourcesOf(running.statistics.port);
const deathsOn = async (of: Partial<Parameters<typeof scorecardOf>[1]> = {}) =>
  rowOf(await scorecardOf(running.statistics.client, { ...OF_2021, ...of }), 'deaths_road');

test('a pothole says nothing of deaths; a declared source makes them known once it was heard, where it reports', async () => {
  await emit(reported({ category: INFRASTRUCTURE, source: 'portal' }));
  const unknown = { value: undefined, coverage: { completeness: UNKNOWN, coveredPercent: 0 } };
  expect(await deathsOn()).toMatchObject(unknown);
  const { declare } = sources();
  const declarationId = await declare({ source: 'police', territoryCodes: [VINNYTSKA] });
  expect(await deathsOn({ territoryCode: VINNYTSKA })).toMatchObject(unknown);
  await hearEveryMonth(running.statistics.database, 'police');
  await emit(reported({ source: 'police', casualties: NOBODY }));
  expect(await deathsOn({ territoryCode: VINNYTSKA })).toMatchObject({
    value: 0,
    coverage: { completeness: COMPLETE, coveredPercent: 100 },
    outcomesOpen: 0n,
  });
  const country = await deathsOn();
  expect(country).toMatchObject({ value: undefined, coverage: { completeness: INCOMPLETE }, trend: Trend.UNSPECIFIED });
  expect(country.coverage?.coveredPercent).toBeGreaterThan(3);
  expect(country.coverage?.coveredPercent).toBeLessThan(5);
  // Nobody reports fires.
  const card = await scorecardOf(running.statistics.client, { ...OF_2021, territoryCode: VINNYTSKA });
  expect(rowOf(card, 'deaths_fire')).toMatchObject(unknown);
  await sources().end(declarationId, '2021-06-30');
  expect((await deathsOn({ territoryCode: VINNYTSKA })).coverage).toEqual({
    completeness: INCOMPLETE,
    coveredPercent: 49.5,
  });
});

test('a lower bound is a number, and an outcome that nobody has stated is not "nobody was killed"', async () => {
  const { declare } = sources();
  await declare({ source: 'traffic', territoryCodes: [VINNYTSKA] });
  await hearEveryMonth(running.statistics.database, 'traffic');
  await emit(
    reported({ source: 'traffic', casualties: casualties({ killed: 2 }) }),
    reported({ source: 'traffic', casualties: undefined }),
  );
  const before = await deathsOn();
  expect(before).toMatchObject({ value: 2, coverage: { completeness: INCOMPLETE } });
  const { figures } = await queryFigures(running.statistics.client, { measures: ['outcomes_open'] });
  expect(figures).toMatchObject([{ value: 1, coverage: { completeness: INCOMPLETE } }]);
  expect(await deathsOn()).toMatchObject({ outcomesOpen: 1n });
});

test('gaps are filled with 0 only where all is reported', async () => {
  await sources().declare({ source: 'police', territoryCodes: [VINNYTSKA] });
  const ask = (measure: string) =>
    queryFigures(
      running.statistics.client,
      {
        measures: [measure],
        level: TerritoryLevel.OBLAST,
        groupBy: [FigureDimension.TERRITORY],
        category: ROAD_CRASH,
        firstDay: { year: 2021, month: 3, day: 1 },
        lastDay: { year: 2021, month: 3, day: 31 },
      },
      { fillGaps: true },
    );
  expect((await ask('killed')).figures).toMatchObject([
    { territoryCode: VINNYTSKA, value: 0, coverage: { completeness: COMPLETE, coveredPercent: 100 } },
  ]);
  expect((await ask('incidents')).figures).toHaveLength(1);
});

test('what is wrong with a declaration is named by field and rule, and nothing is declared', async () => {
  await running.producers.officers.emit([merged('UA05020010000053508', VINNYTSIA, '2021-11-15')]);
  await running.until('officers', (events.officers += 1n));
  const refused = await refusalOf(
    sources().declare({
      source: 'Police 1',
      titleUk: '',
      matters: [],
      categories: [FIRE, FIRE, IncidentCategory.DOMESTIC_VIOLENCE],
      territoryCodes: ['UA05', VINNYTSIA, VINNYTSKA, 'UA05020010000053508'],
      firstDay: '2022-01-01',
      lastDay: '2022-02-01',
      lagDays: 401,
      saidBy: '',
    }),
  );
  expect(refused.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(refused).map(({ field }) => field)).toEqual([
    'declaration.source',
    'declaration.title_uk',
    'declaration.matters',
    'declaration.categories[1]',
    'declaration.categories[2]',
    'declaration.territory_codes[0]',
    'declaration.territory_codes[1]',
    'declaration.territory_codes[3]',
    'declaration.territory_codes[3]',
    'declaration.last_day',
    'declaration.lag_days',
    'declaration.said_by',
  ]);
  expect((await sources().list()).sources).toEqual([]);
});

test('a source says everything once', async () => {
  const { declare, end } = sources();
  const first = await declare({ territoryCodes: [VINNYTSKA] });
  const refused = await refusalOf(declare({ territoryCodes: [VINNYTSIA], firstDay: '2024-01-01' }));
  expect(refused.code).toBe(status.ALREADY_EXISTS);
  expect(refused.details).toContain(first);
  // Another matter, category, or source, or later days, are another thing.
  await declare({ territoryCodes: [VINNYTSIA], categories: [FIRE] });
  await declare({ source: '102', territoryCodes: [VINNYTSIA] });
  await end(first, '2023-12-31');
  await declare({ territoryCodes: [VINNYTSIA], firstDay: '2024-01-01' });
});

test('a declaration ends once, not in the future, and not before it began', async () => {
  const { declare, end, list } = sources();
  const id = await declare();
  expect((await refusalOf(end('00000000-0000-4000-8000-000000000000', '2021-01-01'))).code).toBe(status.NOT_FOUND);
  expect(violationsOf(await refusalOf(end(id, '2100-01-01')))).toEqual([
    { field: 'last_day', description: 'must not be in the future' },
  ]);
  expect(violationsOf(await refusalOf(end(id, '2019-12-30')))).toEqual([
    { field: 'last_day', description: 'must be 2019-12-31 or later' },
  ]);
  await end(id, '2021-12-31');
  await end(id, '2021-12-31');
  expect(await refusalOf(end(id, '2022-12-31'))).toMatchObject({ code: status.FAILED_PRECONDITION });
  expect((await list()).sources).toMatchObject([
    { declarationId: id, declaration: { lastDay: '2021-12-31' }, endedSaidBy: 'a test' },
  ]);
});

test('a source that nobody has heard is named as silent, and lists have pages', async () => {
  const { declare, list } = sources();
  await emit(reported({ source: 'heard', receivedTime: new Date() }));
  const [heard, never] = [await declare({ source: 'heard' }), await declare({ source: 'never' })];
  const silent = { since: '', longestGapDays: undefined };
  expect((await list({ silent: true })).sources).toMatchObject([{ declarationId: never, silence: silent }]);
  const first = await list({ pageSize: 1, onDay: kyivDay(new Date()) });
  expect(first.sources).toMatchObject([{ declarationId: heard, silence: undefined }]);
  const second = await list({ pageSize: 1, onDay: kyivDay(new Date()), pageToken: first.nextPageToken });
  expect(second).toMatchObject({ sources: [{ declarationId: never }], nextPageToken: '' });
  expect((await list({ onDay: '2019-12-31' })).sources).toEqual([]);
});
