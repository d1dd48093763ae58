import {
  ExportFiguresRequest,
  ExportFormat,
  FigureDimension,
  TerritoryLevel,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceClient } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { openClient } from '@safe-community/grpc-kit';
import { hromadas } from '@safe-community/territory';
import pg from 'pg';
import { fillCells } from '../fill-figures.ts';
import { between, type Clock } from '../frame/clock.ts';
import { readProc } from '../frame/proc.ts';
import { clockOfFloor, clockOfService } from '../system-processes.ts';
import type { System } from '../system.ts';

const { TERRITORY, DAY, CATEGORY } = FigureDimension;
/** Of the memory, over the whole export. */
const POINTS = 10;
/** Of the cursor: what the service reads at a time. */
const PORTION = 20_000;

/** Rows that were read and where the time went, with the processor time of each row. */
interface ReadRows {
  readonly name: string;
  readonly rows: number;
  readonly seconds: number;
  /** Of statistics, or of the reader of the floor. */
  readonly programMicros: number;
  readonly postgresMicros: number;
}

export interface ExportedFigures {
  readonly cells: number;
  readonly exported: ReadRows;
  readonly floor: ReadRows;
  readonly memory: readonly { readonly rows: number; readonly mb: number }[];
}

interface Days {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** ExportFigures of so many cells of all hromadas by day and category, beside a cursor over the same rows. */
export async function exportFigures(
  system: System,
  size: number,
  say: (line: string) => void,
): Promise<ExportedFigures> {
  const codes = hromadas().map(({ code }) => code);
  say(`filling ${size} cells of ${codes.length} hromadas …`);
  const filled = await fillCells(system.statisticsOwnerUrl, codes, size);
  const statistics = system.processes.services.statistics;
  const client = openClient(StatisticsServiceClient, system.addresses.statistics, system.credentials);
  try {
    await exportDays(client, { ...filled, firstDay: filled.lastDay });
    say('exporting …');
    const memory = [{ rows: 0, mb: residentMb(statistics) }];
    const clock = clockOfService(system.processes, 'statistics');
    const exported = await metered('ExportFigures, CSV', clock, () =>
      exportDays(client, filled, (rows) => {
        if (rows >= (memory.length * filled.cells) / POINTS) memory.push({ rows, mb: residentMb(statistics) });
      }),
    );
    const ofFloor = clockOfFloor(system.processes, process.pid, 'statistics');
    const floor = await metered('bare cursor', ofFloor, () => readBare(system.statisticsOwnerUrl, codes, filled));
    return { cells: filled.cells, exported, floor, memory };
  } finally {
    client.close();
  }
}

async function metered(
  name: string,
  clock: Clock,
  work: () => Promise<{ readonly rows: number; readonly seconds: number }>,
): Promise<ReadRows> {
  const before = clock();
  const { rows, seconds } = await work();
  const { program, postgres } = between(before, clock());
  return { name, rows, seconds, programMicros: (program * 1_000) / rows, postgresMicros: (postgres * 1_000) / rows };
}

/** @param progress gets how many lines have come. */
export async function exportDays(
  client: StatisticsServiceClient,
  { firstDay, lastDay }: Days,
  progress: (rows: number) => void = () => undefined,
): Promise<{ readonly rows: number; readonly seconds: number }> {
  const days = { firstDay: dayOf(firstDay), lastDay: dayOf(lastDay) };
  const groups = { level: TerritoryLevel.HROMADA, groupBy: [TERRITORY, DAY, CATEGORY] };
  const selection = { measures: ['incidents'], ...days, ...groups };
  const request = ExportFiguresRequest.fromPartial({ selection, format: ExportFormat.CSV });
  const began = performance.now();
  let rows = 0;
  for await (const { chunk } of client.exportFigures(request) as AsyncIterable<{ chunk: Uint8Array }>) {
    for (const byte of chunk) if (byte === 10) rows += 1;
    progress(rows);
  }
  return { rows, seconds: (performance.now() - began) / 1_000 };
}

/** The same cells in the same order, neither added up nor written. */
async function readBare(url: string, codes: readonly string[], { firstDay, lastDay }: Days) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const began = performance.now();
    await client.query('begin');
    await client.query(`declare cells no scroll cursor for ${CELLS}`, [codes, firstDay, lastDay]);
    let rows = 0;
    for (;;) {
      const { rowCount } = await client.query({ text: `fetch ${PORTION} from cells`, rowMode: 'array' });
      if ((rowCount ?? 0) === 0) break;
      rows += rowCount ?? 0;
    }
    await client.query('commit');
    return { rows, seconds: (performance.now() - began) / 1_000 };
  } finally {
    await client.end();
  }
}

const CELLS = `
  select territory_code, day::text, category, incidents::float8 from incident_count
  where territory_code = any($1::text[]) and day between $2::date and $3::date order by day, territory_code`;

export function dayOf(text: string) {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}

export function residentMb(pid: number): number {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1]) / 1_024);
}
