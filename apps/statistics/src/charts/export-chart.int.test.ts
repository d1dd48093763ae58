import { status } from '@grpc/grpc-js';
import { ChartKind, ChartLanguage, ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import { FigureDimension, TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFigures, messages, refusalOf, violationsOf } from '../../test/calls.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { figure, onDay } from '../../test/figures.ts';
import { runWithNovember } from '../../test/november.ts';

const { TIME_SERIES, BARS, PROGRESS, MAP } = ChartKind;
const { TERRITORY, DAY, WEEK, MONTH, CATEGORY } = FigureDimension;
const { OBLAST, HROMADA } = TerritoryLevel;

let statistics: Awaited<ReturnType<typeof runWithNovember>>;
beforeAll(async () => {
  statistics = await runWithNovember();
  await importFigures(statistics.client, {
    figures: messages([
      figure('deaths_road', 3_554),
      figure('deaths_road', 3_541, { provenance: { ...figure('deaths_road', 0).provenance, published: '2021-01-12' } }),
      onDay('2021-12-31', 'community_officers', 1_000, { kind: 'target' }),
    ]),
  });
});
afterAll(() => statistics.stop());

test('draws a series of months, and never what was published beside what is counted', async () => {
  const { svg, table, lines } = await chart(TIME_SERIES, {
    selection: {
      measures: ['killed'],
      category: IncidentCategory.ROAD_CRASH,
      groupBy: [MONTH],
      lastDay: { year: 2021, month: 12, day: 31 },
    },
    columns: 80,
  });
  expect(svg).toMatch(/^<svg [^>]*role="img"[^>]* lang="uk"[^>]* width="800"/);
  expect(svg).not.toMatch(/офіційно|3.554|3.541/i);
  expect(table?.headings).toEqual(['Назва', 'Значення, осіб']);
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['листопад 2021', '2'],
    ['грудень 2021', '0'],
  ]);
  expect(lines[0]).toBe('Загиблі: ДТП');
  expect(lines.every((line) => [...line].length <= 80)).toBe(true);
});

test('draws each month also as it was first published, where that has changed', async () => {
  const { table, svg, narrowSvg } = await chart(TIME_SERIES, {
    selection: { measures: ['incidents'], groupBy: [MONTH], lastDay: { year: 2021, month: 12, day: 31 } },
    firstPublished: true,
    language: ChartLanguage.ENGLISH,
    narrowWidth: 360,
  });
  expect(table?.headings).toEqual(['Name', 'Value, incidents', 'First published']);
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['November 2021', '3', '0'],
    ['December 2021', '1', '0'],
  ]);
  expect(svg).toContain('first published');
  expect(narrowSvg).toMatch(/ width="360"[^]* id="chart-360-title"[^]*first published/);
});

test('draws days without an official figure, and says that it is of a demonstration', async () => {
  const days = { selection: { category: IncidentCategory.FIRE, groupBy: [DAY] }, language: ChartLanguage.ENGLISH };
  const { svg, table } = await chart(TIME_SERIES, days);
  expect(svg).toContain('lang="en"');
  expect(svg).not.toContain('2020');
  expect(table?.headings).toEqual(['Name', 'Value, incidents']);
  const cells = table?.rows.map((row) => row.cells);
  expect(cells?.filter(([, value]) => value !== '0' && value !== 'no data')).toEqual([
    ['20.11.2021', '1'],
    ['30.11.2021', '1'],
  ]);
  expect(svg).toContain('Demonstration: invented data.');
});

test('draws bars by oblast, and by category without the sensitive ones', async () => {
  const byOblast = await chart(BARS, { selection: { level: OBLAST, groupBy: [TERRITORY] } });
  expect(byOblast.table?.rows).toHaveLength(27);
  expect(byOblast.lines).toEqual([]);
  const byCategory = await chart(BARS, { selection: { groupBy: [CATEGORY] }, language: ChartLanguage.ENGLISH });
  expect(byCategory.table?.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
    ['Road crashes', '1'],
    ['Fires', '2'],
  ]);
});

test('draws a map of an oblast that names the source of the borders', async () => {
  const { svg, table } = await chart(MAP, {
    selection: { level: HROMADA, withinCode: VINNYTSKA, groupBy: [TERRITORY] },
    width: 640,
  });
  expect(svg).toContain('ukrainian_geodata');
  expect(svg).toContain(`data-code="${VINNYTSIA}"`);
  expect(table?.rows).toHaveLength(63);
});

