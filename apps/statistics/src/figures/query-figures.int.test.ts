import { status } from '@grpc/grpc-js';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import {
  FigureDimension,
  TerritoryLevel,
  type CountedFigure,
  type FigureSelection,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listHromadaLoad, queryFigures, refusalOf, violationsOf } from '../../test/calls.ts';
import { KYIV, VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { MERGED, NEMYRIV, runWithNovember, VINNYTSKYI } from '../../test/november.ts';
import { kyivDay, partsOf } from '../calendar/module.ts';

const { ROAD_CRASH, FIRE, GAS, DOMESTIC_VIOLENCE, SCHOOL_SAFETY } = IncidentCategory;
const { TERRITORY, DAY, MONTH, CATEGORY, CHANNEL, RESPONDER } = FigureDimension;

let statistics: Awaited<ReturnType<typeof runWithNovember>>;
beforeAll(async () => {
  statistics = await runWithNovember();
});
afterAll(() => statistics.stop());

test('counts the country by category, days in Kyiv time', async () => {
  const { figures } = await ask({ groupBy: [CATEGORY] });
  expect(figures[0]).toEqual({
    measure: 'incidents',
    territoryCode: '',
    firstDay: undefined,
    lastDay: undefined,
    category: FIRE,
    channel: 0,
    responder: 0,
    value: 2,
    base: undefined,
    settlementCode: '',
    starostaDistrictCode: '',
    beatId: '',
    attribute: undefined,
    sample: undefined,
    coverage: { completeness: Completeness.COMPLETE, coveredPercent: 100 },
  });
  expect(counted(figures)).toEqual([
    [FIRE, 2],
    [ROAD_CRASH, 1],
  ]);
});

test('counts people hurt: children among them, defenders apart', async () => {
  const measures = [
    'killed',
    'injured',
    'children_killed',
    'children_injured',
    'defenders_killed',
    'defenders_injured',
  ];
  const { figures } = await ask({ measures });
  expect(figures.map(({ measure, value }) => [measure, value])).toEqual(
    [2, 2, 1, 0, 1, 2].map((value, index) => [measures[index], value]),
  );
});

test('lists days, the earliest first, and parts of the calendar cut to the period', async () => {
  const days = await ask({ territoryCodes: [VINNYTSKA], groupBy: [DAY, CATEGORY], lastDay: on(12, 1) });
  expect(days.figures.map(({ firstDay, category }) => [firstDay?.month, firstDay?.day, category])).toEqual([
    [11, 4, ROAD_CRASH],
    [11, 20, FIRE],
    [11, 30, FIRE],
    [12, 1, ROAD_CRASH],
  ]);
  const months = await ask({ groupBy: [MONTH], firstDay: on(11, 5), lastDay: on(12, 2) });
  expect(months.figures.map(({ firstDay, lastDay, value }) => [firstDay, lastDay, value])).toEqual([
    [on(11, 5), on(11, 30), 2],
    [on(12, 1), on(12, 2), 1],
  ]);
});

test('counts the first day, the last day, and those between', async () => {
  const of = async (from: number, to: number) => {
    const { figures } = await ask({ category: FIRE, firstDay: on(11, from), lastDay: on(11, to), groupBy: [DAY] });
    return figures.map(({ firstDay }) => firstDay?.day);
  };
  expect(await of(20, 30)).toEqual([20, 30]);
  expect(await of(20, 20)).toEqual([20]);
  expect(await of(21, 29)).toEqual([]);
});

test('counts by channel; where the report names none, it is not known', async () => {
  const { figures } = await ask({ groupBy: [CHANNEL], territoryCodes: [VINNYTSKA] });
  expect(figures.map(({ channel, value }) => [channel, value])).toEqual([
    [0, 2],
    [ReportChannel.WEB, 1],
  ]);
});

test('the map of the country is one call; raions and oblasts add up their hromadas', async () => {
  const map = await ask({ level: TerritoryLevel.HROMADA, groupBy: [TERRITORY] });
  expect(map.figures.map(({ territoryCode, value }) => [territoryCode, value])).toEqual([
    [VINNYTSIA, 2],
    [NEMYRIV, 1],
  ]);
  expect(map.nextPageToken).toBe('');
  const raions = await ask({ level: TerritoryLevel.RAION, withinCode: VINNYTSKA, groupBy: [TERRITORY] });
  expect(raions.figures.map(({ territoryCode, value }) => [territoryCode, value])).toEqual([[VINNYTSKYI, 3]]);
  const oblasts = await ask({ level: TerritoryLevel.OBLAST, groupBy: [TERRITORY], category: FIRE });
  expect(oblasts.figures.map(({ territoryCode, value }) => [territoryCode, value])).toEqual([[VINNYTSKA, 2]]);
  const both = await ask({ territoryCodes: [VINNYTSIA, NEMYRIV] });
  expect(both.figures.map(({ value }) => value)).toEqual([3]);
  const nested = await ask({ territoryCodes: [VINNYTSKA, NEMYRIV], groupBy: [TERRITORY] });
  expect(nested.figures.map(({ value }) => value)).toEqual([3, 1]);
});

test('leaves the sensitive categories out, at each level', async () => {
  const ofVinnytsia = await ask({ territoryCodes: [VINNYTSIA], groupBy: [CATEGORY] });
  const ofNemyriv = await ask({ territoryCodes: [NEMYRIV], groupBy: [CATEGORY] });
  expect(counted(ofVinnytsia.figures)).toEqual([
    [FIRE, 1],
    [ROAD_CRASH, 1],
  ]);
  expect(counted(ofNemyriv.figures)).toEqual([[FIRE, 1]]);
  expect((await ask({ territoryCodes: [KYIV] })).figures).toEqual([]);
  expect((await ask({ level: TerritoryLevel.HROMADA, withinCode: KYIV })).figures).toEqual([]);
});

test('a false call is no incident, and counts as what it is', async () => {
  const { figures } = await ask({ measures: ['incidents', 'false_calls', 'duplicates'], category: GAS });
  expect(figures.map(({ measure, value }) => [measure, value])).toEqual([['false_calls', 1]]);
});

test('the median of a few responses, which may be the time of one, is absent', async () => {
  const measures = ['response_time_p50', 'response_time_p90'];
  expect((await ask({ measures, groupBy: [CATEGORY] })).figures).toEqual([]);
  expect((await ask({ measures, groupBy: [CATEGORY] }, { fillGaps: true })).figures).toEqual([]);
});

test('of ten different times, the 50th, 90th, and 99th percentile are the fifth, the ninth, and the last', async () => {
  const measures = ['response_time_p50', 'response_time_p90', 'response_time_p99'];
  const { figures } = await ask({ measures, firstDay: on(10, 1), lastDay: on(10, 31) });
  expect(figures.map(({ measure, base }) => [measure, base])).toEqual(measures.map((measure) => [measure, 200]));
  for (const [index, exact] of [500, 900, 1_000].entries()) {
    expect(Math.abs((figures[index]?.value ?? 0) - exact)).toBeLessThanOrEqual(0.025 * exact);
  }
});

test('figures as known on a day leave out what was recorded later', async () => {
  expect(
    (await ask({ measures: ['incidents', 'false_calls', 'response_time_p50'], asKnownOn: on(12, 31) })).figures,
  ).toEqual([]);
  expect((await ask({ asKnownOn: partsOf(kyivDay(new Date())) })).figures).toMatchObject([{ value: 3 }]);
});

test.each<[string, Partial<FigureSelection>]>([
  ['measures', { measures: [] }],
  ['measures', { measures: ['incidents', 'incidents'] }],
  ['measures[1]', { measures: ['incidents', 'murders'] }],
  ['first_day', { firstDay: undefined }],
  ['last_day', { lastDay: { year: 2021, month: 2, day: 29 } }],
  ['last_day', { lastDay: on(10, 31) }],
  ['last_day', { lastDay: { year: 2051, month: 11, day: 2 } }],
  ['territory_codes[0]', { territoryCodes: ['UA05'] }],
  ['territory_codes[1]', { territoryCodes: [VINNYTSIA, 'UA05020030000031458'] }],
  ['territory_codes[0]', { territoryCodes: ['UA0502003000003145\u0000'] }],
  ['territory_codes', { territoryCodes: [VINNYTSIA], level: TerritoryLevel.HROMADA }],
  ['territory_codes', { territoryCodes: ['UA', VINNYTSIA] }],
  ['territory_codes', { territoryCodes: [VINNYTSIA, VINNYTSKA], groupBy: [MONTH] }],
  // Merged on 15 November.
  ['territory_codes[0]', { territoryCodes: [MERGED], firstDay: on(11, 15) }],
  ['territory_codes[0]', { territoryCodes: [MERGED], territoryAsOfToday: true }],
  ['within_code', { withinCode: VINNYTSKA }],
  ['within_code', { withinCode: VINNYTSIA, level: TerritoryLevel.RAION }],
  ['group_by', { groupBy: [0] }],
  ['group_by', { groupBy: [14 as never] }],
  ['group_by', { groupBy: [CATEGORY, CATEGORY] }],
  ['group_by', { groupBy: [DAY, MONTH] }],
  ['group_by', { groupBy: [RESPONDER] }],
  ['group_by', { groupBy: [CHANNEL], measures: ['killed'] }],
  ['category', { category: 12 as never }],
  ['category', { category: DOMESTIC_VIOLENCE, territoryCodes: [VINNYTSIA] }],
  ['category', { category: SCHOOL_SAFETY, level: TerritoryLevel.OBLAST }],
  ['category', { category: SCHOOL_SAFETY }],
  ['category', { measures: ['incidents', 'camera_coverage'], category: FIRE }],
  ['category', { measures: ['trust'], category: FIRE }],
  ['as_known_on', { asKnownOn: { year: 2099, month: 1, day: 1 } }],
  ['as_known_on', { asKnownOn: { year: 2021, month: 13, day: 1 } }],
])('names an invalid %s', async (field, selection) => {
  const error = await refusalOf(ask(selection));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map((violation) => violation.field)).toEqual([`selection.${field}`]);
});

