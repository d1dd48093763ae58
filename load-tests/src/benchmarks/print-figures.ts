import { printStandings } from '../frame/print-standings.ts';
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
      'days only: p50 ms': daily === undefined ? undefined : Number(daily.p50.toFixed(1)),
      'p99 ms': daily === undefined ? undefined : Number(daily.p99.toFixed(1)),
      'rolled up: p50 ms': Number(rolled.p50.toFixed(1)),
      'p99 ms, rolled up': Number(rolled.p99.toFixed(1)),
    })),
  );
  const { rows, seconds, mostMb } = exported;
  console.log(`export of ${rows} rows: ${perSecond(rows, seconds)}/s, statistics at most ${mostMb} MB resident`);
}
