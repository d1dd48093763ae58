import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { DiscardDeadLetterResponse } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { HEARING_SERVICES, type HearingServiceName } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { hearingServiceArgument, letterIdArgument, lettersOf } from '../dead-letters/letters-of.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';

interface Options {
  readonly reason: string;
  readonly json: boolean;
}

/** `hromada dead-letters discard` */
export function discardDeadLetterCommand(): Command {
  return new Command('discard')
    .description('give a dead letter up; it stays as a record of who did so, when and why')
    .argument('<service>', HEARING_SERVICES.join(', '), hearingServiceArgument)
    .argument('<letter>', 'its number', letterIdArgument)
    .requiredOption('--reason <text>', 'why, up to 500 characters, without personal data: it stays')
    .option('--json', 'for a program: the message DiscardDeadLetterResponse as JSON', false)
    .action((service: HearingServiceName, letterId: bigint, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        discard(connection, service, letterId, command.optsWithGlobals<Options>()),
      ),
    );
}

async function discard(
  connection: Connection,
  service: HearingServiceName,
  letterId: bigint,
  { reason, json }: Options,
): Promise<void> {
  const request = { requestId: randomUUID(), letterId, reason };
  const answer = await lettersOf(connection, service).discardDeadLetter(request);
  if (json) printJson(DiscardDeadLetterResponse.toJSON(answer));
  else print(`Letter ${letterId} of ${service} is discarded, ${kyivTime(answer.discardedTime)} (Kyiv).`);
}