test('refuses more figures than the bound, and names bound and size', async () => {
  const error = await refusalOf(
    ask({ level: TerritoryLevel.HROMADA, groupBy: [TERRITORY, DAY], lastDay: { year: 2022, month: 1, day: 31 } }),
  );
  expect(violationsOf(error)).toEqual([
    {
      field: 'selection.group_by',
      description:
        'must lead to at most 100,000 figures, not 135,332 (1 measures × 1,471 territories × 92 days); ExportFigures has no bound',
    },
  ]);
});

test('refuses to read more than the bound, and names bound and size, unless sums of months serve', async () => {
  const years = { firstDay: { year: 2015, month: 11, day: 1 }, level: TerritoryLevel.HROMADA, groupBy: [TERRITORY] };
  const known = { asKnownOn: on(11, 29) };
  const error = await refusalOf(ask({ ...years, ...known, measures: ['incidents', 'resolved'] }));
  expect(violationsOf(error)).toEqual([
    {
      field: 'selection.last_day',
      description:
        'must lead to reading at most 2,000,000 days of places, not 3,267,091 (1,471 places × 2,221 days); sums of months serve figures by month, quarter, year, or none of them',
    },
  ]);
  expect((await ask({ ...years, measures: ['incidents', 'resolved'] })).figures).not.toEqual([]);
  expect((await ask({ ...years, ...known })).figures).toEqual([]);
});

