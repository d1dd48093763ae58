import { Command, InvalidArgumentError } from 'commander';
import { GetProofResponse, VerifyChainResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import type { ChainFinding } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  LinkState,
  RecordingFlag,
  StoredObject,
  type ListedRecording,
  type Recording,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  GetRecordingResponse,
  ListRecordingsResponse,
} from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { ExpiryState } from '@safe-community/contracts/cameras/v1/retention.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import {
  EXPIRY_WORDS,
  expiryStateOf,
  FLAG_WORDS,
  flagOf,
  LINK_WORDS,
  linkStateOf,
  nameOfExpiry,
  nameOfFlag,
  nameOfLinkState,
  nameOfSignature,
  nameOfStoredObject,
  OBJECT_WORDS,
  storedObjectOf,
  wordsOfProblem,
} from '../wording/recordings.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';
import { handoverCommand } from './recording-handover.ts';
import { previewExpiryCommand, restoreCommand } from './recording-expiry.ts';
import { expiringCommand, FROM_WHERE, holdCommand, releaseCommand } from './recording-holds.ts';

/** `hromada recordings …` */
export function recordingsCommand(): Command {
  return new Command('recordings')
    .description('list, show, hold and hand over recordings of body cameras, and verify their chain of custody')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(verifyCommand())
    .addCommand(proofCommand())
    .addCommand(expiringCommand())
    .addCommand(previewExpiryCommand())
    .addCommand(restoreCommand())
    .addCommand(holdCommand())
    .addCommand(releaseCommand())
    .addCommand(handoverCommand());
}

interface ListOptions extends PageOptions {
  readonly oblast?: string;
  readonly unit: string;
  readonly camera: string;
  readonly officer: string;
  readonly category: string;
  readonly uncategorised: boolean;
  readonly flag?: RecordingFlag;
  readonly link?: LinkState;
  readonly object?: StoredObject;
  readonly expiry?: ExpiryState;
  readonly frozen: boolean;
}

function listCommand(): Command {
  return withPageOptions(
    new Command('list')
      .description('list recordings, newest first')
      .option('--oblast <code or name>', 'only of this oblast')
      .option('--unit <code>', 'only of this patrol unit', '')
      .option('--camera <uuid>', 'only of this camera', '')
      .option('--officer <uuid>', 'only of this officer', '')
      .option('--category <code>', 'only of this category', '')
      .option('--uncategorised', 'only those without a category', false)
      .option('--flag <word>', `only with this flag: ${FLAG_WORDS.join(', ')}`, oneOf(flagOf, FLAG_WORDS))
      .option('--link <word>', `only with this link: ${LINK_WORDS.join(', ')}`, oneOf(linkStateOf, LINK_WORDS))
      .option(
        '--object <word>',
        `only with this object: ${OBJECT_WORDS.join(', ')}`,
        oneOf(storedObjectOf, OBJECT_WORDS),
      )
      .option(
        '--expiry <word>',
        `only with this expiry: ${EXPIRY_WORDS.join(', ')}`,
        oneOf(expiryStateOf, EXPIRY_WORDS),
      )
      .option('--frozen', 'only those that something keeps from expiring', false),
    'ListRecordingsResponse',
  )
    .addHelpText('after', '\nExample: hromada recordings list --flag overlap --uncategorised')
    .action((options: ListOptions, command: Command) =>
      withConnection(command, (connection) => listRecordings(connection, options)),
    );
}

function oneOf<Value>(toValue: (word: string) => Value | undefined, words: readonly string[]) {
  return (word: string): Value => {
    const value = toValue(word);
    if (value === undefined) throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
    return value;
  };
}

async function listRecordings({ recordings }: Connection, options: ListOptions): Promise<void> {
  const { oblast, unit, camera, officer, category, uncategorised, pageSize, pageToken } = options;
  const answer = await recordings.listRecordings({
    cameraId: camera,
    officerId: officer,
    patrolUnitCode: unit,
    oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code,
    fromTime: undefined,
    toTime: undefined,
    category,
    uncategorisedOnly: uncategorised,
    flag: options.flag ?? RecordingFlag.UNSPECIFIED,
    linkState: options.link ?? LinkState.UNSPECIFIED,
    storedObject: options.object ?? StoredObject.UNSPECIFIED,
    expiryState: options.expiry ?? ExpiryState.UNSPECIFIED,
    frozenOnly: options.frozen,
    pageSize,
    pageToken,
  });
  printPage(answer, ListRecordingsResponse, options, COLUMNS, answer.recordings.map(recordingRow));
}

const COLUMNS = [
  { heading: 'Start (Kyiv)' },
  { heading: 'Seconds', align: 'right' },
  { heading: 'Unit' },
  { heading: 'Category' },
  { heading: 'Link' },
  { heading: 'Object' },
  { heading: 'Expiry' },
  { heading: 'Flags' },
  { heading: 'Recording' },
] as const;

function recordingRow(recording: ListedRecording): string[] {
  return [
    `${kyivTime(recording.startedTime)}${recording.demonstration ? ' *' : ''}`,
    secondsOf(recording),
    recording.patrolUnitCode,
    recording.category || '—',
    nameOfLinkState(recording.linkState),
    nameOfStoredObject(recording.storedObject),
    nameOfExpiry(recording),
    recording.flags.map(nameOfFlag).join(', ') || '—',
    recording.recordingId,
  ];
}

