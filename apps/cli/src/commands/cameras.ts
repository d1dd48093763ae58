import { Command, InvalidArgumentError } from 'commander';
import { CameraState, type Camera, type CustodyEntry } from '@safe-community/contracts/cameras/v1/camera.ts';
import {
  GetCameraResponse,
  ListCamerasResponse,
  ListCustodyResponse,
  ListOverdueReturnsResponse,
  type DueReturn,
} from '@safe-community/contracts/cameras/v1/camera_list.ts';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { findOblastByText } from '../places/find-place.ts';
import { print, printJson } from '../terminal/print.ts';
import { kyivTime } from '../time/show-time.ts';
import { CAMERA_STATE_WORDS, cameraStateOf, nameOfCameraState, nameOfCause, nameOfStep } from '../wording/cameras.ts';
import { complianceCommand, missingCommand } from './camera-compliance.ts';
import { coverageCommand } from './camera-coverage.ts';
import { failureRatesCommand, recallsCommand } from './camera-faults.ts';
import { printPage, withPageOptions, type PageOptions } from './list-page.ts';

/** `hromada cameras …` */
export function camerasCommand(): Command {
  return new Command('cameras')
    .description('list and show body cameras, who has them, what is overdue, and how they are used')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(custodyCommand())
    .addCommand(overdueCommand())
    .addCommand(coverageCommand())
    .addCommand(recallsCommand())
    .addCommand(failureRatesCommand())
    .addCommand(complianceCommand())
    .addCommand(missingCommand());
}

interface Place {
  readonly oblast?: string;
  readonly unit: string;
}

function withPlaceOptions(command: Command): Command {
  return command
    .option('--oblast <code or name>', 'only of this oblast')
    .option('--unit <code>', 'only of this patrol unit', '');
}

function placeOf({ oblast, unit: patrolUnitCode }: Place) {
  return { oblastCode: oblast === undefined ? '' : findOblastByText(oblast).code, patrolUnitCode };
}

interface ListOptions extends PageOptions, Place {
  readonly state?: CameraState;
  readonly model: string;
  readonly firmware: string;
  readonly serial: string;
  readonly officer: string;
}

function listCommand(): Command {
  return withPageOptions(
    withPlaceOptions(new Command('list').description('list cameras'))
      .option('--state <state>', `only in this state: ${CAMERA_STATE_WORDS.join(', ')}`, stateOption)
      .option('--model <name>', 'only of this model', '')
      .option('--firmware <version>', 'only with this firmware', '')
      .option('--serial <number>', 'only with this serial number', '')
      .option('--officer <uuid>', 'only with this officer', ''),
    'ListCamerasResponse',
  )
    .addHelpText('after', '\nExample: hromada cameras list --oblast Вінницька --state in-repair')
    .action((options: ListOptions, command: Command) =>
      withConnection(command, (connection) => listCameras(connection, options)),
    );
}

function stateOption(word: string): CameraState {
  const state = cameraStateOf(word);
  if (state === undefined) throw new InvalidArgumentError(`It must be one of ${CAMERA_STATE_WORDS.join(', ')}.`);
  return state;
}

async function listCameras({ cameras }: Connection, options: ListOptions): Promise<void> {
  const { state = CameraState.UNSPECIFIED, model, firmware, serial, officer, pageSize, pageToken } = options;
  const answer = await cameras.listCameras({
    ...placeOf(options),
    state,
    model,
    firmwareVersion: firmware,
    serialNumber: serial,
    officerId: officer,
    pageSize,
    pageToken,
  });
  printPage(answer, ListCamerasResponse, options, CAMERA_COLUMNS, answer.cameras.map(cameraRow));
}

const CAMERA_COLUMNS = [
  { heading: 'Serial number' },
  { heading: 'Model' },
  { heading: 'Firmware' },
  { heading: 'State' },
  { heading: 'Unit' },
  { heading: 'Officer' },
  { heading: 'Camera' },
] as const;

function cameraRow({ cameraId, device, state, patrolUnitCode, officerId, demonstration }: Camera): string[] {
  return [
    `${device?.serialNumber ?? ''}${demonstration ? ' *' : ''}`,
    device?.model ?? '',
    device?.firmwareVersion || '—',
    nameOfCameraState(state),
    patrolUnitCode,
    officerId || '—',
    cameraId,
  ];
}

interface JsonOption {
  readonly json: boolean;
}

function showCommand(): Command {
  return new Command('show')
    .description('show one camera and the steps that are legal now')
    .argument('<camera-id>', 'UUID')
    .option('--json', 'print the message GetCameraResponse as JSON', false)
    .action((cameraId: string, options: JsonOption, command: Command) =>
      withConnection(command, (connection) => showCamera(connection, cameraId, options)),
    );
}