test('draws the progress of the programme towards its targets', async () => {
  const { table, lines } = await chart(PROGRESS, {
    selection: undefined,
    language: ChartLanguage.ENGLISH,
    columns: 60,
  });
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['Community officers in post', 'no data', '1,000', 'by 31.12.2021', ''],
    ['Hromadas with a named officer', 'no data', 'no target set', '', ''],
    ['Patrol with a body camera', 'no data', 'no target set', '', ''],
    ['Trust in the officers', 'no data', 'no target set', '', ''],
  ]);
  expect(lines[0]).toBe('Progress of the Safe Community programme');
});

test('draws the progress of a territory and period, without what was published of the country', async () => {
  const { table, lines } = await chart(PROGRESS, {
    selection: undefined,
    scorecard: { territoryCode: VINNYTSKA, firstDay: '2021-01-01', lastDay: '2021-06-30', knownOn: '' },
    language: ChartLanguage.ENGLISH,
    columns: 100,
  });
  expect(table?.rows[0]?.cells.slice(0, 3)).toEqual(['Community officers in post', 'no data', 'no target set']);
  expect(lines.slice(0, 3).join(' ')).toMatch(/Vinnytsk.*, 01\.01\.2021–30\.06\.2021/);
});

// What a newer client may send.
const UNKNOWN = 9 as ChartKind & ChartLanguage;

test.each<[string, ChartKind, Parts, string[]]>([
  ['an unknown kind', UNKNOWN, {}, ['kind']],
  ['no kind', 0, {}, ['kind']],
  [
    'an unknown language and a wrong size',
    PROGRESS,
    { selection: undefined, language: UNKNOWN, width: 10, columns: 500 },
    ['language', 'width', 'columns'],
  ],
  ['a selection of the progress', PROGRESS, {}, ['selection']],
  [
    'the progress of an unknown territory',
    PROGRESS,
    { selection: undefined, scorecard: { territoryCode: 'UA99' } },
    ['scorecard.territory_code'],
  ],
  ['the scorecard of bars', BARS, { selection: { groupBy: [TERRITORY], level: OBLAST }, scorecard: {} }, ['scorecard']],
  ['no selection', BARS, { selection: undefined }, ['selection']],
  ['an unknown measure', BARS, { selection: { measures: ['luck'], groupBy: [TERRITORY] } }, ['selection.measures[0]']],
  [
    'a sensitive category',
    BARS,
    { selection: { category: IncidentCategory.DOMESTIC_VIOLENCE, groupBy: [TERRITORY], level: OBLAST } },
    ['selection.category'],
  ],
  [
    'too many days',
    TIME_SERIES,
    { selection: { groupBy: [DAY], firstDay: { year: 2015, month: 1, day: 1 } } },
    ['selection.group_by'],
  ],
  [
    'a share of surveys, which no chart shows with its interval',
    BARS,
    { selection: { measures: ['trust'], groupBy: [TERRITORY], level: OBLAST } },
    ['selection.measures'],
  ],
  [
    'what was first published of bars',
    BARS,
    { selection: { groupBy: [CATEGORY] }, firstPublished: true },
    ['first_published'],
  ],
  ['a map of weeks', MAP, { selection: { groupBy: [WEEK], level: OBLAST } }, ['selection.group_by']],
])('rejects %s', async (_name, kind, parts, fields) => {
  const error = await refusalOf(chart(kind, parts));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(violationsOf(error).map(({ field }) => field)).toEqual(fields);
});

type Parts = Partial<Omit<ExportChartRequest, 'selection' | 'scorecard' | 'kind'>> & {
  readonly scorecard?: Partial<NonNullable<ExportChartRequest['scorecard']>>;
  readonly selection?: Partial<NonNullable<ExportChartRequest['selection']>> | undefined;
};

/** Incidents of November 2021, unless the selection says otherwise. */
function chart(kind: ChartKind, parts: Parts) {
  const november = {
    measures: ['incidents'],
    firstDay: { year: 2021, month: 11, day: 1 },
    lastDay: { year: 2021, month: 11, day: 30 },
  };
  const selection =
    'selection' in parts && parts.selection === undefined ? undefined : { ...november, ...parts.selection };
  const request = ExportChartRequest.fromPartial({ ...parts, kind, selection });
  const { client } = statistics;
  return callUnary('ExportChart', client.exportChart.bind(client), request, 10_000);
}
