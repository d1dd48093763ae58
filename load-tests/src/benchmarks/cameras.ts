import { randomBytes, randomUUID } from 'node:crypto';
import type { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import {
  CameraImportRow,
  type ImportCamerasRequest,
  type ImportCamerasResponse,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import {
  CameraRolloutServiceClient,
  CameraRolloutServiceService as Rollout,
  GetCoverageRequest,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { callUnary, openClient, traceMetadata } from '@safe-community/grpc-kit';
import { openCameraFill } from '../fill-cameras.ts';
import type { Standing } from '../frame/compare.ts';
import { sendImport } from '../send-import.ts';
import type { System } from '../system.ts';
import { besideEcho } from './reads.ts';

const YEARS = 5;
/** As the contract allows. */
const ROWS_PER_MESSAGE = 100;
const DEVICES_PER_CALL = 1_000;
const CALL_MS = 60_000;
/** RegisterCameras, for comparison, gets this part of them. */
const SAMPLE = 10;
const IN_FLIGHT = [1];

interface Registration {
  readonly name: string;
  readonly seconds: number;
  readonly perSecond: number;
}

export interface CameraFigures {
  readonly registrations: readonly Registration[];
  /** GetCoverage now, and as of a past day, each beside an echo. */
  readonly standings: readonly (readonly Standing[])[];
}

/** The registration of `size` cameras, and their coverage with a history of five years. */
export async function cameras(system: System, size: number, say: (line: string) => void): Promise<CameraFigures> {
  const client = openClient(CameraRolloutServiceClient, system.addresses.cameraRollout, system.credentials);
  const fill = await openCameraFill(system.rolloutOwnerUrl);
  try {
    const units = await fill.units();
    const sample = Math.ceil(size / SAMPLE);
    const registrations = [
      await timed('ImportCameras', size, () => importAll(client, units, size)),
      await timed('RegisterCameras', sample, () => registerAll(client, units, sample)),
    ];
    say(`${size + sample} more cameras in ${units.length} units; adding officers and ${YEARS} years …`);
    await fill.issueAll();
    await fill.history(YEARS);
    const coverage = (asOf: string) => {
      const bytes = GetCoverageRequest.encode({ oblastCode: '', asOf }).finish();
      const name = asOf === '' ? 'GetCoverage now' : `GetCoverage as of ${asOf}`;
      const { path } = Rollout.getCoverage;
      const address = system.addresses.cameraRollout;
      return besideEcho(system, {
        name,
        service: 'camera-rollout',
        address,
        path,
        request: () => bytes,
        inFlight: IN_FLIGHT,
      });
    };
    const past = new Date(Date.now() - 700 * 86_400_000).toISOString().slice(0, 10);
    return { registrations, standings: [await coverage(''), await coverage(past)] };
  } finally {
    await fill.close();
    client.close();
  }
}

async function timed(name: string, size: number, work: () => Promise<void>): Promise<Registration> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  return { name, seconds, perSecond: size / seconds };
}

async function importAll(client: CameraRolloutServiceClient, units: readonly string[], size: number): Promise<void> {
  const { added } = await sendImport<ImportCamerasRequest, ImportCamerasResponse>(
    (answer) => client.importCameras(traceMetadata(), answer),
    messagesOf(units, size),
  );
  if (added !== size) throw new Error(`${added} of ${size} cameras were accepted`);
}

function* messagesOf(units: readonly string[], size: number): Generator<ImportCamerasRequest> {
  const prefix = newPrefix();
  const header = { requestId: randomUUID(), sourceSystem: `bench-${prefix.toLowerCase()}` };
  yield { part: { $case: 'header', value: header }, rows: [] };
  for (let first = 0; first < size; first += ROWS_PER_MESSAGE) {
    const count = Math.min(ROWS_PER_MESSAGE, size - first);
    const rows = Array.from({ length: count }, (_, index) =>
      CameraImportRow.fromPartial({
        rowNumber: first + index + 1,
        externalId: String(first + index),
        patrolUnitCode: units[(first + index) % units.length] ?? '',
        device: deviceOf(prefix, first + index),
      }),
    );
    yield { part: undefined, rows };
  }
  yield { part: { $case: 'end', value: { rows: size } }, rows: [] };
}

async function registerAll(client: CameraRolloutServiceClient, units: readonly string[], size: number): Promise<void> {
  const prefix = newPrefix();
  for (let first = 0; first < size; first += DEVICES_PER_CALL) {
    const count = Math.min(DEVICES_PER_CALL, size - first);
    const devices = Array.from({ length: count }, (_, index) => deviceOf(prefix, first + index));
    const patrolUnitCode = units[(first / DEVICES_PER_CALL) % units.length] ?? '';
    const request = { requestId: randomUUID(), patrolUnitCode, devices, deliveryId: '' };
    await callUnary('RegisterCameras', client.registerCameras.bind(client), request, CALL_MS);
  }
}

function newPrefix(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

function deviceOf(prefix: string, number: number): CameraDevice {
  const serialNumber = `${prefix}-${String(number).padStart(7, '0')}`;
  return { serialNumber, model: 'Benchmark BC-1', firmwareVersion: '1.0', warrantyUntil: '2030-12-31' };
}
