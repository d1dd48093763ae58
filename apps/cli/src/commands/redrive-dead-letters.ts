import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import {
  RedriveOutcome,
  RedriveResult,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { HEARING_SERVICES, type HearingServiceName } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { hearingServiceArgument, letterIdsArgument, lettersOf } from '../dead-letters/letters-of.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';

interface Options {
  readonly type?: string;
  readonly json: boolean;
}

const HELP = `
The events are applied after others that happened later. Which of them may set something back:
docs/runbooks/dead-letters.md. Exit code 1 when one of them failed again; it waits on.`;

/** `hromada dead-letters redrive` */
export function redriveDeadLettersCommand(): Command {
  return new Command('redrive')
    .description('apply dead letters again, each exactly once')
    .argument('<service>', HEARING_SERVICES.join(', '), hearingServiceArgument)
    .argument('[letters...]', 'their numbers', letterIdsArgument)
    .option('--type <type>', 'instead of numbers: all that wait of this type')
    .option('--json', 'for a program: messages RedriveResult as JSON', false)
    .addHelpText('after', HELP)
    .action((service: HearingServiceName, letters: readonly bigint[] | undefined, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        redrive(connection, service, letters ?? [], command.optsWithGlobals<Options>()),
      ),
    );
}

async function redrive(
  connection: Connection,
  service: HearingServiceName,
  letterIds: readonly bigint[],
  { type, json }: Options,
): Promise<void> {
  if ((letterIds.length === 0) === (type === undefined)) throw new Problem('Give numbers of letters or --type.', 2);
  const results: RedriveResult[] = [];
  for await (const portion of type === undefined
    ? byId(connection, service, letterIds)
    : byType(connection, service, type)) {
    results.push(...portion);
  }
  if (json) printJson(results.map((result) => RedriveResult.toJSON(result)));
  else print(results.map(lineOf).join('\n') || 'None of that type waits.');
  const failed = results.filter(({ outcome }) => outcome === RedriveOutcome.FAILED).length;
  if (failed > 0) throw new Problem(`${failed} of ${results.length} failed again and wait on.`);
}

async function* byId(
  connection: Connection,
  service: HearingServiceName,
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
  service: HearingServiceName,
  eventType: string,
): AsyncGenerator<RedriveResult[]> {
  let afterLetterId = 0n;
  do {
    const answer = await ask(connection, service, { letterIds: [], eventType, afterLetterId });
    yield answer.results;
    afterLetterId = answer.nextAfterLetterId;
  } while (afterLetterId !== 0n);
}

/** What one call takes at the most. */
const PORTION = 100;

function ask(
  connection: Connection,
  service: HearingServiceName,
  request: Omit<RedriveDeadLettersRequest, 'requestId'>,
) {
  return lettersOf(connection, service).redriveDeadLetters({ ...request, requestId: randomUUID() });
}

function lineOf({ letterId, outcome, failure }: RedriveResult): string {
  if (outcome === RedriveOutcome.APPLIED) return `${letterId}: applied`;
  return outcome === RedriveOutcome.FAILED ? `${letterId}: failed again, ${failure}` : `${letterId}: waited no more`;
}
