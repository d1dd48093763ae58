import { Command } from 'commander';
import { ListStationsResponse, type Station } from '@safe-community/contracts/officers/v1/station_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findHromadaByText, findOblastByText } from '../places/find-place.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson } from '../terminal/print.ts';
import { nameOfCondition, nameOfFunding, nameOfGrade } from '../wording/stations.ts';
import { countOption } from './option-values.ts';

interface Options {
  readonly oblast?: string;
  readonly hromada?: string;
  readonly closed: boolean;
  readonly pageSize: number;
  readonly pageToken: string;
  readonly json: boolean;
}

const HELP = `
Examples: hromada stations --oblast Вінницька
          hromada stations --hromada Вінницька --closed --json`;

/** `hromada stations` */
export function stationsCommand(): Command {
  return new Command('stations')
    .description('list stations of community officers: premises, accessibility, equipment, staff')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--hromada <code or name>', 'only of this hromada')
    .option('--closed', 'also those that are closed', false)
    .option('--page-size <n>', 'page size, 1 to 500', countOption, 50)
    .option('--page-token <token>', 'continue after the previous page (same filter)', '')
    .option('--json', 'print the message ListStationsResponse as JSON', false)
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listStations(connection, options)),
    );
}

async function listStations({ stations }: Connection, options: Options): Promise<void> {
  const { oblast, hromada, closed: includeClosed, pageSize, pageToken, json } = options;
  const answer = await stations.listStations({
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    hromadaCode: hromada === undefined ? '' : findHromadaByText(hromada).code,
    includeClosed,
    pageSize,
    pageToken,
  });
  if (json) {
    printJson(ListStationsResponse.toJSON(answer));
    return;
  }
  print(renderTable(COLUMNS, answer.stations.map(rowOf)));
  if (answer.nextPageToken !== '') print(`More results: --page-token ${answer.nextPageToken}`);
}

const COLUMNS = [
  { heading: 'Hromada' },
  { heading: 'Address' },
  { heading: 'Funded by' },
  { heading: 'Condition' },
  { heading: 'Accessibility' },
  { heading: 'Officers', align: 'right' },
  { heading: 'Vehicles', align: 'right' },
  { heading: 'Station' },
] as const;

function rowOf({ stationId, hromadaCode, details, closedTime, demonstration }: Station): string[] {
  const name = findHromada(hromadaCode)?.name ?? hromadaCode;
  const marks = `${closedTime === undefined ? '' : ' (closed)'}${demonstration ? ' *' : ''}`;
  if (details === undefined) return [`${name}${marks}`, '—', '—', '—', '—', '—', '—', stationId];
  const { address, funding, fundedSince, condition, accessibility, officerIds, vehicles } = details;
  return [
    `${name}${marks}`,
    address,
    `${nameOfFunding(funding)} since ${fundedSince}`,
    nameOfCondition(condition),
    nameOfGrade(accessibility?.grade),
    `${officerIds.length}`,
    `${vehicles.length}`,
    stationId,
  ];
}
