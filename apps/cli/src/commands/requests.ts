import type { Command } from 'commander';
import {
  FootageRequestState,
  type FootageRequest,
  type RequestOutcomes,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import {
  GetRequestOutcomesResponse,
  ListDueRequestsRequest,
  ListDueRequestsResponse,
  ListRequestedRecordingsRequest,
  ListRequestedRecordingsResponse,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import { findHromada } from '@safe-community/territory';
import { withConnection } from '../connection/with-connection.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { argument, flag, oneOf, text, uuid, OBLAST, oblastCodeOf } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { listCommand, optionOf } from '../lists/list.ts';
import { say } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { duration, kyivTime, thisYear } from '../time/show-time.ts';
import { EXPIRIES } from '../wording/recordings.ts';
import { REQUEST_KINDS, REQUEST_STATES } from '../wording/requests.ts';
import { jsonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada requests …` */
export function requestsCommand(): Command {
  return group('requests', dueCommand(), recordingsCommand(), outcomesCommand());
}

function dueCommand(): Command {
  return listCommand({
    name: 'due',
    about: {
      uk: 'нерозглянуті запити та скарги за строком',
      en: 'list undecided requests and appeals by their deadline',
    },
    request: ListDueRequestsRequest,
    response: ListDueRequestsResponse,
    read: ({ footageRequests }, request) => footageRequests.listDueRequests(request),
    items: ({ requests }) => requests,
    filters: {
      kind: oneOf('kind', REQUEST_KINDS, { uk: 'лише цього виду', en: 'only of this kind' }),
      overdueOnly: flag('overdue', { uk: 'лише прострочені', en: 'only those whose deadline has passed' }),
      assignee: text('assignee', 'login', 'o.koval', { uk: 'лише цього виконавця', en: 'only those of this person' }),
    },
    columns: [
      { uk: 'Строк (Київ)', en: 'Due (Kyiv)', of: dueOf },
      { uk: 'Вид', en: 'Kind', of: ({ kind }) => REQUEST_KINDS.nameOf(kind) },
      { uk: 'Стан', en: 'State', of: stateOf, drop: 1 },
      { uk: 'Громада', en: 'Hromada', of: ({ hromadaCode }) => findHromada(hromadaCode)?.name ?? hromadaCode, drop: 3 },
      { uk: 'Виконавець', en: 'Assignee', of: ({ assignee }) => assignee, drop: 2 },
      { uk: 'Запит', en: 'Request', of: ({ footageRequestId }) => footageRequestId },
    ],
  });
}

function dueOf({ state, appeal, dueTime, overdue }: FootageRequest): string {
  const due = kyivTime(state === FootageRequestState.APPEALED ? appeal?.dueTime : dueTime);
  return `${due}${overdue ? say({ uk: ' прострочено', en: ' overdue' }) : ''}`;
}

function stateOf({ state, formerDecision }: FootageRequest): string {
  const again = formerDecision === undefined ? '' : say({ uk: ', повторно', en: ', reopened' });
  return `${REQUEST_STATES.nameOf(state)}${again}`;
}

function recordingsCommand(): Command {
  return listCommand({
    name: 'recordings',
    about: {
      uk: 'відеозаписи, яких стосується запит, і які з них він може утримувати',
      en: 'list the recordings that a request concerns, and which it may freeze',
    },
    request: ListRequestedRecordingsRequest,
    response: ListRequestedRecordingsResponse,
    read: ({ footageRequests }, request) => footageRequests.listRequestedRecordings(request),
    items: ({ recordings }) => recordings,
    filters: {
      footageRequestId: argument(
        uuid('request-id', { uk: 'номер запиту з requests due', en: 'id of the request, as requests due lists it' }),
      ),
    },
    columns: [
      { uk: 'Початок (Київ)', en: 'Start (Kyiv)', of: ({ startedTime }) => startedTime },
      { uk: 'Тривалість', en: 'Duration', of: ({ durationMs }) => duration(durationMs / 1_000), align: 'right' },
      { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode, drop: 1 },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => category, drop: 2 },
      {
        uk: 'Утримано',
        en: 'Frozen',
        of: ({ state, frozen }) => (state === ExpiryState.DELETED ? EXPIRIES.nameOf(state) : frozen),
      },
      {
        uk: 'Відеозапис',
        en: 'Recording',
        of: ({ recordingId, named }) => `${recordingId}${named ? say({ uk: ' названо', en: ' named' }) : ''}`,
      },
    ],
  });
}

interface OutcomeOptions {
  readonly from: string;
  readonly to: string;
  readonly oblast?: string;
  readonly json: boolean;
}

function outcomesCommand(): Command {
  return new SpokenCommand('outcomes')
    .about({
      uk: 'кількість запитів за видом: вчасно, із запізненням, прострочено, задоволено, відмовлено, оскаржено',
      en: 'count requests by kind: in time, late, overdue, granted, refused, appealed',
    })
    .takes('--from <day>', '', {
      uk: 'отримані цього дня або пізніше: 2026-01-01 (типово: 1 січня)',
      en: 'received on or after this day: 2026-01-01 (default: 1 January)',
    })
    .takes('--to <day>', '', {
      uk: 'отримані цього дня або раніше (типово: сьогодні)',
      en: 'received on or before this day (default: today)',
    })
    .addOption(optionOf(OBLAST))
    .addOption(jsonOption('GetRequestOutcomesResponse'))
    .action((options: OutcomeOptions, command: Command) =>
      withConnection(command, async ({ footageRequests }) => {
        const { oblast, json } = options;
        const { firstDay, lastDay } = thisYear({ firstDay: options.from, lastDay: options.to });
        const oblastCode = await oblastCodeOf(oblast);
        const answer = await footageRequests.getRequestOutcomes({ firstDay, lastDay, oblastCode });
        if (json) return printJson(GetRequestOutcomesResponse.toJSON(answer));
        print({ uk: `Отримано від ${firstDay} до ${lastDay}`, en: `Received from ${firstDay} to ${lastDay}` });
        printText(renderRows(OUTCOMES, answer.rows));
      }),
    );
}

const OUTCOMES: readonly Column<RequestOutcomes>[] = [
  { uk: 'Вид', en: 'Kind', of: ({ kind }) => REQUEST_KINDS.nameOf(kind) },
  { uk: 'Отримано', en: 'Received', of: ({ received }) => received },
  { uk: 'Вчасно', en: 'In time', of: ({ decidedInTime }) => decidedInTime },
  { uk: 'Запізно', en: 'Late', of: ({ decidedLate }) => decidedLate },
  { uk: 'Розглядають', en: 'Pending', of: ({ pending }) => pending, drop: 3 },
  { uk: 'Прострочено', en: 'Overdue', of: ({ overdue }) => overdue },
  { uk: 'Задоволено', en: 'Granted', of: ({ granted, partlyGranted }) => granted + partlyGranted, drop: 2 },
  { uk: 'Відмовлено', en: 'Refused', of: ({ refused }) => refused, drop: 2 },
  { uk: 'Без запису', en: 'No footage', of: ({ noFootage }) => noFootage, drop: 4 },
  { uk: 'Оскаржено', en: 'Appealed', of: ({ appealed }) => appealed, drop: 1 },
];
