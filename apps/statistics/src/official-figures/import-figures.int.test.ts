import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { rows } from '@safe-community/database';
import { systemClock } from '@safe-community/service-kit';
import { FigureKind, Indicator, type OfficialSeries } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { GetScorecardRequest } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importFigures, listFigures, messages, refusalOf, rowOf, scorecardOf, violationsOf } from '../../test/calls.ts';
import { DEATHS_2020, figure, onDay } from '../../test/figures.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import type { OfficialFigure } from './official-figure.ts';

const NOW = new Date('2021-11-05T10:00:00Z');
const NOTHING = { added: 0, revised: 0, earlier: 0, unchanged: 0, differences: [] };
const YEAR_2020 = { periodStart: { year: 2020, month: 1, day: 1 }, periodEnd: { year: 2020, month: 12, day: 31 } };

const YEAR_2021 = { periodStart: '2021-01-01', periodEnd: '2021-12-31' };

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone({
    clock: { ...systemClock, now: () => NOW },
  });
});
beforeEach(() => sql('truncate official_series, official_figure, former_figure, request_record'));
afterAll(() => statistics.stop());

test('stores figures with their source and returns them in the scorecard as published', async () => {
  const officers = onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' });
  expect(await importAll([...DEATHS_2020, officers])).toEqual({ ...NOTHING, added: 7 });
  const card = await freshScorecard();
  const of2020 = card.rows.flatMap(({ baselines }) => baselines.at(-1)?.official ?? []);
  expect(of2020).toEqual(expect.arrayContaining(messages(DEATHS_2020)));
  expect(of2020).toHaveLength(DEATHS_2020.length);
  const measure = rowOf(card, 'community_officers');
  expect([[measure.target], measure.goals]).toEqual([messages([officers]), messages([officers])]);
  expect(card.asOf).toEqual(NOW);
});

test('a new value is a revision: it counts, and the earlier one is kept', async () => {
  await importAll([figure('hromadas', 1_469), figure('deaths_fire', 1)]);
  expect(await importAll([figure('hromadas', 1_470), figure('deaths_fire', 1)])).toEqual({
    ...NOTHING,
    revised: 1,
    unchanged: 1,
  });
  await importAll([figure('hromadas', 1_471, { qualifier: 'more_than' })]);
  const kept = `select revision, value, qualifier, imported_by from`;
  expect(await sql(`${kept} official_figure where series_id = 'government-hromadas'`)).toEqual([
    { revision: 3, value: 1_471, qualifier: 'more_than', imported_by: 'client' },
  ]);
  expect(await sql(`${kept} former_figure order by revision`)).toEqual([
    { revision: 1, value: 1_469, qualifier: 'exact', imported_by: 'client' },
    { revision: 2, value: 1_470, qualifier: 'exact', imported_by: 'client' },
  ]);
});

test('the same request, many times at once, makes one import with one answer', async () => {
  const request = { requestId: randomUUID(), figures: messages(DEATHS_2020) };
  const answers = await Promise.all(Array.from({ length: 20 }, () => importFigures(statistics.client, request)));
  expect(answers).toEqual(Array.from({ length: 20 }, () => ({ ...NOTHING, added: 6 })));
  expect(await counts()).toEqual({ figures: 6, former: 0, requests: 1 });
});

test('rejects the same request_id with other figures and changes nothing', async () => {
  const requestId = randomUUID();
  await importFigures(statistics.client, { requestId, figures: messages([figure('hromadas', 1_469)]) });
  const error = await refusalOf(
    importFigures(statistics.client, { requestId, figures: messages([figure('hromadas', 1_470)]) }),
  );
  expect(error.code).toBe(status.ALREADY_EXISTS);
  expect(await counts()).toEqual({ figures: 1, former: 0, requests: 1 });
});

