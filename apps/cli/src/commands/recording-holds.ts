import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { ExpiryState, HoldKind, type ExpiringRecording } from '@safe-community/contracts/cameras/v1/retention.ts';
import { ListExpiringResponse, PlaceHoldResponse } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

interface ExpiringOptions extends PageOptions {
  readonly oblast?: string;
}

/** `hromada recordings expiring` */
export function expiringCommand(): Command {
  return withPageOptions(
    new Command('expiring')
      .description('list recordings whose expiry is announced, and expired ones that can be restored')
      .option('--oblast <code or name>', 'only of this oblast'),
    'ListExpiringResponse',
  ).action((options: ExpiringOptions, command: Command) =>
    withConnection(command, async ({ recordingRetention }) => {
      const { oblast, pageSize, pageToken } = options;
      const oblastCode = oblast === undefined ? '' : findOblastByText(oblast).code;
      const answer = await recordingRetention.listExpiring({ oblastCode, state: 0, pageSize, pageToken });
      printPage(answer, ListExpiringResponse, options, EXPIRING, answer.recordings.map(expiringRow));
    }),
  );
}

const EXPIRING = [
  { heading: 'State' },
  { heading: 'Until' },
  { heading: 'Category' },
  { heading: 'Frozen' },
  { heading: 'Recording' },
] as const;

function expiringRow({ recordingId, state, category, expiresOn, restorableUntil, frozen }: ExpiringRecording) {
  const isExpired = state === ExpiryState.EXPIRED;
  return [
    isExpired ? 'expired' : 'announced',
    isExpired ? restorableUntil : expiresOn,
    category === '' ? '—' : category,
    frozen ? 'yes' : 'no',
    recordingId,
  ];
}

interface HoldOptions {
  readonly reason: string;
  readonly place: string;
  readonly case: string;
  readonly json: boolean;
}

export const FROM_WHERE = 'your station, room, or device, for the chain of custody';

/** `hromada recordings hold` */
export function holdCommand(): Command {
  return new Command('hold')
    .description('hold recordings: they do not expire until the hold is released')
    .argument('<recording-id...>', 'ids of at most 100 recordings')
    .requiredOption('--reason <text>', 'the legal basis, 3 to 500 characters, no personal data: it is stored')
    .option('--place <text>', FROM_WHERE, '')
    .option('--case <number>', 'number of the open case, if it is one', '')
    .option('--json', 'print the message PlaceHoldResponse as JSON', false)
    .action((recordingIds: string[], { reason, place, case: caseNumber, json }: HoldOptions, command: Command) =>
      withConnection(command, async ({ recordingRetention }) => {
        const kind = caseNumber === '' ? HoldKind.LEGAL : HoldKind.CASE;
        const hold = { requestId: randomUUID(), recordingIds, kind, caseNumber, reason, place };
        const answer = await recordingRetention.placeHold(hold);
        if (json) return printJson(PlaceHoldResponse.toJSON(answer));
        print(`Held. To release it: hromada recordings release ${answer.holdId} --reason "…"`);
      }),
    );
}

/** `hromada recordings release` */
export function releaseCommand(): Command {
  return new Command('release')
    .description('release a hold from all its recordings')
    .argument('<hold-id>', 'id of the hold')
    .requiredOption('--reason <text>', 'the legal basis, 3 to 500 characters, no personal data: it is stored')
    .option('--place <text>', FROM_WHERE, '')
    .action((holdId: string, { reason, place }: Omit<HoldOptions, 'case' | 'json'>, command: Command) =>
      withConnection(command, async ({ recordingRetention }) => {
        await recordingRetention.releaseHold({ requestId: randomUUID(), holdId, reason, place });
        print('Released.');
      }),
    );
}
