import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import { RecordAccessResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print, printJson } from '../terminal/print.ts';
import { FROM_WHERE } from './recording-holds.ts';

interface HandoverOptions {
  readonly request: string;
  readonly recipient: string;
  readonly export: boolean;
  readonly place: string;
  readonly json: boolean;
}

/** `hromada recordings handover` */
export function handoverCommand(): Command {
  return new Command('handover')
    .description('record that recordings were handed over by a granted request, which then no longer freezes them')
    .argument('<recording-id...>', 'ids of the recordings, as requests recordings lists them')
    .requiredOption('--request <id>', 'id of the granted request for footage')
    .requiredOption('--recipient <text>', 'to whom and how, 3 to 200 characters; recorded, encrypted')
    .option('--export', 'a copy left the evidence store; without it, access to the recording was given', false)
    .option('--place <text>', FROM_WHERE, '')
    .option('--json', 'print messages RecordAccessResponse as JSON, each with its recording', false)
    .addHelpText(
      'after',
      '\nExample: hromada recordings handover <recording-id> --request <request-id> --recipient "the requester, on a disk" --export',
    )
    .action((recordingIds: string[], options: HandoverOptions, command: Command) =>
      withConnection(command, (connection) => handOver(connection, recordingIds, options)),
    );
}

interface Handover {
  readonly recordingId: string;
  readonly receipt: RecordAccessResponse;
}

/** One recording after the other; when one is refused, the handovers before it stay recorded, and are printed. */
async function handOver({ custody }: Connection, recordingIds: readonly string[], options: HandoverOptions) {
  const { request: footageRequestId, recipient: reason, place, json } = options;
  const kind = options.export ? CustodyKind.EXPORT : CustodyKind.SHARE;
  const recorded: Handover[] = [];
  try {
    for (const recordingId of recordingIds) {
      const access = { requestId: randomUUID(), recordingId, kind, reason, place, footageRequestId };
      recorded.push({ recordingId, receipt: await custody.recordAccess(access) });
    }
  } finally {
    if (json) printJson(recorded.map(toJson));
    else for (const { recordingId, receipt } of recorded) print(`${recordingId}: entry ${receipt.index}`);
  }
}

function toJson({ recordingId, receipt }: Handover): object {
  return { recordingId, ...(RecordAccessResponse.toJSON(receipt) as object) };
}
