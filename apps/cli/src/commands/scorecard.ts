import { Command } from 'commander';
import { ChartKind } from '@safe-community/contracts/statistics/v1/chart.ts';
import { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { printChart } from '../scorecard/print-chart.ts';
import { renderScorecard } from '../scorecard/render-scorecard.ts';
import { print, printJson } from '../terminal/print.ts';

/** `hromada scorecard` */
export function scorecardCommand(): Command {
  return new Command('scorecard')
    .description('show the programme at a glance: targets, deaths, incidents, response times')
    .option('--json', 'print the message Scorecard as JSON', false)
    .option('--chart', 'draw the progress towards the targets instead', false)
    .action((options: { json: boolean; chart: boolean }, command: Command) =>
      withConnection(command, (connection) =>
        options.chart ? printChart(connection, { kind: ChartKind.PROGRESS }) : showScorecard(connection, options),
      ),
    );
}

/** Calls only statistics. */
export async function showScorecard({ statistics }: Connection, { json }: { json: boolean }): Promise<void> {
  const { scorecard } = await statistics.getScorecard({});
  if (scorecard === undefined) throw new Error('the response of statistics has no scorecard');
  if (json) printJson(Scorecard.toJSON(scorecard));
  else print(renderScorecard(scorecard));
}
