import { ChartKind, ExportChartRequest, ExportChartResponse } from '@safe-community/contracts/statistics/v1/chart.ts';
import { ListAnomaliesRequest, ListAnomaliesResponse } from '@safe-community/contracts/statistics/v1/anomaly.ts';
import {
  CompareTerritoriesRequest,
  CompareTerritoriesResponse,
} from '@safe-community/contracts/statistics/v1/comparison.ts';
import {
  ExportFormat,
  FigureDimension,
  FigureSelection,
  QueryFiguresResponse,
  TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import {
  EventCounter,
  IncidentCounter,
  type ReadCountersResponse,
} from '@safe-community/contracts/statistics/v1/counters.ts';
import { QueryOnTimeRequest, QueryOnTimeResponse } from '@safe-community/contracts/statistics/v1/on_time.ts';
import {
  ListHromadaLoadRequest,
  ListHromadaLoadResponse,
  type StatisticsServiceClient as Client,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { findMeasure } from '../src/figures/module.ts';
import { queryFigures } from './calls.ts';

const { TERRITORY, DAY, CATEGORY, ATTRIBUTE, SETTLEMENT } = FigureDimension;
const { HROMADA, OBLAST, RAION } = TerritoryLevel;
const FROM = { year: 2021, month: 11, day: 1 };
const TO = { year: 2021, month: 11, day: 30 };
const KNOWN_ON = { year: 2021, month: 11, day: 5 };
const DAYS = { firstDay: '2021-11-01', lastDay: '2021-11-04' };
const DEADLINE_MS = 20_000;
const LOAD = ListHromadaLoadRequest.fromPartial({ from: FROM, to: TO });
const ON_TIME = QueryOnTimeRequest.fromPartial(DAYS);
const UNUSUAL = ListAnomaliesRequest.fromPartial(DAYS);

/** The bytes of every answer about incidents that needs no entitlement, by what was asked. */
export async function generalAnswers(client: Client, measures: readonly string[]): Promise<Record<string, string>> {
  return {
    ...(await figuresOf(client, measures)),
    ...(await answersOfHromadas(client, measures)),
    ...(await chartsOf(client)),
    onTime: await onTimeOf(client, ON_TIME),
    anomalies: hex(
      ListAnomaliesResponse,
      await callUnary('ListAnomalies', client.listAnomalies.bind(client), UNUSUAL, DEADLINE_MS),
    ),
    counters: await countersOf(client),
  };
}

/** Those about hromadas, raions, and what is smaller. */
export async function answersOfHromadas(client: Client, names: readonly string[]): Promise<Record<string, string>> {
  const measures = names.filter((name) => findMeasure(name)?.lowestLevel === 'hromada');
  return {
    ...(await figuresOfHromadas(client, measures)),
    exported: await exported(client, measures),
    ...(await comparisonsOf(client, measures)),
    map: await chartOf(client, ChartKind.MAP, { groupBy: [TERRITORY], level: HROMADA }),
    onTimeOfOne: await onTimeOf(client, { ...ON_TIME, territoryCode: 'UA05020030000031457' }),
    load: hex(
      ListHromadaLoadResponse,
      await callUnary('ListHromadaLoad', client.listHromadaLoad.bind(client), LOAD, DEADLINE_MS),
    ),
  };
}

async function onTimeOf(client: Client, request: QueryOnTimeRequest): Promise<string> {
  return hex(
    QueryOnTimeResponse,
    await callUnary('QueryOnTime', client.queryOnTime.bind(client), request, DEADLINE_MS),
  );
}

async function figuresOfHromadas(client: Client, measures: readonly string[]): Promise<Record<string, string>> {
  const ask = asking(client);
  const answers: Record<string, string> = {
    places: await ask({ level: HROMADA, withinCode: 'UA05020000000026686', groupBy: [TERRITORY, SETTLEMENT] }),
    attributes: await ask({ measures: ['incidents', 'killed'], level: RAION, groupBy: [TERRITORY, ATTRIBUTE] }),
  };
  for (let first = 0; first < measures.length; first += 10) {
    const some = measures.slice(first, first + 10);
    answers[`map of ${some[0]}`] = await ask({ measures: some, level: HROMADA, groupBy: [TERRITORY] }, true);
    answers[`raions of ${some[0]}`] = await ask({ measures: some, level: RAION, groupBy: [TERRITORY, CATEGORY] });
    answers[`days of hromadas of ${some[0]}`] = await ask({
      measures: some,
      level: HROMADA,
      withinCode: 'UA05020000000026686',
      groupBy: [TERRITORY, DAY],
    });
    answers[`known of hromadas ${some[0]}`] = await ask({ measures: some, level: HROMADA, asKnownOn: KNOWN_ON });
  }
  return answers;
}

function asking(client: Client) {
  return async (selection: Partial<FigureSelection>, fillGaps = false) =>
    hex(QueryFiguresResponse, await queryFigures(client, selection, { fillGaps, pageSize: 10_000 }));
}

async function figuresOf(client: Client, measures: readonly string[]): Promise<Record<string, string>> {
  const ask = asking(client);
  const answers: Record<string, string> = { ofAttributes: await ask({ groupBy: [ATTRIBUTE, CATEGORY] }) };
  // At most so many measures in one request.
  for (let first = 0; first < measures.length; first += 10) {
    const some = measures.slice(first, first + 10);
    answers[`days of ${some[0]}`] = await ask({ measures: some, groupBy: [DAY, CATEGORY] }, true);
    answers[`sum of ${some[0]}`] = await ask({ measures: some, level: OBLAST, groupBy: [TERRITORY] }, true);
    answers[`known ${some[0]}`] = await ask({ measures: some, asKnownOn: KNOWN_ON });
  }
  return answers;
}

/** Without the position in the ledgers, which says that there were events, and not which. */
async function exported(client: Client, measures: readonly string[]): Promise<string> {
  const selection = FigureSelection.fromPartial({
    measures: measures.slice(0, 20),
    firstDay: FROM,
    lastDay: TO,
    level: HROMADA,
    groupBy: [TERRITORY, DAY, CATEGORY],
  });
  const chunks: Uint8Array[] = [];
  const call = client.exportFigures({ selection, format: ExportFormat.CSV });
  for await (const { chunk } of call as AsyncIterable<{ chunk: Uint8Array }>) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().split('\n');
  return lines.filter((line) => !line.startsWith('# ledger_positions')).join('\n');
}

async function comparisonsOf(client: Client, measures: readonly string[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const measure of measures.filter((name) => ['incidents', 'killed', 'resolved'].includes(name))) {
    const request = CompareTerritoriesRequest.fromPartial({ measure, level: HROMADA, ...DAYS, pageSize: 500 });
    const answer = await callUnary('CompareTerritories', client.compareTerritories.bind(client), request, DEADLINE_MS);
    answers[`comparison of ${measure}`] = hex(CompareTerritoriesResponse, answer);
  }
  return answers;
}

async function chartsOf(client: Client): Promise<Record<string, string>> {
  const charts: readonly (readonly [ChartKind, Partial<FigureSelection>])[] = [
    [ChartKind.TIME_SERIES, { groupBy: [DAY] }],
    [ChartKind.BARS, { groupBy: [CATEGORY] }],
    [ChartKind.FUNNEL, { groupBy: [TERRITORY], level: OBLAST }],
  ];
  const answers: Record<string, string> = {};
  for (const [kind, wanted] of charts) answers[`chart ${kind}`] = await chartOf(client, kind, wanted);
  return answers;
}

async function chartOf(client: Client, kind: ChartKind, wanted: Partial<FigureSelection>): Promise<string> {
  const selection = FigureSelection.fromPartial({ measures: ['incidents'], firstDay: FROM, lastDay: TO, ...wanted });
  const request = ExportChartRequest.fromPartial({ kind, selection });
  return hex(
    ExportChartResponse,
    await callUnary('ExportChart', client.exportChart.bind(client), request, DEADLINE_MS),
  );
}

/** For an entitled role: also its counters lack what is sensitive. */
async function countersOf(client: Client): Promise<string> {
  const counters: string[] = [];
  for await (const page of client.readCounters({}) as AsyncIterable<ReadCountersResponse>) {
    counters.push(...page.counters.map((counter) => hex(IncidentCounter, counter)));
    counters.push(...page.events.map((counter) => hex(EventCounter, counter)));
  }
  return counters.join('\n');
}

function hex<Message>(codec: { encode(message: Message): { finish(): Uint8Array } }, message: Message): string {
  return Buffer.from(codec.encode(message).finish()).toString('hex');
}