test.each([
  ['request_id', { requestId: 'no uuid', figures: [message()] }],
  ['figures', { figures: [] }],
  ['figures', { figures: Array.from({ length: 301 }, () => message()) }],
  ['figures[1].series', { figures: [message(), { ...message(), series: undefined }] }],
  ['figures[1].series.indicator', { figures: [message(), withSeries({ indicator: 99 as never })] }],
  ['figures[1].series.indicator', { figures: [message(), withSeries({ indicator: 0 as const })] }],
  ['figures[1].series.publisher_en', { figures: [message(), withSeries({ publisherEn: '' })] }],
  ['figures[1].series.licence_uk', { figures: [message(), withSeries({ licenceUk: '' })] }],
  ['figures[1].series.definition_uk', { figures: [message(), withSeries({ definitionUk: 'Інше' })] }],
  ['figures[1].kind', { figures: [message(), { ...message(), kind: 3 as never }] }],
  ['figures[1].qualifier', { figures: [message(), { ...message(), qualifier: 0 as const }] }],
  ['figures[1].value', { figures: [message(), { ...withTitle('Another'), value: Number.NaN }] }],
  ['figures[1].period_start', { figures: [message(), { ...message(), periodStart: undefined }] }],
  ['figures[1].period_end', { figures: [message(), { ...message(), periodEnd: { year: 2021, month: 2, day: 29 } }] }],
  ['figures[1].provenance', { figures: [message(), { ...message(), provenance: undefined }] }],
  ['figures[1].provenance.title', { figures: [message(), withTitle('nul \u0000')] }],
  ['figures[1]', { figures: [message(), message()] }],
  // The day of the test is 5 November 2021.
  ['figures[1].provenance.published', { figures: [message(), publishedOn('2021-11-06')] }],
  ['figures[1].period_end', { figures: [message(), ...messages([figure('deaths_fire', 1, YEAR_2021)])] }],
])('names an invalid %s and imports nothing of the request', async (field, request) => {
  const error = await refusalOf(importFigures(statistics.client, request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
  expect(await counts()).toEqual({ figures: 0, former: 0, requests: 0 });
});

test('a total that differs from its parts is accepted, and the difference stays visible until it is gone', async () => {
  const parts = DEATHS_2020.filter(({ series }) => series.indicator !== 'deaths_total');
  await importAll(parts);
  const total = { series: 'ministry-deaths-total', kind: FigureKind.OBSERVED, ...YEAR_2020, total: 7_815 };
  const difference = { ...total, sum: 7_814, missingParts: [], inexactParts: [] };
  expect(await importAll([figure('deaths_total', 7_815)])).toEqual({ ...NOTHING, added: 1, differences: [difference] });
  const shown = async () => {
    const { rows: deaths } = await freshScorecard();
    const { figures } = await listFigures(statistics.client, { indicators: [Indicator.DEATHS_TOTAL] });
    return [deaths.flatMap((each) => each.difference ?? []), figures.flatMap((each) => each.difference ?? [])];
  };
  expect(await shown()).toEqual([[difference], [difference]]);
  expect(await importAll([figure('deaths_total', 7_814)])).toEqual({ ...NOTHING, revised: 1 });
  expect(await shown()).toEqual([[], []]);
});

test('a total differs from the parts that are published, and those that are missing are named', async () => {
  await importAll(DEATHS_2020.filter(({ series }) => series.indicator !== 'deaths_not_itemised'));
  const { rows: deaths } = await freshScorecard();
  const missing = { total: 7_814, sum: 6_483, missingParts: [Indicator.DEATHS_NOT_ITEMISED], inexactParts: [] };
  expect(deaths.flatMap(({ difference }) => difference ?? [])).toMatchObject([missing]);
  await importAll(DEATHS_2020);
  expect((await freshScorecard()).rows.flatMap(({ difference }) => difference ?? [])).toEqual([]);
});

test('denies a caller without the scope', async () => {
  const error = await refusalOf(importFigures(statistics.unprivileged, { figures: [message()] }));
  expect(error.code).toBe(status.PERMISSION_DENIED);
  expect((await refusalOf(scorecardOf(statistics.unprivileged))).code).toBe(status.PERMISSION_DENIED);
});

function message() {
  return messages([figure('deaths_road', 3_554)])[0] ?? expect.fail();
}

function withSeries(more: Partial<OfficialSeries>) {
  const sent = message();
  const { series = expect.fail() } = sent;
  return { ...sent, series: { ...series, ...more } };
}

function publishedOn(published: string) {
  const { provenance } = figure('deaths_fire', 1);
  const [sent = message()] = messages([figure('deaths_fire', 1, { provenance: { ...provenance, published } })]);
  return sent;
}

function withTitle(title: string) {
  const { provenance, ...rest } = figure('deaths_water', 1);
  return messages([{ ...rest, provenance: { ...provenance, title } }])[0] ?? expect.fail();
}

function importAll(figures: readonly OfficialFigure[]) {
  return importFigures(statistics.client, { figures: messages(figures) });
}

function sql(statement: string): Promise<Record<string, unknown>[]> {
  return rows(statistics.database.em.fork(), statement);
}

async function counts() {
  const [found] = await sql(`
    select (select count(*) from official_figure)::int as figures, (select count(*) from former_figure)::int as former,
           (select count(*) from request_record)::int as requests`);
  return found;
}

/** Of 2021; that of this year is kept for some seconds. */
function freshScorecard(more: Partial<GetScorecardRequest> = {}) {
  return scorecardOf(statistics.client, { firstDay: '2021-01-01', lastDay: '2021-12-31', ...more });
}
