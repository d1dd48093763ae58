import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import {
  RedriveOutcome,
  RedriveResult,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { ServiceName } from '@safe-community/local-stack';
import type { Connection } from '../connection/connect-services.ts';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { letterIdsArgument } from '../dead-letters/letter-ids.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';

interface Options {
  readonly type?: string;
  readonly json: boolean;
}

const HELP = `
The events are applied out of order, after later ones. For the events that may overwrite newer data, see
docs/runbooks/dead-letters.md. Exit code 1 if one of them fails again; it stays a dead letter.`;

/** `hromada dead-letters redrive` */
export function redriveDeadLettersCommand(): Command {
  return new Command('redrive')
    .description('apply dead letters again, each exactly once')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .argument('[letters...]', 'numbers of the dead letters', letterIdsArgument)
    .option('--type <type>', 'instead of numbers: all waiting dead letters of this event type')
    .option('--json', 'print messages RedriveResult as JSON', false)
    .addHelpText('after', HELP)
    .action((service: ServiceName, letters: readonly bigint[] | undefined, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        redrive(connection, service, letters ?? [], command.optsWithGlobals<Options>()),
      ),
    );
}

async function redrive(
  connection: Connection,
  service: ServiceName,
  letterIds: readonly bigint[],
  { type, json }: Options,
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
