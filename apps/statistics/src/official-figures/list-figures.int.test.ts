import { status } from '@grpc/grpc-js';
import { rows } from '@safe-community/database';
import { systemClock } from '@safe-community/service-kit';
import { FigureKind, Indicator } from '@safe-community/contracts/statistics/v1/figure.ts';
import type {
  ListOfficialFiguresRequest,
  StatedFigure,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importFigures, listFigures, messages, refusalOf, rowOf, scorecardOf, violationsOf } from '../../test/calls.ts';
import { DEATHS_2020, figure, onDay, seriesOf } from '../../test/figures.ts';
import { runStatisticsAlone, type RunningStatistics } from '../../test/running-statistics.ts';
import type { OfficialFigure } from './official-figure.ts';

const NOW = new Date('2021-11-05T10:00:00Z');
/** The scorecard of this year is kept for some seconds. */
const YEAR_2021 = { firstDay: '2021-01-01', lastDay: '2021-12-31' };
const NOTHING = { added: 0, revised: 0, earlier: 0, unchanged: 0, differences: [] };

let statistics: RunningStatistics;
beforeAll(async () => {
  statistics = await runStatisticsAlone({
    clock: { ...systemClock, now: () => NOW },
  });
});
beforeEach(() => sql('truncate official_series, official_figure, former_figure, request_record'));
afterAll(() => statistics.stop());

const published = (day: string, value: number) => {
  const { provenance, ...rest } = figure('deaths_road', value);
  return {
    ...rest,
    provenance: { ...provenance, published: day, sentence: 'Загинуло.', link: 'https://mvs.gov.ua' },
  };
};
const valuesOf = async (request: Partial<ListOfficialFiguresRequest>) =>
  (await list(request)).figures.map((each) => [each.figure?.value, each.counts]);

test('shows a figure as known on a day, in whatever order its statements were imported', async () => {
  await importAll([published('2021-11-04', 3_554)]);
  expect(await importAll([published('2021-01-12', 3_541)])).toEqual({ ...NOTHING, earlier: 1 });
  const asKnownOn = (year: number, month: number, day: number) => ({ asKnownOn: { year, month, day } });
  expect(await valuesOf(asKnownOn(2021, 1, 11))).toEqual([]);
  expect(await valuesOf(asKnownOn(2021, 2, 1))).toEqual([[3_541, true]]);
  expect(await valuesOf(asKnownOn(2021, 11, 3))).toEqual([[3_541, true]]);
  expect(await valuesOf(asKnownOn(2021, 11, 4))).toEqual([[3_554, true]]);
  expect(await valuesOf({})).toEqual([[3_554, true]]);
  expect(await valuesOf({ includeRevisions: true })).toEqual([
    [3_554, true],
    [3_541, false],
  ]);
  const { figures } = await list({ includeRevisions: true });
  expect(figures[1]).toEqual({
    figure: messages([published('2021-01-12', 3_541)])[0],
    revision: 2,
    importedTime: NOW,
    counts: false,
    difference: undefined,
    others: [],
  });
  const shownOn = async (territoryCode: string, knownOn: string) =>
    rowOf(await scorecardOf(statistics.client, { ...YEAR_2021, territoryCode, knownOn }), 'deaths_road').baselines.at(
      -1,
    )?.official?.value;
  expect(await shownOn('', '')).toBe(3_554);
  expect(await shownOn('', '2021-02-01')).toBe(3_541);
  expect(await shownOn('', '2021-11-04')).toBe(3_554);
  // Published figures are of the country.
  expect(await shownOn('UA05000000000010236', '2021-02-01')).toBeUndefined();
});

test('filters by indicator, series, kind and period', async () => {
  const target = onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' });
  const now = onDay('2021-11-04', 'community_officers', 632);
  await importAll([...DEATHS_2020, target, now]);
  expect(await valuesOf({ indicators: [Indicator.DEATHS_FIRE, Indicator.HROMADAS] })).toEqual([[1_728, true]]);
  expect(await valuesOf({ series: 'ministry-deaths-water' })).toEqual([[1_201, true]]);
  expect(await valuesOf({ series: 'nobody-publishes-it' })).toEqual([]);
  expect(await valuesOf({ kind: FigureKind.TARGET })).toEqual([[1_000, true]]);
  expect(await valuesOf({ from: { year: 2021, month: 11, day: 5 } })).toEqual([[1_000, true]]);
  expect(await valuesOf({ to: { year: 2021, month: 1, day: 1 }, indicators: [Indicator.DEATHS_ROAD] })).toEqual([
    [3_554, true],
  ]);
  expect(await valuesOf({ to: { year: 2019, month: 12, day: 31 } })).toEqual([]);
});

