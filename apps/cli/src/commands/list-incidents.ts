import { Command } from 'commander';
import {
  IncidentCategory,
  type Incident,
  type IncidentState,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListIncidentsResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { findHromada } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findHromadaByText } from '../places/find-place.ts';
import { duration, kyivTime } from '../time/show-time.ts';
import { nameOfCategory } from '../wording/categories.ts';
import { nameOfState } from '../wording/states.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { categoryOption, instantOption, statesOption } from './option-values.ts';

interface Options extends PageOptions {
  readonly hromada?: string;
  readonly category?: IncidentCategory;
  readonly from?: Date;
  readonly to?: Date;
  readonly state: readonly IncidentState[];
  readonly unrouted: boolean;
  readonly overdue: boolean;
}

/** `hromada incidents list` */
export function listIncidentsCommand(): Command {
  return withPageOptions(
    new Command('list')
      .description('list incidents, newest first')
      .option('--hromada <code or name>', 'only of this hromada')
      .option('--category <word>', 'only of this category', categoryOption)
      .option('--from <time>', 'received at or after: 2026-01-31T18:05:00+02:00', instantOption)
      .option('--to <time>', 'received before', instantOption)
      .option('--state <word>', 'only in this state; repeatable', statesOption, [])
      .option('--unrouted', 'only those without a responsible officer', false)
      .option('--overdue', 'only those whose next step is overdue', false),
    'ListIncidentsResponse',
  ).action((options: Options, command: Command) =>
    withConnection(command, (connection) => listIncidents(connection, options)),
  );
}

async function listIncidents({ incidents }: Connection, options: Options): Promise<void> {
  const answer = await incidents.listIncidents({
    pageSize: options.pageSize,
    pageToken: options.pageToken,
    hromadaCode: options.hromada === undefined ? '' : findHromadaByText(options.hromada).code,
    category: options.category ?? IncidentCategory.UNSPECIFIED,
    receivedFrom: options.from,
    receivedTo: options.to,
    unroutedOnly: options.unrouted,
    overdueOnly: options.overdue,
    states: [...options.state],
    oblastCode: '',
    responsibleOfficerId: '',
  });
  printPage(answer, ListIncidentsResponse, options, COLUMNS, answer.incidents.map(rowOf));
}

const COLUMNS = [
  { heading: 'Received (Kyiv)' },
  { heading: 'Category' },
  { heading: 'Hromada' },
  { heading: 'State' },
  { heading: 'Response', align: 'right' },
  { heading: 'Incident' },
] as const;

function rowOf(incident: Incident): string[] {
  const { category, hromadaCode, receivedTime, onSceneTime, state, incidentId, demonstration } = incident;
  const response =
    onSceneTime === undefined || receivedTime === undefined
      ? '—'
      : duration((onSceneTime.getTime() - receivedTime.getTime()) / 1_000);
  return [
    kyivTime(receivedTime),
    `${nameOfCategory(category).en}${demonstration ? ' *' : ''}`,
    findHromada(hromadaCode)?.name ?? hromadaCode,
    nameOfState(state).en,
    response,
    incidentId,
  ];
}
