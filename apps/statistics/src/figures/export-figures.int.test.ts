import {
  ExportFormat,
  FigureDimension,
  FigureSelection,
  MeasureKind,
  TerritoryLevel,
  type CountedFigure,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { inOneGo } from '@safe-community/database';
import { callUnary } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryFigures, refusalOf, violationsOf } from '../../test/calls.ts';
import { VINNYTSIA, VINNYTSKA } from '../../test/events.ts';
import { MERGED, NEMYRIV, runWithNovember, VINNYTSKYI } from '../../test/november.ts';
import { saveTrust } from '../trust/trust.store.ts';
import { MEASURES } from './measures.ts';

const { TERRITORY, DAY, MONTH, CATEGORY, SETTLEMENT } = FigureDimension;

let statistics: Awaited<ReturnType<typeof runWithNovember>>;
beforeAll(async () => {
  statistics = await runWithNovember();
});
afterAll(() => statistics.stop());

test('fills gaps with 0 from the first reported day on, for each territory while it exists', async () => {
  const selection = { level: TerritoryLevel.HROMADA, withinCode: VINNYTSKYI, groupBy: [TERRITORY, MONTH] };
  const { figures } = await ask({ ...selection, firstDay: on(10, 1), lastDay: on(12, 31) }, { fillGaps: true });
  const of = (code: string) =>
    figures
      .filter(({ territoryCode }) => territoryCode === code)
      .map(({ firstDay, value }) => [firstDay?.month, value]);
  expect(of(VINNYTSIA)).toEqual([
    [11, 2],
    [12, 1],
  ]);
  expect(of(NEMYRIV)).toEqual([
    [11, 1],
    [12, 0],
  ]);
  expect(of(MERGED)).toEqual([[11, 0]]);
  const measures = ['response_time_p50'];
  expect((await ask({ measures, firstDay: on(12, 1), lastDay: on(12, 31) }, { fillGaps: true })).figures).toEqual([]);
});

test('pages follow each other without repeats, bound to their selection', async () => {
  const selection = { groupBy: [DAY, CATEGORY] };
  const all = (await ask(selection)).figures;
  const paged: CountedFigure[] = [];
  for (let pageToken = ''; ;) {
    const page = await ask(selection, { pageSize: 2, pageToken });
    paged.push(...page.figures);
    pageToken = page.nextPageToken;
    if (pageToken === '') break;
  }
  expect(paged).toEqual(all);
  const { nextPageToken: pageToken } = await ask(selection, { pageSize: 2 });
  const other = await refusalOf(ask({ groupBy: [DAY] }, { pageToken }));
  expect(violationsOf(other).map(({ field }) => field)).toEqual(['page_token']);
});

test('lists every measure with its definition in both languages', async () => {
  const call = statistics.client.listMeasures.bind(statistics.client);
  const { measures } = await callUnary('ListMeasures', call, {}, 5_000);
  expect(measures.map(({ name }) => name)).toEqual(MEASURES.map(({ name }) => name));
  expect(measures.find(({ name }) => name === 'response_time_p90')).toMatchObject({
    nameUk: 'Час реагування, 90-й процентиль',
    definitionUk: expect.stringMatching(/^Від надходження/),
    suppressionUk: expect.stringMatching(/^Без категорій «Домашнє насильство»/),
    kind: MeasureKind.QUANTILE,
    unit: 'seconds',
    lowestLevel: TerritoryLevel.HROMADA,
    relativeError: 0.025,
  });
});

