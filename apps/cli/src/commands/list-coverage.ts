import { Command } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { incidentsOf, LOAD_HELP, orderNumber, orderOption, type Order } from './hromada-order.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { ListHromadaCoverageResponse, type HromadaCoverage } from '@safe-community/contracts/officers/v1/coverage.ts';

interface Options extends PageOptions {
  readonly oblast?: string;
  readonly gaps: boolean;
  readonly by: Order;
}

const HELP = `
${LOAD_HELP}

Examples: hromada coverage --gaps
          hromada coverage --by load --gaps
          hromada coverage --oblast Вінницька --json`;

/** `hromada coverage` */
export function coverageCommand(): Command {
  return withPageOptions(
    new Command('coverage')
      .description('list hromadas with their beats, officers, gaps and load')
      .option('--oblast <code or name>', 'only of this oblast')
      .option('--gaps', 'only with a vacant beat, or with fewer staffed beats than the norm requires', false)
      .addOption(orderOption()),
    'ListHromadaCoverageResponse',
  )
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listCoverage(connection, options)),
    );
}

async function listCoverage({ beats }: Connection, options: Options): Promise<void> {
  const { oblast, gaps: gapsOnly, by, pageSize, pageToken } = options;
  const answer = await beats.listHromadaCoverage({
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    gapsOnly,
    pageSize,
    pageToken,
    orderBy: orderNumber(by),
  });
  printPage(answer, ListHromadaCoverageResponse, options, COLUMNS, answer.hromadas.map(rowOf));
}

const COLUMNS = [
  { heading: 'Hromada' },
  { heading: 'Population', align: 'right' },
  { heading: 'Covered', align: 'right' },
  { heading: 'Beats', align: 'right' },
  { heading: 'Staffed', align: 'right' },
  { heading: 'Vacant', align: 'right' },
  { heading: 'Required', align: 'right' },
  { heading: 'Incidents', align: 'right' },
  { heading: 'Programme' },
] as const;

function rowOf(row: HromadaCoverage): string[] {
  const { name, population, populationCovered, beats, staffedBeats, vacantBeats, requiredBeats } = row;
  const counts = [population, populationCovered, beats, staffedBeats, vacantBeats, requiredBeats];
  return [name, ...counts.map((count) => count.toLocaleString('en')), incidentsOf(row), programmeOf(row)];
}

function programmeOf({ eligible, ineligibleSince, status }: HromadaCoverage): string {
  if (eligible) return 'applies';
  const since = ineligibleSince === '' ? '' : ` since ${ineligibleSince}`;
  return `does not apply${since}${REASONS[status] ?? ''}`;
}

const REASONS: Readonly<Partial<Record<TerritoryStatus, string>>> = {
  [TerritoryStatus.FRONTLINE]: ' (near the front)',
  [TerritoryStatus.OCCUPIED]: ' (occupied)',
};
