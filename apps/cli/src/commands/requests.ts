import { Command } from 'commander';
import {
  FootageRequestKind,
  FootageRequestState,
  type FootageRequest,
  type RequestedRecording,
  type RequestOutcomes,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  GetRequestOutcomesResponse,
  ListDueRequestsResponse,
  ListRequestedRecordingsResponse,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { nameOfRequestKind, nameOfRequestState } from '../wording/footage-requests.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { requestKindOption } from './option-values.ts';

/** `hromada requests …` */
export function requestsCommand(): Command {
  return new Command('requests')
    .description(
      'requests for body camera footage and complaints: what is due, what it is about, and what became of it',
    )
    .addCommand(dueCommand())
    .addCommand(recordingsCommand())
    .addCommand(outcomesCommand());
}

interface DueOptions extends PageOptions {
  readonly kind?: FootageRequestKind;
  readonly overdue: boolean;
  readonly assignee: string;
}

function dueCommand(): Command {
  return withPageOptions(
    new Command('due')
      .description('list undecided requests and appeals by their deadline')
      .option('--kind <word>', 'only of this kind, such as complaint', requestKindOption)
      .option('--overdue', 'only those whose deadline has passed', false)
      .option('--assignee <login>', 'only those of this person', ''),
    'ListDueRequestsResponse',
  ).action((options: DueOptions, command: Command) =>
    withConnection(command, async ({ footageRequests }) => {
      const { kind = FootageRequestKind.UNSPECIFIED, overdue: overdueOnly, assignee, pageSize, pageToken } = options;
      const answer = await footageRequests.listDueRequests({ kind, overdueOnly, assignee, pageSize, pageToken });
      printPage(answer, ListDueRequestsResponse, options, DUE, answer.requests.map(dueRow));
    }),
  );
}

const DUE = [
  { heading: 'Due (Kyiv)' },
  { heading: 'Kind' },
  { heading: 'State' },
  { heading: 'Hromada' },
  { heading: 'Assignee' },
  { heading: 'Request' },
] as const;

function dueRow(request: FootageRequest): string[] {
  const { kind, state, hromadaCode, assignee, appeal, dueTime, overdue, formerDecision } = request;
  const { footageRequestId, demonstration } = request;
  return [
    `${kyivTime(state === FootageRequestState.APPEALED ? appeal?.dueTime : dueTime)}${overdue ? ' overdue' : ''}`,
    `${nameOfRequestKind(kind)}${demonstration ? ' *' : ''}`,
    `${nameOfRequestState(state)}${formerDecision === undefined ? '' : ', reopened'}`,
    findHromada(hromadaCode)?.name ?? hromadaCode,
    assignee === '' ? '—' : assignee,
    footageRequestId,
  ];
}

function recordingsCommand(): Command {
  return withPageOptions(
    new Command('recordings')
      .description('list the recordings that a request concerns, and which it may freeze')
      .argument('<request-id>', 'id of the request, as requests due lists it'),
    'ListRequestedRecordingsResponse',
    'same request',
  ).action((footageRequestId: string, options: PageOptions, command: Command) =>
    withConnection(command, async ({ footageRequests }) => {
      const { pageSize, pageToken } = options;
      const answer = await footageRequests.listRequestedRecordings({ footageRequestId, pageSize, pageToken });
      printPage(answer, ListRequestedRecordingsResponse, options, RECORDINGS, answer.recordings.map(recordingRow));
    }),
  );
}

const RECORDINGS = [
  { heading: 'Start (Kyiv)' },
  { heading: 'Minutes', align: 'right' },
  { heading: 'Unit' },
  { heading: 'Category' },
  { heading: 'Frozen' },
  { heading: 'Recording' },
] as const;

function recordingRow(recording: RequestedRecording): string[] {
  const { startedTime, durationMs, patrolUnitCode, category, state, frozen, named, recordingId } = recording;
  const isDeleted = state === ExpiryState.DELETED;
  return [
    kyivTime(startedTime),
    String(Math.ceil(durationMs / 60_000)),
    patrolUnitCode,
    category === '' ? '—' : category,
    isDeleted ? 'deleted' : frozen ? 'yes' : 'no',
    `${recordingId}${named ? ' named' : ''}`,
  ];
}

interface OutcomeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly oblast?: string;
  readonly json: boolean;
}

function outcomesCommand(): Command {
  return new Command('outcomes')
    .description('count requests by kind: in time, late, overdue, granted, refused, appealed')
    .option('--from <day>', 'received on or after this day: 2026-01-01 (default: 1 January)')
    .option('--to <day>', 'received on or before this day (default: today)')
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--json', 'print the message GetRequestOutcomesResponse as JSON', false)
    .action((options: OutcomeOptions, command: Command) =>
      withConnection(command, async ({ footageRequests }) => {
        const { oblast, json } = options;
        const lastDay = options.to ?? kyivDay(new Date());
        const firstDay = options.from ?? `${lastDay.slice(0, 4)}-01-01`;
        const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
        const answer = await footageRequests.getRequestOutcomes({ firstDay, lastDay, oblastCode });
        if (json) return printJson(GetRequestOutcomesResponse.toJSON(answer));
        print(`Received from ${firstDay} to ${lastDay}`);
        printText(renderTable(OUTCOMES, answer.rows.map(outcomeRow)));
      }),
    );
}

const OUTCOMES = [
  { heading: 'Kind' },
  { heading: 'Received', align: 'right' },
  { heading: 'In time', align: 'right' },
  { heading: 'Late', align: 'right' },
  { heading: 'Pending', align: 'right' },
  { heading: 'Overdue', align: 'right' },
  { heading: 'Granted', align: 'right' },
  { heading: 'Refused', align: 'right' },
  { heading: 'No footage', align: 'right' },
  { heading: 'Appealed', align: 'right' },
] as const;

function outcomeRow(row: RequestOutcomes): string[] {
  const { received, decidedInTime, decidedLate, pending, overdue, granted, partlyGranted } = row;
  const counts = [received, decidedInTime, decidedLate, pending, overdue, granted + partlyGranted, row.refused];
  return [nameOfRequestKind(row.kind), ...[...counts, row.noFootage, row.appealed].map(String)];
}
