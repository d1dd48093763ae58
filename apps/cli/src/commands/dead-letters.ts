import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import {
  DeadLetter,
  DeadLetterState,
  DiscardDeadLetterResponse,
  GetDeadLetterResponse,
  RedriveOutcome,
  RedriveResult,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { SERVICES, type ServiceName } from '@safe-community/local-stack/state';
import type { Connection } from '../connection/connect-services.ts';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { letterIdArgument, letterIdsArgument } from '../dead-letters/letter-ids.ts';
import { letterStateOption, wordOfState } from '../dead-letters/letter-states.ts';
import { readLetters } from '../dead-letters/read-letters.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { renderTable } from '../terminal/table.ts';
import { kyivTime } from '../time/show-time.ts';
import { countOption } from './option-values.ts';

/** `hromada dead-letters …` */
export function deadLettersCommand(): Command {
  return new Command('dead-letters')
    .addCommand(listDeadLettersCommand())
    .addCommand(showDeadLetterCommand())
    .addCommand(redriveDeadLettersCommand())
    .addCommand(discardDeadLetterCommand());
}

interface ListOptions {
  readonly state: DeadLetterState;
  readonly type: string;
  readonly limit: number;
  readonly json: boolean;
}

interface Found {
  readonly service: ServiceName;
  readonly letter: DeadLetter;
}

/** `hromada dead-letters list` */
function listDeadLettersCommand(): Command {
  return new Command('list')
    .description('list dead letters of all services, or of one')
    .argument('[service]', SERVICE_NAMES, serviceArgument)
    .option('--state <word>', 'waiting, redriven, discarded, all', letterStateOption, DeadLetterState.WAITING)
    .option('--type <type>', 'only events of this type', '')
    .option('--limit <n>', 'maximum per service', countOption, 1_000)
    .option('--json', 'print messages DeadLetter as JSON, each with its service', false)
    .action((service: ServiceName | undefined, options: ListOptions, command: Command) =>
      withConnection(command, (connection) => list(connection, service, options)),
    );
}

async function list(connection: Connection, service: ServiceName | undefined, options: ListOptions): Promise<void> {
  const services = service === undefined ? SERVICES : [service];
  const found = (await Promise.all(services.map((name) => lettersIn(connection, name, options)))).flat();
  if (options.json) printJson(found.map(({ service: of, letter }) => ({ service: of, ...toJson(letter) })));
  else if (found.length === 0) print('No dead letters found.');
  else printText(renderTable(COLUMNS, found.map(rowOf)));
}

function toJson(letter: DeadLetter): object {
  return DeadLetter.toJSON(letter) as object;
}

async function lettersIn(connection: Connection, service: ServiceName, options: ListOptions): Promise<Found[]> {
  const { state, type: eventType, limit } = options;
  const found: Found[] = [];
  for await (const letter of readLetters(namedService(connection, service).deadLetters, { state, eventType })) {
    if (found.length === limit) break;
    found.push({ service, letter });
  }
  return found;
}

const COLUMNS = [
  { heading: 'Service' },
  { heading: 'Letter', align: 'right' },
  { heading: 'Event' },
  { heading: 'Position', align: 'right' },
  { heading: 'Failure' },
  { heading: 'Tries', align: 'right' },
  { heading: 'Last tried (Kyiv)' },
  { heading: 'State' },
] as const;

function rowOf({ service, letter }: Found): string[] {
  const { letterId, eventType, position, failure, tries, lastTriedTime, state } = letter;
  return [
    service,
    String(letterId),
    eventType,
    String(position),
    failure,
    String(tries),
    kyivTime(lastTriedTime),
    wordOfState(state),
  ];
}

/** `hromada dead-letters show` */
function showDeadLetterCommand(): Command {
  return new Command('show')
    .description('show a dead letter with its event')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .argument('<letter>', 'number of the dead letter', letterIdArgument)
    .option('--json', 'print the message GetDeadLetterResponse as JSON', false)
    .action((service: ServiceName, letterId: bigint, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        show(connection, service, letterId, command.optsWithGlobals<{ json: boolean }>()),
      ),
    );
}

async function show(
  connection: Connection,
  service: ServiceName,
  letterId: bigint,
  { json }: { readonly json: boolean },
): Promise<void> {
  const answer = await namedService(connection, service).deadLetters.getDeadLetter({ letterId });
  if (json) printJson(GetDeadLetterResponse.toJSON(answer));
  else for (const line of linesOf(answer)) print(line);
}

function linesOf({ deadLetter: letter, subject, recordedTime, body }: GetDeadLetterResponse): string[] {
  if (letter === undefined) throw new Error('the response has no dead letter');
  const { decision, test } = letter;
  return [
    `Event     ${letter.eventType}${test ? ' (of a test)' : ''}`,
    `Id        ${letter.eventId}`,
    `Subject   ${subject}`,
    `Position  ${letter.position} of ${letter.producer}, epoch ${letter.epoch}`,
    `Committed ${kyivTime(recordedTime)} (Kyiv)`,
    `Failure   ${letter.failure}, tried ${letter.tries} times, last at ${kyivTime(letter.lastTriedTime)}`,
    `State     ${wordOfState(letter.state)}`,
    ...(decision === undefined
      ? []
      : [`Decided   ${kyivTime(decision.decidedTime)} by ${nameOf(decision)}`, `Reason    ${decision.reason || '—'}`]),
    `Body      ${body.toString('base64')}`,
  ];
}

function nameOf({ caller, actingUser }: { readonly caller: string; readonly actingUser: string }): string {
  return actingUser === '' ? caller : `${caller}/${actingUser}`;
}

interface RedriveOptions {
  readonly type?: string;
  readonly json: boolean;
}

const REDRIVE_HELP = `
The events are applied out of order, after later ones. For the events that may overwrite newer data, see
docs/runbooks/dead-letters.md. Exit code 1 if one of them fails again; it stays a dead letter.`;

/** `hromada dead-letters redrive` */
function redriveDeadLettersCommand(): Command {
  return new Command('redrive')
    .description('apply dead letters again, each exactly once')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .argument('[letters...]', 'numbers of the dead letters', letterIdsArgument)
    .option('--type <type>', 'instead of numbers: all waiting dead letters of this event type')
    .option('--json', 'print messages RedriveResult as JSON', false)
    .addHelpText('after', REDRIVE_HELP)
    .action((service: ServiceName, letters: readonly bigint[] | undefined, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        redrive(connection, service, letters ?? [], command.optsWithGlobals<RedriveOptions>()),
      ),
    );
}

async function redrive(
  connection: Connection,
  service: ServiceName,
  letterIds: readonly bigint[],
  { type, json }: RedriveOptions,
): Promise<void> {
  if ((letterIds.length === 0) === (type === undefined))
    throw new Problem('Give numbers of dead letters or --type.', 2);
  const results: RedriveResult[] = [];
  for await (const portion of type === undefined
    ? byId(connection, service, letterIds)
    : byType(connection, service, type)) {
    results.push(...portion);
  }
  if (json) printJson(results.map((result) => RedriveResult.toJSON(result)));
  else if (results.length === 0) print('No waiting dead letters of that type.');
  else for (const result of results) print(lineOf(result));
  const failed = results.filter(({ outcome }) => outcome === RedriveOutcome.FAILED).length;
  if (failed > 0) throw new Problem(`${failed} of ${results.length} failed again and stay dead letters.`);
}

async function* byId(
  connection: Connection,
  service: ServiceName,
  letterIds: readonly bigint[],
): AsyncGenerator<RedriveResult[]> {
  for (let first = 0; first < letterIds.length; first += PORTION) {
    const portion = letterIds.slice(first, first + PORTION);
    const request = { letterIds: portion, eventType: '', afterLetterId: 0n };
    yield (await ask(connection, service, request)).results;
  }
}

async function* byType(
  connection: Connection,
  service: ServiceName,
  eventType: string,
): AsyncGenerator<RedriveResult[]> {
  let afterLetterId = 0n;
  do {
    const answer = await ask(connection, service, { letterIds: [], eventType, afterLetterId });
    yield answer.results;
    afterLetterId = answer.nextAfterLetterId;
  } while (afterLetterId !== 0n);
}

/** Maximum of one call. */
const PORTION = 100;

function ask(connection: Connection, service: ServiceName, request: Omit<RedriveDeadLettersRequest, 'requestId'>) {
  return namedService(connection, service).deadLetters.redriveDeadLetters({ ...request, requestId: randomUUID() });
}

function lineOf({ letterId, outcome, failure }: RedriveResult): string {
  if (outcome === RedriveOutcome.APPLIED) return `${letterId}: applied`;
  return outcome === RedriveOutcome.FAILED ? `${letterId}: failed again, ${failure}` : `${letterId}: was not waiting`;
}

interface DiscardOptions {
  readonly reason: string;
  readonly json: boolean;
}

/** `hromada dead-letters discard` */
function discardDeadLetterCommand(): Command {
  return new Command('discard')
    .description('discard a dead letter; a record of who, when, and why remains')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .argument('<letter>', 'number of the dead letter', letterIdArgument)
    .requiredOption('--reason <text>', 'the reason, up to 500 characters, no personal data: it is stored')
    .option('--json', 'print the message DiscardDeadLetterResponse as JSON', false)
    .action((service: ServiceName, letterId: bigint, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        discard(connection, service, letterId, command.optsWithGlobals<DiscardOptions>()),
      ),
    );
}

async function discard(
  connection: Connection,
  service: ServiceName,
  letterId: bigint,
  { reason, json }: DiscardOptions,
): Promise<void> {
  const request = { requestId: randomUUID(), letterId, reason };
  const answer = await namedService(connection, service).deadLetters.discardDeadLetter(request);
  if (json) printJson(DiscardDeadLetterResponse.toJSON(answer));
  else print(`Discarded dead letter ${letterId} of ${service} at ${kyivTime(answer.discardedTime)} (Kyiv).`);
}