test('two series of one period stay apart, and each names the other', async () => {
  const other = seriesOf('deaths_road', { id: 'other-deaths-road', publisherEn: 'Another publisher' });
  await importAll([figure('deaths_road', 3_541), figure('deaths_road', 3_554, { series: other })]);
  const { figures } = await list({});
  const named = figures.map((each) => [each.figure?.value, each.others.map(({ series }) => series?.publisherEn)]);
  expect(named).toEqual([
    [3_554, ['Ministry of Internal Affairs of Ukraine']],
    [3_541, ['Another publisher']],
  ]);
  expect((await list({ series: other.id })).figures.map((each) => each.others[0]?.value)).toEqual([3_541]);
});

test('the total of a day is compared with the parts as known on that day', async () => {
  await importAll([...DEATHS_2020, ...DEATHS_2020.filter(isPart).map(on('2021-11-05', 1))]);
  const total = { indicators: [Indicator.DEATHS_TOTAL] };
  const [known, today] = [await list({ ...total, asKnownOn: { year: 2021, month: 11, day: 4 } }), await list(total)];
  expect([known, today].map(({ figures }) => figures[0]?.difference?.sum)).toEqual([undefined, 7_818]);
});

test('pages join without gaps, and a token is of one filter', async () => {
  await importAll([...DEATHS_2020, ...DEATHS_2020.map(on('2021-11-05', 1))]);
  const all = await list({ includeRevisions: true });
  expect(all.figures).toHaveLength(12);
  const found: StatedFigure[] = [];
  let pageToken = '';
  do {
    const page = await list({ includeRevisions: true, pageSize: 5, pageToken });
    found.push(...page.figures);
    pageToken = page.nextPageToken;
    if (pageToken !== '') {
      const error = await refusalOf(list({ pageToken }));
      expect(violationsOf(error).map(({ field }) => field)).toEqual(['page_token']);
    }
  } while (pageToken !== '');
  expect(found).toEqual(all.figures);
});

test.each<[string, Partial<ListOfficialFiguresRequest>]>([
  ['indicators', { indicators: [99 as never] }],
  ['indicators', { indicators: [Indicator.UNSPECIFIED] }],
  ['indicators', { indicators: Array.from({ length: 21 }, () => Indicator.HROMADAS) }],
  ['series', { series: 'Road deaths' }],
  ['kind', { kind: 3 as never }],
  ['from', { from: { year: 2021, month: 2, day: 29 } }],
  ['to', { to: { year: 2021, month: 13, day: 1 } }],
  ['to', { from: { year: 2021, month: 2, day: 2 }, to: { year: 2021, month: 2, day: 1 } }],
  ['as_known_on', { asKnownOn: { year: 2021, month: 11, day: 6 } }],
  ['as_known_on', { asKnownOn: { year: 0, month: 0, day: 0 } }],
  ['page_size', { pageSize: 501 }],
  ['page_token', { pageToken: 'x' }],
])('names an invalid %s: %j', async (field, request) => {
  const error = await refusalOf(list(request));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([field]);
});

function list(request: Partial<ListOfficialFiguresRequest>) {
  return listFigures(statistics.client, request);
}

function isPart({ series: { indicator } }: OfficialFigure): boolean {
  return indicator.startsWith('deaths_') && indicator !== 'deaths_total';
}

function on(day: string, more: number) {
  return ({ provenance, value, ...rest }: OfficialFigure): OfficialFigure => ({
    ...rest,
    value: value + more,
    provenance: { ...provenance, published: day },
  });
}

function importAll(figures: readonly OfficialFigure[]) {
  return importFigures(statistics.client, { figures: messages(figures) });
}

function sql(statement: string): Promise<Record<string, unknown>[]> {
  return rows(statistics.database.em.fork(), statement);
}