test('names a page that is too large and a missing selection', async () => {
  const large = await refusalOf(ask({}, { pageSize: 10_001 }));
  expect(violationsOf(large).map(({ field }) => field)).toEqual(['page_size']);
  const call = statistics.client.queryFigures.bind(statistics.client);
  const request = { selection: undefined, fillGaps: false, pageSize: 0, pageToken: '' };
  const missing = await refusalOf(callUnary('QueryFigures', call, request, 5_000));
  expect(violationsOf(missing).map(({ field }) => field)).toEqual(['selection']);
});

test('denies a caller without the scope', async () => {
  expect((await refusalOf(queryFigures(statistics.unprivileged, {}))).code).toBe(status.PERMISSION_DENIED);
});

function ask(selection: Partial<FigureSelection>, more: Parameters<typeof queryFigures>[2] = {}) {
  return queryFigures(statistics.client, selection, more);
}

function on(month: number, day: number) {
  return { year: 2021, month, day };
}

function counted(figures: readonly CountedFigure[]) {
  return figures.map(({ category, value }) => [category, value]);
}

test('lists the load of each hromada without sensitive categories, the most burdened first', async () => {
  const from = { year: 2021, month: 11, day: 1 };
  const to = { year: 2021, month: 12, day: 31 };
  const { hromadas } = await load({ from, to, oblastCode: '' });
  expect(hromadas).toMatchObject([
    { hromadaCode: VINNYTSIA, incidents: 3n },
    { hromadaCode: NEMYRIV, incidents: 1n },
  ]);
  expect((await load({ from, to, oblastCode: VINNYTSKA })).hromadas).toEqual(hromadas);
  expect((await load({ from, to, oblastCode: KYIV })).hromadas).toEqual([]);
  expect((await load({ from: to, to, oblastCode: '' })).hromadas).toEqual([]);
});

test('rejects a load of no period and of a place that is no oblast', async () => {
  const day = { year: 2021, month: 11, day: 1 };
  const bad = await refusalOf(load({ from: undefined, to: { ...day, month: 13 }, oblastCode: VINNYTSIA }));
  expect(violationsOf(bad).map(({ field }) => field)).toEqual(['from', 'to', 'oblast_code']);
  const backwards = await refusalOf(load({ from: { ...day, year: 2022 }, to: day, oblastCode: '' }));
  expect(violationsOf(backwards).map(({ field }) => field)).toEqual(['to']);
});

const load = (request: Parameters<typeof listHromadaLoad>[1]) => listHromadaLoad(statistics.client, request);