async function showCamera({ cameras }: Connection, cameraId: string, { json }: JsonOption): Promise<void> {
  const answer = await cameras.getCamera({ cameraId });
  if (json) return printJson(GetCameraResponse.toJSON(answer));
  if (answer.camera === undefined) throw new Error('the response of camera-rollout has no camera');
  for (const [label, value] of linesOf(answer.camera)) print(`${`${label}:`.padEnd(14)}${value || '—'}`);
}

function linesOf(camera: Camera): [string, string][] {
  const { device, state, issuedTime, registeredTime, legalSteps, demonstration } = camera;
  return [
    ['Camera', `${camera.cameraId}${demonstration ? ' (invented for the demonstration)' : ''}`],
    ['Device', `${device?.model ?? ''} ${device?.serialNumber ?? ''}`],
    ['Firmware', device?.firmwareVersion ?? ''],
    ['Warranty', device?.warrantyUntil ?? ''],
    ['State', nameOfCameraState(state)],
    ['Unit', camera.patrolUnitCode],
    ['Officer', camera.officerId],
    ['Issued', kyivTime(issuedTime)],
    ['Registered', kyivTime(registeredTime)],
    ['Legal steps', legalSteps.map(nameOfStep).join(', ')],
  ];
}

interface CustodyOptions extends PageOptions {
  readonly camera: string;
  readonly officer: string;
  readonly asOf?: Date;
}

function custodyCommand(): Command {
  return withPageOptions(
    new Command('custody')
      .description('list who had a camera, or which cameras an officer had')
      .option('--camera <uuid>', 'of this camera', '')
      .option('--officer <uuid>', 'of this officer', '')
      .option('--as-of <time>', 'only what held at this instant, as "2026-06-01T09:00:00Z"', timeOption),
    'ListCustodyResponse',
  ).action((options: CustodyOptions, command: Command) =>
    withConnection(command, (connection) => listCustody(connection, options)),
  );
}

function timeOption(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('It must be a time, as "2026-06-01T09:00:00Z".');
  return time;
}

async function listCustody({ cameras }: Connection, options: CustodyOptions): Promise<void> {
  const { camera: cameraId, officer: officerId, asOf: asOfTime, pageSize, pageToken } = options;
  const answer = await cameras.listCustody({ cameraId, officerId, asOfTime, pageSize, pageToken });
  printPage(answer, ListCustodyResponse, options, CUSTODY_COLUMNS, answer.entries.map(custodyRow));
}

const CUSTODY_COLUMNS = [
  { heading: 'From' },
  { heading: 'Until' },
  { heading: 'Step' },
  { heading: 'Unit' },
  { heading: 'Officer' },
  { heading: 'Why' },
  { heading: 'By' },
  { heading: 'Camera' },
] as const;

function custodyRow(entry: CustodyEntry): string[] {
  return [
    kyivTime(entry.startTime),
    entry.endTime === undefined ? 'now' : kyivTime(entry.endTime),
    `${nameOfStep(entry.step)}${entry.recordedTime === undefined ? '' : ` (recorded ${kyivTime(entry.recordedTime)})`}`,
    entry.patrolUnitCode,
    entry.officerId || '—',
    entry.reason || '—',
    [entry.actingUser, entry.caller].filter((part) => part !== '').join(', ') || '—',
    entry.cameraId,
  ];
}

interface OverdueOptions extends PageOptions, Place {
  readonly open: boolean;
}

function overdueCommand(): Command {
  return withPageOptions(
    withPlaceOptions(new Command('overdue').description('list cameras of dismissed or moved officers')).option(
      '--open',
      'also those that are not due yet, or have no term',
      false,
    ),
    'ListOverdueReturnsResponse',
  ).action((options: OverdueOptions, command: Command) =>
    withConnection(command, (connection) => listOverdue(connection, options)),
  );
}

async function listOverdue({ cameras }: Connection, options: OverdueOptions): Promise<void> {
  const { open: includeOpen, pageSize, pageToken } = options;
  const answer = await cameras.listOverdueReturns({ ...placeOf(options), includeOpen, pageSize, pageToken });
  printPage(answer, ListOverdueReturnsResponse, options, RETURN_COLUMNS, answer.returns.map(returnRow));
}

const RETURN_COLUMNS = [
  { heading: 'Due on' },
  { heading: 'Days overdue', align: 'right' },
  { heading: 'Officer was' },
  { heading: 'Unit' },
  { heading: 'Officer' },
  { heading: 'Camera' },
] as const;

function returnRow({
  dueOn,
  daysOverdue,
  cause,
  patrolUnitCode,
  officerId,
  cameraId,
  demonstration,
}: DueReturn): string[] {
  return [
    `${dueOn === '' ? 'no term set' : dueOn}${demonstration ? ' *' : ''}`,
    `${daysOverdue}`,
    nameOfCause(cause),
    patrolUnitCode,
    officerId,
    cameraId,
  ];
}
