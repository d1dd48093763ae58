import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { BeginEpochResponse, LostEvent } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { ServiceName } from '@safe-community/local-stack/state';
import type { Connection } from '../connection/connect-services.ts';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import type { OperatedService } from '../connection/operated-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { incidentOf, readLostEvents } from '../ledger/read-lost-events.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { renderTable } from '../terminal/table.ts';
import { kyivTime } from '../time/show-time.ts';

/** `hromada ledger …` */
export function ledgerCommand(): Command {
  return new Command('ledger').addCommand(newEpochCommand()).addCommand(listLostEventsCommand());
}

interface EpochOptions {
  readonly reason: string;
  readonly json: boolean;
}

const EPOCH_HELP = `
Run this once after the database of a service was restored from a backup: the new epoch distinguishes new positions from
the ones assigned before. The stream is rebuilt from the ledger. To list lost events: hromada ledger lost <service>.
For the other steps, see docs/runbooks/restore.md.`;

/** `hromada ledger new-epoch` */
function newEpochCommand(): Command {
  return new Command('new-epoch')
    .description('begin a new epoch of a ledger whose database was restored')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .requiredOption('--reason <text>', 'the reason, up to 500 characters, no personal data: it is stored')
    .option('--json', 'print the message BeginEpochResponse as JSON', false)
    .addHelpText('after', EPOCH_HELP)
    .action((service: ServiceName, options: EpochOptions, command: Command) =>
      withConnection(command, (connection) => begin(connection, service, options)),
    );
}

async function begin(connection: Connection, service: ServiceName, { reason, json }: EpochOptions): Promise<void> {
  const ledger = namedService(connection, service);
  const begun = await ledger.operator.beginEpoch({ requestId: randomUUID(), reason });
  await untilPublished(ledger, begun.headPosition);
  let lost = 0;
  for await (const _ of readLostEvents(ledger)) lost += 1;
  if (json) return printJson(BeginEpochResponse.toJSON(begun));
  print(
    `${service}: epoch ${begun.epoch} begins after position ${begun.headPosition}; the former one was ${begun.formerEpoch}.`,
  );
  print(lost === 0 ? 'No lost events found.' : `${lost} lost events; list them with: hromada ledger lost ${service}`);
}

const PAUSE_MS = 300;
const WITHIN_MS = 30 * 60_000;

/** By then, the relay has compared the old stream with the ledger. */
async function untilPublished({ ledger, name }: OperatedService, head: bigint): Promise<void> {
  const until = performance.now() + WITHIN_MS;
  while ((await ledger.getHead({ partition: 0 })).publishedPosition < head) {
    if (performance.now() > until) throw new Problem(`The epoch began, but ${name} does not publish. See its log.`);
    await sleep(PAUSE_MS);
  }
}

/** `hromada ledger lost` */
function listLostEventsCommand(): Command {
  return new Command('lost')
    .description('list events that were published but are missing from the restored ledger')
    .argument('<service>', SERVICE_NAMES, serviceArgument)
    .option('--json', 'print messages LostEvent as JSON', false)
    .action((service: ServiceName, { json }: { json: boolean }, command: Command) =>
      withConnection(command, async (connection) => {
        const lost: LostEvent[] = [];
        for await (const event of readLostEvents(namedService(connection, service))) lost.push(event);
        if (json) printJson(lost.map((event) => LostEvent.toJSON(event)));
        else if (lost.length === 0) print('No lost events found.');
        else printText(renderTable(COLUMNS, lost.map(rowOf)));
      }),
    );
}

const COLUMNS = [
  { heading: 'Epoch' },
  { heading: 'Position', align: 'right' },
  { heading: 'Event' },
  { heading: 'Event id' },
  { heading: 'Committed (Kyiv)' },
  { heading: 'Incident' },
] as const;

function rowOf(lost: LostEvent): string[] {
  const { epoch, event } = lost;
  return [
    epoch,
    String(event?.position ?? ''),
    event?.eventType ?? '',
    event?.eventId ?? '',
    kyivTime(event?.recordedTime),
    incidentOf(lost),
  ];
}
