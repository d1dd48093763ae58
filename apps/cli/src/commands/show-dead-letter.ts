import { Command } from 'commander';
import { GetDeadLetterResponse } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { ServiceName } from '@safe-community/local-stack';
import type { Connection } from '../connection/connect-services.ts';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { letterIdArgument } from '../dead-letters/letter-ids.ts';
import { wordOfState } from '../dead-letters/letter-states.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';

/** `hromada dead-letters show` */
export function showDeadLetterCommand(): Command {
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
  const { decision, synthetic } = letter;
  return [
    `Event     ${letter.eventType}${synthetic ? ' (of a load test)' : ''}`,
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
