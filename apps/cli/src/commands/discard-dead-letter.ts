import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { DiscardDeadLetterResponse } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { ServiceName } from '@safe-community/local-stack';
import type { Connection } from '../connection/connect-services.ts';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { letterIdArgument } from '../dead-letters/letter-ids.ts';
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
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .argument('<letter>', 'number of the dead letter', letterIdArgument)
    .requiredOption('--reason <text>', 'the reason, up to 500 characters, no personal data: it is stored')
    .option('--json', 'print the message DiscardDeadLetterResponse as JSON', false)
    .action((service: ServiceName, letterId: bigint, _: unknown, command: Command) =>
      withConnection(command, (connection) =>
        discard(connection, service, letterId, command.optsWithGlobals<Options>()),
      ),
    );
}

async function discard(
  connection: Connection,
  service: ServiceName,
  letterId: bigint,
  { reason, json }: Options,
): Promise<void> {
  const request = { requestId: randomUUID(), letterId, reason };
  const answer = await namedService(connection, service).deadLetters.discardDeadLetter(request);
  if (json) printJson(DiscardDeadLetterResponse.toJSON(answer));
  else print(`Discarded dead letter ${letterId} of ${service} at ${kyivTime(answer.discardedTime)} (Kyiv).`);
}
