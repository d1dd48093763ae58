import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConsumerServiceClient } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import {
  ExportFiguresRequest,
  ExportFormat,
  FigureDimension,
  type FigureSelection,
  QueryFiguresRequest,
  TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import {
  GetScorecardRequest,
  StatisticsServiceClient,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { hromadas, oblasts } from '@safe-community/territory';
import pg from 'pg';
import { openBacklog } from '../backlog.ts';
import { fillFigures, type FilledFigures } from '../fill-figures.ts';
import type { Standing } from '../frame/compare.ts';
import { keepInFlight, type Measured } from '../frame/in-flight.ts';
import { startReplica } from '../replica.ts';
import type { System } from '../system.ts';
import { catchUp } from './catch-up.ts';
import { megabytesOf } from './idle-memory.ts';

const EVENTS = 20_000;
const SECONDS = 3;
const CALL_MS = 120_000;
const PAUSE_MS = 100;
/** From the days of more hromadas the map of ten years takes longer than a call may. */
const MAX_BY_DAYS = 300;
const { TERRITORY, MONTH, YEAR, DAY, CATEGORY } = FigureDimension;

interface FigureQuery {
  readonly query: string;
  /** With the sums of months and years, and from the days alone. */
  readonly rolled: Measured;
  readonly daily: Measured | undefined;
}

export interface Figures {
  readonly counting: Standing[];
  readonly rebuild: { readonly events: number; readonly seconds: number };
  readonly filled: FilledFigures;
  readonly rollUp: { readonly periods: number; readonly seconds: number };
  readonly queries: readonly FigureQuery[];
  readonly exported: { readonly rows: number; readonly seconds: number; readonly mostMb: number };
}

/**
 * What statistics costs: events from a full stream, a rebuild, and with ten years of days for so many hromadas, queries,
 * the map of the country, and an export.
 */
export async function figures(system: System, size: number, say: (line: string) => void): Promise<Figures> {
  const counting = await catchUp(system, EVENTS);
  const rebuild = await rebuildIncidents(system);
  say(`filling ten years of ${size} hromadas …`);
  const codes = hromadas().map(({ code }) => code);
  const filled = await fillFigures(
    system.statisticsOwnerUrl,
    codes.slice(0, size),
    oblasts().map(({ code }) => code),
  );
  using client = openClient(StatisticsServiceClient, system.addresses.statistics, system.credentials);
  const daily = size <= MAX_BY_DAYS ? await measureQueries(client, filled) : [];
  const exported = await exportWithMemory(system, client, filled);
  const rollUp = await rollUpAll(system);
  const rolled = await measureQueries(client, filled);
  const names = [...QUERIES.map(({ query }) => query), ...SCORECARDS];
  const queries = names.map((query, index) => ({ query, daily: daily[index], rolled: rolled[index] }));
  return { counting, rebuild, filled, rollUp, queries: queries as FigureQuery[], exported };
}

const QUERIES: readonly {
  readonly query: string;
  readonly selection: Partial<FigureSelection>;
  readonly fewer?: boolean;
}[] = [
  { query: 'map of the country, ten years', selection: { level: TerritoryLevel.HROMADA, groupBy: [TERRITORY] } },
  {
    query: 'map of the country, ten years, a median',
    selection: { measures: ['pit_repair_time_p50'], level: TerritoryLevel.HROMADA, groupBy: [TERRITORY] },
  },
  {
    query: 'oblasts by year and category',
    selection: { level: TerritoryLevel.OBLAST, groupBy: [TERRITORY, YEAR, CATEGORY] },
  },
  { query: 'country by month', selection: { groupBy: [MONTH] } },
  { query: 'one hromada by month', selection: { groupBy: [MONTH] }, fewer: true },
  { query: 'one hromada by day, ten years', selection: { groupBy: [DAY] }, fewer: true },
];

async function measureQueries(client: StatisticsServiceClient, filled: FilledFigures): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { selection, fewer = false } of QUERIES) {
    const request = QueryFiguresRequest.fromPartial({
      selection: { ...wholeOf(filled), ...selection, territoryCodes: fewer ? filled.hromadas.slice(0, 1) : [] },
      pageSize: 10_000,
    });
    measured.push(await warmed(() => callUnary('QueryFigures', client.queryFigures.bind(client), request, CALL_MS)));
  }
  for (const territoryCode of ['', ...filled.hromadas.slice(0, 1)]) {
    const request = GetScorecardRequest.fromPartial({ territoryCode });
    measured.push(await warmed(() => callUnary('GetScorecard', client.getScorecard.bind(client), request, CALL_MS)));
  }
  return measured;
}