function secondsOf({ durationMs }: ListedRecording): string {
  return String(Math.round(durationMs / 1_000));
}

/** A read that the chain of custody of the recording keeps, with its reason. */
function recordedRead(name: string, reason: string): Command {
  return new Command(name)
    .argument('<recording-id>', 'UUID')
    .requiredOption('--reason <text>', reason)
    .option('--place <text>', FROM_WHERE, '');
}

interface ReasonOptions {
  readonly reason: string;
  readonly place: string;
}

interface ShowOptions extends ReasonOptions {
  readonly json: boolean;
}

function showCommand(): Command {
  return recordedRead('show', 'why you read it; recorded')
    .description('show one recording; the read is recorded in its chain of custody')
    .option('--json', 'print the message GetRecordingResponse as JSON', false)
    .action((recordingId: string, options: ShowOptions, command: Command) =>
      withConnection(command, (connection) => showRecording(connection, recordingId, options)),
    );
}

async function showRecording({ recordings }: Connection, recordingId: string, { reason, place, json }: ShowOptions) {
  const answer = await recordings.getRecording({ recordingId, reason, place });
  if (json) return printJson(GetRecordingResponse.toJSON(answer));
  const { recording, proposedLinks } = answer;
  if (recording?.listed === undefined) throw new Error('the response of camera-rollout has no recording');
  const links = proposedLinks.map(({ incidentId, score }) => `${incidentId} (${score})`).join(', ');
  for (const [label, value] of [...linesOf(recording, recording.listed), ['Proposed links', links] as const]) {
    print(`${`${label}:`.padEnd(16)}${value || '—'}`);
  }
}

function linesOf(recording: Recording, listed: ListedRecording): (readonly [string, string])[] {
  const { metadata } = recording;
  return [
    ['Recording', `${listed.recordingId}${listed.demonstration ? ' (invented for the demonstration)' : ''}`],
    ['Start', `${kyivTime(listed.startedTime)}, ${secondsOf(listed)} s`],
    ['Camera', listed.cameraId],
    ['Officer', listed.officerId],
    ['Unit', listed.patrolUnitCode],
    ['Category', listed.category],
    ['SHA-256', metadata?.sha256 ?? ''],
    ['Store', metadata?.storeReference ?? ''],
    ['Object', `${nameOfStoredObject(listed.storedObject)} ${kyivTime(listed.verifiedTime)}`.trim()],
    ['Expiry', nameOfExpiry(listed)],
    ['Signature', nameOfSignature(listed.captureSignature)],
    ['Flags', listed.flags.map(nameOfFlag).join(', ')],
    ['Overlaps', recording.overlappingRecordingIds.join(', ')],
    ['Continues', recording.continuesRecordingId],
    ['Continued by', recording.continuedByRecordingId],
    ['Incident', recording.incidentId],
  ];
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('verify the chain of custody of a recording; exit code 1 if it is not intact')
    .argument('<recording-id>', 'UUID')
    .option('--json', 'print the message VerifyChainResponse as JSON', false)
    .action((recordingId: string, { json }: { readonly json: boolean }, command: Command) =>
      withConnection(command, async ({ custody }) => {
        const answer = await custody.verifyChain({ recordingId });
        if (answer.findings.length > 0) process.exitCode = 1;
        if (json) return printJson(VerifyChainResponse.toJSON(answer));
        for (const finding of answer.findings) print(wordsOf(finding));
        const { entries, anchoredIndex, findings } = answer;
        const result = findings.length === 0 ? 'are intact' : 'were checked';
        print(`${entries} entries ${result}; the signed audit covers entries 1 to ${anchoredIndex}.`);
      }),
    );
}

function wordsOf({ problem, firstIndex, lastIndex }: ChainFinding): string {
  const which = firstIndex === lastIndex ? `Entry ${firstIndex}` : `Each of the entries ${firstIndex} to ${lastIndex}`;
  return `${which} ${wordsOfProblem(problem)}.`;
}

interface ProofOptions extends ReasonOptions {
  readonly texts: boolean;
}

function proofCommand(): Command {
  return recordedRead('proof', 'why you need it; recorded')
    .description('print what a court verifies offline with docs/examples/custody, as JSON; recorded as an export')
    .option('--texts', 'with the reasons of all entries', false)
    .action((recordingId: string, options: ProofOptions, command: Command) =>
      withConnection(command, (connection) => printProof(connection, recordingId, options)),
    );
}

/** All pages as one message. */
async function printProof({ custody }: Connection, recordingId: string, options: ProofOptions) {
  const { reason, place, texts: withTexts } = options;
  const page = (pageToken: string) =>
    custody.getProof({ recordingId, reason, place, withTexts, pageSize: 500, pageToken });
  const proof = await page('');
  for (let token = proof.nextPageToken; token !== '';) {
    const next = await page(token);
    proof.entries.push(...next.entries);
    token = next.nextPageToken;
  }
  printJson(GetProofResponse.toJSON({ ...proof, nextPageToken: '' }));
}
