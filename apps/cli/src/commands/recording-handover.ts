import type { Command } from 'commander';
import { v5 as uuidOfName } from 'uuid';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  RecordAccessResponse,
  type RecordAccessRequest,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { isCallError } from '../connection/failed-call.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { print, printJson } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { FROM_WHERE } from './recording-retention.ts';
import { mustBe } from './option-values.ts';
import { examplesOf } from '../lists/list.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface HandoverOptions {
  readonly request: string;
  readonly recipient: string;
  readonly export: boolean;
  readonly place: string;
  readonly number: number;
  readonly json: boolean;
}

/** `hromada recordings handover` */
export function handoverCommand(): Command {
  return new SpokenCommand('handover')
    .about({
      uk: 'записує, що відеозаписи передано за задоволеним запитом, який тоді більше не утримує їх, якщо оскаржити вже не можна',
      en: 'record that recordings were handed over by a granted request, which then no longer freezes them unless an appeal is still possible',
    })
    .names('<recording-id...>', {
      uk: 'ідентифікатори записів, як їх перелічує requests recordings',
      en: 'ids of the recordings, as requests recordings lists them',
    })
    .requires('--request <id>', {
      uk: 'ідентифікатор задоволеного запиту на відеозаписи',
      en: 'id of the granted request for footage',
    })
    .requires('--recipient <text>', recipientOption, {
      uk: 'кому і як, від 3 до 200 знаків; зберігають зашифрованим',
      en: 'to whom and how, 3 to 200 characters; recorded, encrypted',
    })
    .takes('--export', {
      uk: 'копія залишила сховище доказів; без цього – надано доступ до запису',
      en: 'a copy left the evidence store; without it, access to the recording was given',
    })
    .takes('--place <text>', '', FROM_WHERE)
    .takes('--number <number>', numberOption, 1, {
      uk: 'записати ще одне таке передавання за запитом: 2 – друге',
      en: 'record a further handover of this kind by the request: 2 for the second',
    })
    .takes('--json', {
      uk: 'друкувати повідомлення RecordAccessResponse як JSON, кожне з ідентифікатором запису',
      en: 'print messages RecordAccessResponse as JSON, each with its recording',
    })
    .explains({
      uk: `
Ту саму команду можна повторити, наприклад якщо відповідь утрачено: до ланцюга зберігання це нічого не додає.`,
      en: '\nThe same command can be repeated, for example if the answer was lost: it adds nothing to the chain of custody.',
    })
    .addHelpText('after', examplesOf([EXAMPLE]))
    .action((recordingIds: string[], options: HandoverOptions, command: Command) =>
      withConnection(command, (connection) => handOver(connection, recordingIds, options)),
    );
}

function recipientOption(text: string): string {
  const isShort = [...text.trim()].length < 3;
  if (isShort || [...text].length > 200) throw mustBe({ uk: 'від 3 до 200 знаків', en: '3 to 200 characters' });
  return text;
}

function numberOption(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw mustBe({ uk: 'ціле число від 1 до 999', en: 'a whole number, 1 to 999' });
  return Number(text);
}

interface Handover {
  readonly recordingId: string;
  readonly receipt: RecordAccessResponse;
}

/** One recording after the other; when one is refused, the handovers before it stay recorded, and are printed. */
async function handOver({ custody }: Connection, recordingIds: readonly string[], options: HandoverOptions) {
  const { request: footageRequestId, recipient: reason, place, number, json } = options;
  const kind = options.export ? CustodyKind.EXPORT : CustodyKind.SHARE;
  const recorded: Handover[] = [];
  try {
    for (const recordingId of recordingIds) {
      const requestId = requestIdOf(footageRequestId, recordingId, kind, number);
      const access = { requestId, recordingId, kind, reason, place, footageRequestId };
      recorded.push({ recordingId, receipt: await record(custody, access, number) });
    }
  } finally {
    if (json) printJson(recorded.map(toJson));
    else
      for (const { recordingId, receipt } of recorded)
        print({ uk: `${recordingId}: запис ${receipt.index}`, en: `${recordingId}: entry ${receipt.index}` });
  }
}

/** An arbitrary but constant namespace UUID. */
const HANDOVERS = '5a1f0e83-6c2d-4b7a-9e54-0d8c3b71f26a';

const EXAMPLE =
  'recordings handover <recording-id> --request <request-id> --recipient "the requester, on a disk" --export';

/**
 * The same in every run, because entries of custody are never taken back. Without recipient and place: the id is stored
 * in plain text, and anybody could test guesses by it.
 */
function requestIdOf(footageRequestId: string, recordingId: string, kind: CustodyKind, number: number): string {
  return uuidOfName([footageRequestId.toLowerCase(), recordingId.toLowerCase(), kind, number].join('/'), HANDOVERS);
}

async function record(
  custody: Connection['custody'],
  access: RecordAccessRequest,
  number: number,
): Promise<RecordAccessResponse> {
  try {
    return await custody.recordAccess(access);
  } catch (error) {
    if (!isCallError(error) || error.status !== 'ALREADY_EXISTS') throw error;
    throw new Problem({
      uk:
        `${access.recordingId}: не записано. Передавання ${number} цього виду за запитом уже записано: іншому одержувачу, з ` +
        `іншого місця або давно. Щоб записати ще одне: --number ${number + 1}`,
      en:
        `${access.recordingId}: not recorded. Handover ${number} of this kind by the request was recorded before, to another ` +
        `recipient, from another place, or long ago. To record a further one: --number ${number + 1}`,
    });
  }
}

function toJson({ recordingId, receipt }: Handover): object {
  return { recordingId, ...(RecordAccessResponse.toJSON(receipt) as object) };
}