test('exports CSV that a reader of comments reads, and JSON Lines, with definitions', async () => {
  const selection = { territoryCodes: [VINNYTSKA], groupBy: [TERRITORY, DAY], measures: ['incidents', 'killed'] };
  const csv = (await exported(selection, ExportFormat.CSV)).split('\n');
  const comments = csv.filter((line) => line.startsWith('#'));
  expect(comments).toContain('# installation demonstration: invented data');
  expect(comments).toContain('# period 2021-11-01 to 2021-11-30, days of Europe/Kyiv');
  expect(comments.find((line) => line.startsWith('# measure incidents'))).toContain(
    'without false calls and duplicates',
  );
  expect(csv.slice(comments.length, comments.length + 3)).toEqual([
    'measure,territory_code,first_day,last_day,category,channel,responder,value,base,completeness,covered_percent',
    `incidents,${VINNYTSKA},2021-11-04,2021-11-04,,,,1,,complete,100`,
    `incidents,${VINNYTSKA},2021-11-20,2021-11-20,,,,1,,complete,100`,
  ]);
  const [about, ...lines] = (await exported(selection, ExportFormat.JSON_LINES)).trim().split('\n').map(parsed);
  expect(about).toMatchObject({ about: { as_known_on: 'now', measures: [{ name: 'incidents' }, { name: 'killed' }] } });
  expect(lines).toHaveLength(csv.length - comments.length - 2);
  expect(lines[0]).toEqual({
    measure: 'incidents',
    territory_code: VINNYTSKA,
    first_day: '2021-11-04',
    last_day: '2021-11-04',
    value: 1,
    completeness: 'complete',
    covered_percent: 100,
  });
});

test('an export of shares of surveys has their samples and intervals', async () => {
  const share = { value: 0.64, low: 0.5625, high: 0.71875 };
  const wave = { wave: 'autumn', day: '2021-11-03', sampleSize: 400, effectiveSampleSize: 200, share };
  const known = { measuredAt: new Date('2021-11-05T10:00:00Z'), knownOn: '2021-11-05' };
  await inOneGo(statistics.database, [saveTrust([{ ...wave, ...known, oblastCode: '' }])]);
  const lines = (await exported({ measures: ['trust'] }, ExportFormat.CSV)).split('\n');
  expect(lines.slice(-3)).toEqual([
    'measure,territory_code,first_day,last_day,category,channel,responder,value,base,sample_size,effective_sample_size,low,high',
    'trust,,,,,,,64,400,400,200,56.25,71.875',
    '',
  ]);
  const { figures } = await ask({ measures: ['trust'] });
  expect(figures).toMatchObject([{ value: 64, sample: { size: 400, effectiveSize: 200, low: 56.25, high: 71.875 } }]);
});

test('an export has no bound of its figures, but one of those that are read at once', async () => {
  const everySettlement = { level: TerritoryLevel.HROMADA, groupBy: [SETTLEMENT, CATEGORY] };
  const error = await refusalOf(exported(everySettlement, ExportFormat.CSV));
  expect(violationsOf(error)).toMatchObject([
    { field: 'selection.group_by', description: expect.stringMatching(/at most 100,000 .*group by TERRITORY/) },
  ]);
  const byHromada = { ...everySettlement, groupBy: [TERRITORY, SETTLEMENT, CATEGORY] };
  expect((await exported(byHromada, ExportFormat.JSON_LINES)).split('\n')[0]).toContain('"about"');
});

test('an export reads any number of figures, and names what is invalid', async () => {
  const selection = {
    level: TerritoryLevel.HROMADA,
    groupBy: [TERRITORY, DAY],
    lastDay: { year: 2023, month: 1, day: 1 },
  };
  const lines = (await exported(selection, ExportFormat.JSON_LINES)).trim().split('\n').slice(1).map(parsed);
  expect(lines.map(({ territory_code, value }) => [territory_code, value])).toEqual([
    [VINNYTSIA, 1],
    [NEMYRIV, 1],
    [VINNYTSIA, 1],
    [VINNYTSIA, 1],
  ]);
  const bad = await refusalOf(exported({ measures: ['murders'] }, ExportFormat.UNSPECIFIED));
  expect(violationsOf(bad).map(({ field }) => field)).toEqual(['selection.measures[0]', 'format']);
});

function ask(selection: Partial<FigureSelection>, more: Parameters<typeof queryFigures>[2] = {}) {
  return queryFigures(statistics.client, selection, more);
}

async function exported(selection: Partial<FigureSelection>, format: ExportFormat): Promise<string> {
  const whole = FigureSelection.fromPartial({
    measures: ['incidents'],
    firstDay: on(11, 1),
    lastDay: on(11, 30),
    ...selection,
  });
  const chunks: Uint8Array[] = [];
  for await (const { chunk } of statistics.client.exportFigures({ selection: whole, format }) as AsyncIterable<{
    chunk: Uint8Array;
  }>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}

function on(month: number, day: number) {
  return { year: 2021, month, day };
}
