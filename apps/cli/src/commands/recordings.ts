import type { Command } from 'commander';
import type { ChainFinding } from '@safe-community/contracts/cameras/v1/custody.ts';
import { GetProofResponse, VerifyChainResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import type { ListedRecording, Recording } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  GetRecordingResponse,
  ListRecordingsRequest,
  ListRecordingsResponse,
} from '@safe-community/contracts/cameras/v1/recording_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { renderDetails, type Value } from '../lists/columns.ts';
import { flag, OBLAST, oneOf, text, UNIT, uuid } from '../lists/filters.ts';
import { group } from '../lists/group.ts';
import { allPages, listCommand } from '../lists/list.ts';
import { say, type Text } from '../terminal/language.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { duration, kyivTime } from '../time/show-time.ts';
import { CHAIN_PROBLEMS, EXPIRIES, FLAGS, LINKS, nameOfExpiry, OBJECTS, SIGNATURES } from '../wording/recordings.ts';
import { handoverCommand } from './recording-handover.ts';
import {
  expiringCommand,
  FROM_WHERE,
  holdCommand,
  previewExpiryCommand,
  releaseCommand,
  restoreCommand,
} from './recording-retention.ts';
import { jsonOption, AN_ID } from './option-values.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada recordings …` */
export function recordingsCommand(): Command {
  return group(
    'recordings',
    recordingsListCommand(),
    showCommand(),
    verifyCommand(),
    proofCommand(),
    expiringCommand(),
    previewExpiryCommand(),
    restoreCommand(),
    holdCommand(),
    releaseCommand(),
    handoverCommand(),
  );
}

function recordingsListCommand(): Command {
  return listCommand({
    name: 'list',
    about: { uk: 'перелік відеозаписів, спершу нові', en: 'list recordings, newest first' },
    examples: ['recordings list --flag overlap --uncategorised'],
    request: ListRecordingsRequest,
    response: ListRecordingsResponse,
    read: ({ recordings }, request) => recordings.listRecordings(request),
    items: ({ recordings }) => recordings,
    filters: {
      oblastCode: OBLAST,
      patrolUnitCode: UNIT,
      cameraId: uuid('camera', { uk: 'лише цієї камери', en: 'only of this camera' }),
      officerId: uuid('officer', { uk: 'лише цього офіцера', en: 'only of this officer' }),
      category: text('category', 'code', 'traffic_stop', { uk: 'лише цієї категорії', en: 'only of this category' }),
      uncategorisedOnly: flag('uncategorised', { uk: 'лише без категорії', en: 'only those without a category' }),
      flag: oneOf('flag', FLAGS, { uk: 'лише з цією позначкою', en: 'only with this flag' }),
      linkState: oneOf('link', LINKS, { uk: 'лише з таким зв’язком', en: 'only with this link' }),
      storedObject: oneOf('object', OBJECTS, { uk: 'лише з таким файлом', en: 'only with this object' }),
      expiryState: oneOf('expiry', EXPIRIES, { uk: 'лише з таким станом зберігання', en: 'only with this expiry' }),
      frozenOnly: flag('frozen', {
        uk: 'лише утримувані від видалення',
        en: 'only those that something keeps from expiring',
      }),
    },
    columns: [
      { uk: 'Початок (Київ)', en: 'Start (Kyiv)', of: ({ startedTime }) => startedTime },
      { uk: 'Тривалість', en: 'Duration', of: durationOf, align: 'right' },
      { uk: 'Підрозділ', en: 'Unit', of: ({ patrolUnitCode }) => patrolUnitCode, drop: 2 },
      { uk: 'Категорія', en: 'Category', of: ({ category }) => category },
      { uk: 'Зв’язок', en: 'Link', of: ({ linkState }) => LINKS.nameOf(linkState), drop: 4 },
      { uk: 'Файл', en: 'Object', of: ({ storedObject }) => OBJECTS.nameOf(storedObject), drop: 5 },
      { uk: 'Зберігання', en: 'Expiry', of: nameOfExpiry, drop: 1 },
      { uk: 'Позначки', en: 'Flags', of: ({ flags }) => flags.map(FLAGS.nameOf), drop: 3 },
      { uk: 'Відеозапис', en: 'Recording', of: ({ recordingId }) => recordingId },
    ],
  });
}

function durationOf({ durationMs }: ListedRecording): string {
  return duration(durationMs / 1_000);
}

/** A read that the chain of custody of the recording keeps, with its reason. */
function recordedRead(name: string, reason: Text): SpokenCommand {
  return new SpokenCommand(name)
    .names('<recording-id>', AN_ID)
    .requires('--reason <text>', reason)
    .takes('--place <text>', '', FROM_WHERE);
}

interface ReasonOptions {
  readonly reason: string;
  readonly place: string;
}

interface ShowOptions extends ReasonOptions {
  readonly json: boolean;
}

function showCommand(): Command {
  return recordedRead('show', { uk: 'для чого ви це читаєте; записують', en: 'why you read it; recorded' })
    .about({
      uk: 'дані відеозапису; перегляд записується до його ланцюга зберігання',
      en: 'show one recording; the read is recorded in its chain of custody',
    })
    .addOption(jsonOption('GetRecordingResponse'))
    .action((recordingId: string, options: ShowOptions, command: Command) =>
      withConnection(command, (connection) => showRecording(connection, recordingId, options)),
    );
}