const SCORECARDS = ['scorecard of the country', 'scorecard of a hromada'];

async function warmed(call: () => Promise<unknown>): Promise<Measured> {
  await call();
  return keepInFlight(1, SECONDS, call);
}

function wholeOf({ firstDay, lastDay }: FilledFigures): Partial<FigureSelection> {
  return { measures: ['incidents'], firstDay: dayOf(firstDay), lastDay: dayOf(lastDay) };
}

function dayOf(text: string) {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}

/** A second replica rolls up when it starts. */
async function rollUpAll(system: System): Promise<Figures['rollUp']> {
  const owner = new pg.Client({ connectionString: system.statisticsOwnerUrl });
  await owner.connect();
  const periods = async () => Number((await owner.query('select count(*) as n from rolled_period')).rows[0]?.n);
  const began = performance.now();
  const replica = await startReplica(system, 'statistics');
  try {
    let [before, same] = [-1, 0];
    // Nothing more for a while: all that are due are done.
    while (same < 30) {
      const now = await periods();
      same = now === before && now > 0 ? same + 1 : 0;
      before = now;
      await sleep(PAUSE_MS);
    }
    for (const table of ['rolled_incident_count', 'rolled_duration_count', 'rolled_period']) {
      await owner.query(`vacuum analyze ${table}`);
    }
    return { periods: before, seconds: (performance.now() - began - 30 * PAUSE_MS) / 1_000 };
  } finally {
    await replica.stop();
    await owner.end();
  }
}

/** Each hromada by day and category, as CSV, and the most memory meanwhile. */
async function exportWithMemory(
  system: System,
  client: StatisticsServiceClient,
  filled: FilledFigures,
): Promise<Figures['exported']> {
  const groups = { level: TerritoryLevel.HROMADA, groupBy: [TERRITORY, DAY, CATEGORY] };
  const selection = { ...wholeOf(filled), ...groups };
  const request = ExportFiguresRequest.fromPartial({ selection, format: ExportFormat.CSV });
  const began = performance.now();
  let [rows, mostMb] = [0, 0];
  for await (const { chunk } of client.exportFigures(request) as AsyncIterable<{ chunk: Uint8Array }>) {
    for (const byte of chunk) if (byte === 10) rows += 1;
    mostMb = Math.max(mostMb, megabytesOf(system.processes.services.statistics, 'status', 'VmRSS'));
  }
  return { rows, seconds: (performance.now() - began) / 1_000, mostMb };
}

/** From the request until the consumer has applied all events again. */
async function rebuildIncidents(system: System): Promise<Figures['rebuild']> {
  const backlog = await openBacklog(system.intakeOwnerUrl, system.statisticsOwnerUrl);
  const consumers = openClient(ConsumerServiceClient, system.addresses.statistics, system.credentials);
  try {
    await backlog.untilApplied();
    const began = performance.now();
    const request = { requestId: randomUUID(), producer: 'incidents', reason: 'a benchmark' };
    await callUnary('RequestRebuild', consumers.requestRebuild.bind(consumers), request, CALL_MS);
    for (;;) {
      const { checkpoints } = await callUnary('GetCheckpoints', consumers.getCheckpoints.bind(consumers), {}, CALL_MS);
      const incidents = checkpoints.find(({ producer }) => producer === 'incidents');
      if (incidents?.rebuildPending === false) {
        return { events: Number(incidents.position), seconds: (performance.now() - began) / 1_000 };
      }
      await sleep(PAUSE_MS);
    }
  } finally {
    consumers.close();
    await backlog.close();
  }
}
