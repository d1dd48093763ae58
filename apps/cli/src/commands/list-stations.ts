import type { Command } from 'commander';
import {
  Condition,
  ListStationsResponse,
  type Station,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import type { PlaceNames } from '../places/registry-places.ts';
import { nameOfCondition, nameOfFunding, nameOfGrade } from '../wording/stations.ts';
import { hromadaListCommand } from './list-of-hromadas.ts';

const HELP = `
Examples: hromada stations --oblast Вінницька
          hromada stations --hromada Вінницька --closed --json`;

/** `hromada stations` */
export function stationsCommand(): Command {
  return hromadaListCommand({
    name: 'stations',
    description: 'list stations of community officers: premises, accessibility, staff, phone, equipment, vehicles',
    ended: 'closed',
    help: HELP,
    message: 'ListStationsResponse',
    type: ListStationsResponse,
    columns: COLUMNS,
    read: ({ stations }, { includeEnded, ...filter }) =>
      stations.listStations({ ...filter, includeClosed: includeEnded }),
    items: ({ stations }) => stations,
    row: rowOf,
  });
}

const COLUMNS = [
  { heading: 'Hromada' },
  { heading: 'Address' },
  { heading: 'Funded by' },
  { heading: 'Condition' },
  { heading: 'Accessibility' },
  { heading: 'Officers', align: 'right' },
  { heading: 'Phone' },
  { heading: 'Equipment' },
  { heading: 'Vehicles' },
  { heading: 'Station' },
] as const;

function rowOf(station: Station, places: PlaceNames): string[] {
  const { stationId, hromadaCode, details, closedTime, demonstration } = station;
  const name = places.nameOf(hromadaCode);
  const marks = `${closedTime === undefined ? '' : ' (closed)'}${demonstration ? ' *' : ''}`;
  if (details === undefined)
    return [`${name}${marks}`, ...Array.from({ length: COLUMNS.length - 2 }, () => '—'), stationId];
  const { address, funding, fundedSince, condition, accessibility, officerIds, phone, equipment, vehicles } = details;
  return [
    `${name}${marks}`,
    address,
    `${nameOfFunding(funding)} since ${fundedSince}`,
    nameOfCondition(condition),
    nameOfGrade(accessibility?.grade),
    `${officerIds.length}`,
    phone === '' ? '—' : phone,
    listOf(equipment, ({ item, quantity }) => `${quantity} × ${item}`),
    listOf(vehicles, ({ model }) => model),
    stationId,
  ];
}

/** What is not in good condition says so. */
function listOf<T extends { readonly condition: Condition }>(things: readonly T[], name: (thing: T) => string): string {
  const words = things.map((thing) =>
    thing.condition === Condition.GOOD ? name(thing) : `${name(thing)} (${nameOfCondition(thing.condition)})`,
  );
  return words.join(', ') || '—';
}