async function showRecording({ recordings }: Connection, recordingId: string, { reason, place, json }: ShowOptions) {
  const answer = await recordings.getRecording({ recordingId, reason, place });
  if (json) return printJson(GetRecordingResponse.toJSON(answer));
  const { recording, proposedLinks } = answer;
  if (recording?.listed === undefined) throw new Error('the response of camera-rollout has no recording');
  const links = proposedLinks.map(({ incidentId, score }) => `${incidentId} (${score})`);
  const details = detailsOf(recording, recording.listed);
  printText(renderDetails([...details, [{ uk: 'Можливі зв’язки', en: 'Proposed links' }, links]]));
}

function detailsOf(recording: Recording, listed: ListedRecording): (readonly [Text, Value])[] {
  const { metadata } = recording;
  const verified = listed.verifiedTime === undefined ? '' : ` ${kyivTime(listed.verifiedTime)}`;
  return [
    [{ uk: 'Відеозапис', en: 'Recording' }, listed.recordingId],
    [{ uk: 'Початок', en: 'Start' }, `${kyivTime(listed.startedTime)}, ${durationOf(listed)}`],
    [{ uk: 'Камера', en: 'Camera' }, listed.cameraId],
    [{ uk: 'Офіцер', en: 'Officer' }, listed.officerId],
    [{ uk: 'Підрозділ', en: 'Unit' }, listed.patrolUnitCode],
    [{ uk: 'Категорія', en: 'Category' }, listed.category],
    [{ uk: 'SHA-256', en: 'SHA-256' }, metadata?.sha256],
    [{ uk: 'Сховище', en: 'Store' }, metadata?.storeReference],
    [{ uk: 'Файл', en: 'Object' }, `${OBJECTS.nameOf(listed.storedObject)}${verified}`],
    [{ uk: 'Зберігання', en: 'Expiry' }, nameOfExpiry(listed)],
    [{ uk: 'Підпис', en: 'Signature' }, SIGNATURES.nameOf(listed.captureSignature)],
    [{ uk: 'Позначки', en: 'Flags' }, listed.flags.map(FLAGS.nameOf)],
    [{ uk: 'Накладається на', en: 'Overlaps' }, recording.overlappingRecordingIds],
    [{ uk: 'Продовжує', en: 'Continues' }, recording.continuesRecordingId],
    [{ uk: 'Продовжено в', en: 'Continued by' }, recording.continuedByRecordingId],
    [{ uk: 'Подія', en: 'Incident' }, recording.incidentId],
  ];
}

function verifyCommand(): Command {
  return new SpokenCommand('verify')
    .about({
      uk: 'перевіряє ланцюг зберігання відеозапису; код завершення 1, якщо його порушено',
      en: 'verify the chain of custody of a recording; exit code 1 if it is not intact',
    })
    .names('<recording-id>', AN_ID)
    .addOption(jsonOption('VerifyChainResponse'))
    .action((recordingId: string, { json }: { readonly json: boolean }, command: Command) =>
      withConnection(command, async ({ custody }) => {
        const answer = await custody.verifyChain({ recordingId });
        if (answer.findings.length > 0) process.exitCode = 1;
        if (json) return printJson(VerifyChainResponse.toJSON(answer));
        for (const finding of answer.findings) print(wordsOf(finding));
        const { entries, anchoredIndex, findings } = answer;
        const isIntact = findings.length === 0;
        print({
          uk: `Записів ланцюга ${isIntact ? 'без порушень' : 'перевірено'}: ${entries}; підписаний журнал аудиту охоплює 1–${anchoredIndex}.`,
          en: `${entries} entries ${isIntact ? 'are intact' : 'were checked'}; the signed audit covers entries 1 to ${anchoredIndex}.`,
        });
      }),
    );
}

function wordsOf({ problem, firstIndex, lastIndex }: ChainFinding): string {
  const what = CHAIN_PROBLEMS.nameOf(problem);
  if (firstIndex === lastIndex) return say({ uk: `Запис ${firstIndex}: ${what}.`, en: `Entry ${firstIndex} ${what}.` });
  return say({
    uk: `Кожен запис від ${firstIndex} до ${lastIndex}: ${what}.`,
    en: `Each of the entries ${firstIndex} to ${lastIndex} ${what}.`,
  });
}

interface ProofOptions extends ReasonOptions {
  readonly texts: boolean;
}

function proofCommand(): Command {
  return recordedRead('proof', { uk: 'для чого вам це; записують', en: 'why you need it; recorded' })
    .about({
      uk: 'друкує як JSON те, що суд перевіряє без мережі (docs/examples/custody); записується як вивантаження',
      en: 'print what a court verifies offline with docs/examples/custody, as JSON; recorded as an export',
    })
    .takes('--texts', { uk: 'з підставами всіх записів', en: 'with the reasons of all entries' })
    .action((recordingId: string, options: ProofOptions, command: Command) =>
      withConnection(command, (connection) => printProof(connection, recordingId, options)),
    );
}

/** All pages as one message. */
async function printProof({ custody }: Connection, recordingId: string, options: ProofOptions) {
  const { reason, place, texts: withTexts } = options;
  const proof = await allPages((page) => custody.getProof({ recordingId, reason, place, withTexts, ...page }));
  printJson(GetProofResponse.toJSON(proof));
}
