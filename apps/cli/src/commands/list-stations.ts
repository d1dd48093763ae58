import type { Command } from 'commander';
import { ListStationsResponse, type Station } from '@safe-community/contracts/officers/v1/station_service.ts';
import { findHromada } from '@safe-community/territory';
import { nameOfCondition, nameOfFunding, nameOfGrade } from '../wording/stations.ts';
import { hromadaListCommand } from './list-of-hromadas.ts';

const HELP = `
Examples: hromada stations --oblast Вінницька
          hromada stations --hromada Вінницька --closed --json`;

/** `hromada stations` */
export function stationsCommand(): Command {
  return hromadaListCommand({
    name: 'stations',
    description: 'list stations of community officers: premises, accessibility, equipment, staff',
    ended: 'closed',
    help: HELP,
    message: 'ListStationsResponse',
    type: ListStationsResponse,
    columns: COLUMNS,
    read: ({ stations }, { includeEnded, ...filter }) =>
      stations.listStations({ ...filter, includeClosed: includeEnded }),
    rows: ({ stations }) => stations.map(rowOf),
  });
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
