import { printStandings } from '../frame/print-standings.ts';
import type { ExportedFigures } from './export-figures.ts';
import type { RebuiltStatistics } from './rebuild-statistics.ts';
import type { Figures } from './figures.ts';

export function printFigures({ counting, rebuild, filled, rollUp, queries, exported }: Figures): void {
  printStandings(counting);
  const perSecond = (count: number, seconds: number) => Math.round(count / seconds).toLocaleString('en');
  console.log(`rebuild of ${rebuild.events} events: ${perSecond(rebuild.events, rebuild.seconds)}/s`);
  const { cells, durations, hromadas, firstDay, lastDay } = filled;
  console.log(
    `${hromadas.length} hromadas from ${firstDay} to ${lastDay}: ${cells} cells and ${durations} buckets of durations`,
  );
  console.log(`${rollUp.periods} months and years rolled up in ${rollUp.seconds.toFixed(1)} s`);
  console.table(
    queries.map(({ query, daily, rolled }) => ({
      query,
      'days only: p50 ms': Number(daily.p50.toFixed(1)),
      'p99 ms': Number(daily.p99.toFixed(1)),
      'rolled up: p50 ms': Number(rolled.p50.toFixed(1)),
      'p99 ms, rolled up': Number(rolled.p99.toFixed(1)),
    })),
  );
  const { rows, seconds, mostMb } = exported;
  console.log(`export of ${rows} rows: ${perSecond(rows, seconds)}/s, statistics at most ${mostMb} MB resident`);
}

export function printExport({ cells, exported, floor, memory }: ExportedFigures): void {
  console.log(`${cells} cells filled`);
  console.table(
    [exported, floor].map(({ name, rows, seconds, programMicros, postgresMicros }) => ({
      name,
      rows,
      'rows/s': Math.round(rows / seconds),
      'program, µs a row': Number(programMicros.toFixed(2)),
      'PostgreSQL, µs a row': Number(postgresMicros.toFixed(2)),
      'processor, ÷ floor': Number(
        ((programMicros + postgresMicros) / (floor.programMicros + floor.postgresMicros)).toFixed(2),
      ),
    })),
  );
  console.table(memory.map(({ rows, mb }) => ({ 'rows sent': rows, 'statistics, MB resident': mb })));
}

export function printRebuild(rebuilt: RebuiltStatistics): void {
  const { events, seconds, countedSeconds, beforeMb, mostMb, longestWaitSeconds, meanwhile } = rebuilt;
  console.log(`${events} events, written and counted in ${countedSeconds.toFixed(0)} s`);
  console.log(`rebuilt in ${seconds.toFixed(1)} s: ${Math.round(events / seconds)} events/s`);
  console.log(
    `of ${meanwhile} events that were recorded meanwhile, none waited longer than ${longestWaitSeconds.toFixed(1)} s`,
  );
  console.log(`resident memory of statistics: ${beforeMb} MB before, at most ${mostMb} MB`);
}
