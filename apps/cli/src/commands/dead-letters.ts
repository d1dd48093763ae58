import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import {
  DeadLetter,
  DeadLetterState,
  DiscardDeadLetterResponse,
  GetDeadLetterResponse,
  ListDeadLettersRequest,
  RedriveOutcome,
  RedriveResult,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { ServiceName } from '@safe-community/local-stack/state';
import type { Connection } from '../connection/connect-services.ts';
import { NAMED_SERVICES, namedService, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderDetails, type Value } from '../lists/columns.ts';
import { oneOf, text } from '../lists/filters.ts';
import { searchCommand } from '../lists/search.ts';
import { say, type Text } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { kyivTime } from '../time/show-time.ts';
import { LETTER_STATES } from '../wording/operations.ts';
import { jsonOption, known, reasonOption } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada dead-letters …` */
export function deadLettersCommand(): Command {
  return new SpokenCommand('dead-letters')
    .addCommand(listDeadLettersCommand())
    .addCommand(showDeadLetterCommand())
    .addCommand(redriveDeadLettersCommand())
    .addCommand(discardDeadLetterCommand());
}

/** `hromada dead-letters list` */
function listDeadLettersCommand(): Command {
  return searchCommand({
    name: 'list',
    about: {
      uk: 'перелік незастосованих подій усіх служб або однієї',
      en: 'list dead letters of all services, or of one',
    },
    request: ListDeadLettersRequest,
    item: DeadLetter,
    read: ({ deadLetters }, request) => deadLetters.listDeadLetters(request),
    items: ({ deadLetters }) => deadLetters,
    limit: 1_000,
    usual: { state: DeadLetterState.WAITING },
    filters: {
      state: oneOf('state', LETTER_STATES, {
        uk: 'лише в цьому стані (типово: waiting)',
        en: 'only in this state (default: waiting)',
      }),
      eventType: text('type', 'type', 'safecommunity.incidents.v1.IncidentReported', {
        uk: 'лише події цього типу',
        en: 'only events of this type',
      }),
    },
    columns: [
      { uk: 'Номер', en: 'Letter', of: ({ letterId }) => letterId },
      { uk: 'Подія', en: 'Event', of: ({ eventType }) => eventType, drop: 3 },
      { uk: 'Позиція', en: 'Position', of: ({ position }) => position, drop: 2 },
      { uk: 'Збій', en: 'Failure', of: ({ failure }) => failure },
      { uk: 'Спроб', en: 'Tries', of: ({ tries }) => tries, drop: 1 },
      { uk: 'Остання спроба (Київ)', en: 'Last tried (Kyiv)', of: ({ lastTriedTime }) => lastTriedTime, drop: 4 },
      { uk: 'Стан', en: 'State', of: ({ state }) => LETTER_STATES.nameOf(state) },
    ],
  });
}

/** `hromada dead-letters show` */
function showDeadLetterCommand(): Command {
  return new SpokenCommand('show')
    .about({ uk: 'показує незастосовану подію', en: 'show a dead letter with its event' })
    .names('<service>', serviceArgument, NAMED_SERVICES)
    .names('<letter>', letterIdArgument, { uk: 'номер із переліку', en: 'number of the dead letter' })
    .addOption(jsonOption('GetDeadLetterResponse'))
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
  else printText(renderDetails(detailsOf(answer)));
}

function detailsOf({ deadLetter: letter, subject, recordedTime, body }: GetDeadLetterResponse): [Text, Value][] {
  if (letter === undefined) throw new Error('the response has no dead letter');
  const { eventType, position, producer, epoch, failure, tries, decision, test } = letter;
  const lastTried = kyivTime(letter.lastTriedTime);
  return [
    [{ uk: 'Подія', en: 'Event' }, `${eventType}${test ? say({ uk: ' (випробування)', en: ' (of a test)' }) : ''}`],
    [{ uk: 'Ідентифікатор', en: 'Id' }, letter.eventId],
    [{ uk: 'Предмет', en: 'Subject' }, subject],
    [
      { uk: 'Позиція', en: 'Position' },
      say({ uk: `${position} у ${producer}, епоха ${epoch}`, en: `${position} of ${producer}, epoch ${epoch}` }),
    ],
    [{ uk: 'Записано (Київ)', en: 'Committed (Kyiv)' }, recordedTime],
    [
      { uk: 'Збій', en: 'Failure' },
      say({
        uk: `${failure}, спроб: ${tries}, остання ${lastTried}`,
        en: `${failure}, tried ${tries} times, last at ${lastTried}`,
      }),
    ],
    [{ uk: 'Стан', en: 'State' }, LETTER_STATES.nameOf(letter.state)],
    ...(decision === undefined ? [] : decisionOf(decision)),
    [{ uk: 'Вміст', en: 'Body' }, body.toString('base64')],
  ];
}

function decisionOf(decision: NonNullable<DeadLetter['decision']>): [Text, Value][] {
  const [when, who] = [kyivTime(decision.decidedTime), nameOf(decision)];
  return [
    [{ uk: 'Вирішено', en: 'Decided' }, say({ uk: `${when}, ${who}`, en: `${when} by ${who}` })],
    [{ uk: 'Підстава', en: 'Reason' }, decision.reason],
  ];
}

function nameOf({ caller, actingUser }: { readonly caller: string; readonly actingUser: string }): string {
  return actingUser === '' ? caller : `${caller}/${actingUser}`;
}

interface RedriveOptions {
  readonly type?: string;
  readonly json: boolean;
}

const REDRIVE_HELP = {
  uk: `
Події застосовуються не за порядком, після пізніших. Які з них можуть замінити новіші дані, сказано в
docs/runbooks/dead-letters.md. Код завершення 1, якщо якась знову не застосувалася; вона лишається в переліку.`,
  en: `
The events are applied out of order, after later ones. For the events that may overwrite newer data, see
docs/runbooks/dead-letters.md. Exit code 1 if one of them fails again; it stays a dead letter.`,
};

/** `hromada dead-letters redrive` */
function redriveDeadLettersCommand(): Command {
  return new SpokenCommand('redrive')
    .about({
      uk: 'застосовує події повторно, кожну рівно один раз',
      en: 'apply dead letters again, each exactly once',
    })
    .names('<service>', serviceArgument, NAMED_SERVICES)
    .names('[letters...]', letterIdsArgument, { uk: 'номери з переліку', en: 'numbers of the dead letters' })
    .takes('--type <type>', {
      uk: 'замість номерів: усі події цього типу, що очікують',
      en: 'instead of numbers: all waiting dead letters of this event type',
    })
    .addOption(jsonOption('RedriveResult'))
    .explains(REDRIVE_HELP)
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
    throw new Problem({ uk: 'Вкажіть номери подій або --type.', en: 'Give numbers of dead letters or --type.' }, 2);
  const results: RedriveResult[] = [];
  for await (const portion of type === undefined
    ? byId(connection, service, letterIds)
    : byType(connection, service, type)) {
    results.push(...portion);
  }
  if (json) printJson(results.map((result) => RedriveResult.toJSON(result)));
  else if (results.length === 0)
    print({ uk: 'Подій цього типу, що очікують, немає.', en: 'No waiting dead letters of that type.' });
  else for (const result of results) print(lineOf(result));
  const failed = results.filter(({ outcome }) => outcome === RedriveOutcome.FAILED).length;
  if (failed === 0) return;
  throw new Problem({
    uk: `Знову не застосовано ${failed} з ${results.length}; вони лишаються в переліку.`,
    en: `${failed} of ${results.length} failed again and stay dead letters.`,
  });
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
  if (outcome === RedriveOutcome.APPLIED) return `${letterId}: ${say({ uk: 'застосовано', en: 'applied' })}`;
  if (outcome !== RedriveOutcome.FAILED) return `${letterId}: ${say({ uk: 'не очікувала', en: 'was not waiting' })}`;
  return `${letterId}: ${say({ uk: `знову збій, ${failure}`, en: `failed again, ${failure}` })}`;
}

interface DiscardOptions {
  readonly reason: string;
  readonly json: boolean;
}

/** `hromada dead-letters discard` */
function discardDeadLetterCommand(): Command {
  return new SpokenCommand('discard')
    .about({
      uk: 'відхиляє подію; запис про те, хто, коли й чому, лишається',
      en: 'discard a dead letter; a record of who, when, and why remains',
    })
    .names('<service>', serviceArgument, NAMED_SERVICES)
    .names('<letter>', letterIdArgument, { uk: 'номер із переліку', en: 'number of the dead letter' })
    .addOption(reasonOption())
    .addOption(jsonOption('DiscardDeadLetterResponse'))
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
  else print(discarded(service, letterId, kyivTime(answer.discardedTime)));
}

function discarded(service: ServiceName, letterId: bigint, time: string): Text {
  return {
    uk: `Подію ${letterId} служби ${service} відхилено ${time} (Київ).`,
    en: `Discarded dead letter ${letterId} of ${service} at ${time} (Kyiv).`,
  };
}

function letterIdArgument(given: string): bigint {
  return known(/^[1-9]\d{0,17}$/.test(given) ? BigInt(given) : undefined, {
    uk: 'номер із переліку, від 1',
    en: 'the number of a dead letter, from 1',
  });
}

function letterIdsArgument(given: string, before: readonly bigint[] = []): bigint[] {
  return [...before, letterIdArgument(given)];
}
