import { Command } from 'commander';
import { ListStationsResponse, type Station } from '@safe-community/contracts/officers/v1/station_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findHromadaByText, findOblastByText } from '../places/find-place.ts';
import { nameOfCondition, nameOfFunding, nameOfGrade } from '../wording/stations.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

interface Options extends PageOptions {
  readonly oblast?: string;
  readonly hromada?: string;
  readonly closed: boolean;
}

const HELP = `
Examples: hromada stations --oblast Вінницька
          hromada stations --hromada Вінницька --closed --json`;

/** `hromada stations` */
export function stationsCommand(): Command {
  return withPageOptions(
    new Command('stations')
      .description('list stations of community officers: premises, accessibility, equipment, staff')
      .option('--oblast <code or name>', 'only of this oblast')
      .option('--hromada <code or name>', 'only of this hromada')
      .option('--closed', 'also those that are closed', false),
    'ListStationsResponse',
  )
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      withConnection(command, (connection) => listStations(connection, options)),
    );
}

async function listStations({ stations }: Connection, options: Options): Promise<void> {
  const { oblast, hromada, closed: includeClosed, pageSize, pageToken } = options;
  const answer = await stations.listStations({
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    hromadaCode: hromada === undefined ? '' : findHromadaByText(hromada).code,
    includeClosed,
    pageSize,
    pageToken,
  });
  printPage(answer, ListStationsResponse, options, COLUMNS, answer.stations.map(rowOf));
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
