import { Command } from 'commander';
import { LostEvent } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { namedService, SERVICE_NAMES, serviceArgument } from '../connection/named-service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { incidentOf, readLostEvents } from '../ledger/read-lost-events.ts';
import { renderTable } from '../scorecard/table.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';

/** `hromada ledger lost` */
export function listLostEventsCommand(): Command {
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
