import { Command } from 'commander';
import {
  ListHromadaCoverageResponse,
  type HromadaCoverage,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson } from '../terminal/print.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly oblast?: string;
  readonly gaps: boolean;
  readonly pageSize: number;
  readonly pageToken: string;
  readonly json: boolean;
}

const HELP = `
Examples: hromada coverage --gaps
          hromada coverage --oblast Вінницька --json`;

/** `hromada coverage` */
export function coverageCommand(): Command {
  return new Command('coverage')
    .description('list hromadas with their beats, officers and gaps, the most populous first')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--gaps', 'only with a vacant beat, or with fewer staffed beats than the norm requires', false)
    .option('--page-size <n>', 'page size, 1 to 500', countOption, 50)
    .option('--page-token <token>', 'continue after the previous page (same filter)', '')
    .option('--json', 'print the message ListHromadaCoverageResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listCoverage(connection, options)),
    );
}

async function listCoverage({ beats }: Connection, options: Options): Promise<void> {
  const { oblast, gaps: gapsOnly, pageSize, pageToken, json } = options;
  const answer = await beats.listHromadaCoverage({
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    gapsOnly,
    pageSize,
    pageToken,
  });
  if (json) {
    printJson(ListHromadaCoverageResponse.toJSON(answer));
    return;
  }
  print(renderTable(COLUMNS, answer.hromadas.map(rowOf)));
  if (answer.nextPageToken !== '') print(`More results: --page-token ${answer.nextPageToken}`);
}

const COLUMNS = [
  { heading: 'Hromada' },
  { heading: 'Population', align: 'right' },
  { heading: 'Covered', align: 'right' },
  { heading: 'Beats', align: 'right' },
  { heading: 'Staffed', align: 'right' },
  { heading: 'Vacant', align: 'right' },
  { heading: 'Required', align: 'right' },
  { heading: 'Programme' },
] as const;

function rowOf(row: HromadaCoverage): string[] {
  const { name, population, populationCovered, beats, staffedBeats, vacantBeats, requiredBeats } = row;
  const counts = [population, populationCovered, beats, staffedBeats, vacantBeats, requiredBeats];
  return [name, ...counts.map((count) => count.toLocaleString('en')), programmeOf(row)];
}

function programmeOf({ eligible, ineligibleSince }: HromadaCoverage): string {
  if (eligible) return 'applies';
  return ineligibleSince === '' ? 'does not apply' : `does not apply since ${ineligibleSince}`;
}
