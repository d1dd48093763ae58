import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { DiscardDeadLetterResponse } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { CONSUMING_SERVICES, type ConsumingServiceName } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { consumingServiceArgument, letterIdArgument, lettersOf } from '../dead-letters/letters-of.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';

interface Options {
  readonly reason: string;
  readonly json: boolean;
}

/** `hromada dead-letters discard` */
export function discardDeadLetterCommand(): Command {
  return new Command('discard')
    .description('discard a dead letter; a record of who, when, and why remains')
    .argument('<service>', CONSUMING_SERVICES.join(', '), consumingServiceArgument)
    .argument('<letter>', 'number of the dead letter', letterIdArgument)
    .requiredOption('--reason <text>', 'the reason, up to 500 characters, no personal data: it is stored')
    .option('--json', 'print the message DiscardDeadLetterResponse as JSON', false)
    .action((service: ConsumingServiceName, letterId: bigint, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        discard(connection, service, letterId, command.optsWithGlobals<Options>()),
      ),
    );
}

async function discard(
  connection: Connection,
  service: ConsumingServiceName,
  letterId: bigint,
  { reason, json }: Options,
): Promise<void> {
  const request = { requestId: randomUUID(), letterId, reason };
  const answer = await lettersOf(connection, service).discardDeadLetter(request);
  if (json) printJson(DiscardDeadLetterResponse.toJSON(answer));
  else print(`Discarded dead letter ${letterId} of ${service} at ${kyivTime(answer.discardedTime)} (Kyiv).`);
}
