import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CameraState, type Camera } from '@safe-community/contracts/cameras/v1/camera.ts';
import { ListCamerasRequest } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { FootageRequestKind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { SubmitRequestRequest } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import {
  CaptureSignature,
  RecordingMetadata,
  type ListedRecording,
} from '@safe-community/contracts/cameras/v1/recording.ts';
import { ListRecordingsRequest } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { hromadas } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { inventPerson } from './people.ts';
import { randomOf } from './random.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const SOURCE = 'Вигадано для демонстрації';
const RECORDINGS = 12;
/** In the last minute, at which crews attend incidents of the demonstration; one begins after the other. */
const FIRST_BEFORE_MS = 60_000;
const EACH_AFTER_MS = 1_000;
const DURATION_MS = 20_000;
/** Of the recordings, in order: one file is altered, one signature is broken. */
const ALTERED = 1;
const BROKEN = 2;
const CATEGORIES = ['traffic_stop', 'identity_check', 'detention', ''];

/**
 * Adds the policy of activation, invented recordings of the first unit, and a request for the footage of one of them, which
 * keeps it from expiring. A later run leaves recordings that exist as they are; the request has the same id as before.
 *
 * @param evidenceDir folder of the evidence store, which gets their files; undefined for none
 * @returns the number of recordings
 */
export async function setUpRecordings(
  connection: Connection,
  [unit]: readonly PlannedUnit[],
  evidenceDir?: string,
): Promise<number> {
  await setPolicy(connection);
  if (unit === undefined) return 0;
  const known = ListRecordingsRequest.fromPartial({ patrolUnitCode: unit.code, pageSize: RECORDINGS });
  const list = () => retryTransient(() => connection.recordings.listRecordings(known));
  let { recordings } = await list();
  if (recordings.length === 0) {
    await record(connection, unit, evidenceDir);
    ({ recordings } = await list());
  }
  await requestFirst(connection, unit, recordings);
  return recordings.length;
}

async function setPolicy({ compliance }: Connection): Promise<void> {
  const policy = { effectiveOn: '2021-01-01', graceSeconds: 300, source: SOURCE };
  await retryTransient(() => compliance.setActivationPolicy({ requestId: requestIdOf('activation policy'), policy }));
}

async function record(
  { cameras, recordings }: Connection,
  unit: PlannedUnit,
  evidenceDir: string | undefined,
): Promise<void> {
  const issued = { patrolUnitCode: unit.code, state: CameraState.ISSUED, pageSize: 500 };
  const filter = ListCamerasRequest.fromPartial(issued);
  const { cameras: found } = await retryTransient(() => cameras.listCameras(filter));
  const chosen = found.toSorted((a, b) => (serialOf(a) < serialOf(b) ? -1 : 1)).slice(0, RECORDINGS);
  const firstStart = Date.now() - FIRST_BEFORE_MS;
  const given = chosen.map(({ cameraId, officerId }, index) => {
    const content = contentOf(cameraId);
    return RecordingMetadata.fromPartial({
      cameraId,
      officerId,
      startTime: new Date(firstStart + index * EACH_AFTER_MS),
      durationMs: DURATION_MS,
      sizeBytes: BigInt(content.length),
      sha256: createHash('sha256').update(content).digest('hex'),
      storeReference: `demonstration/${cameraId}.mp4`,
      category: CATEGORIES[index % CATEGORIES.length] ?? '',
      captureSignature: index === BROKEN ? CaptureSignature.BROKEN : CaptureSignature.VALID,
    });
  });
  if (evidenceDir !== undefined) writeFiles(evidenceDir, given);
  const [first] = given;
  if (first?.startTime === undefined) return;
  const requestId = requestIdOf(`recordings ${first.startTime.toISOString()}`);
  await retryTransient(() => recordings.registerRecordings({ requestId, recordings: given }));
}

async function requestFirst(
  { footageRequests }: Connection,
  unit: PlannedUnit,
  recordings: readonly ListedRecording[],
): Promise<void> {
  const [first] = recordings.toSorted((a, b) => startOf(a) - startOf(b));
  const startTime = first?.startedTime;
  if (first === undefined || startTime === undefined) return;
  const { fullName, phone } = inventPerson(randomOf('requester of a recording'), 991_000);
  const request = SubmitRequestRequest.fromPartial({
    requestId: requestIdOf(`request for the recording ${startTime.toISOString()}`),
    kind: FootageRequestKind.COMPLAINT,
    requester: { fullName, phone },
    requestText: 'Скаржуся на зупинку і прошу зберегти її запис',
    hromadaCode: hromadaOf(unit),
    patrolUnitCode: unit.code,
    recordingIds: [first.recordingId],
    footageFromTime: startTime,
    footageToTime: startTime,
  });
  await retryTransient(() => footageRequests.submitRequest(request), ['UNIT_UNKNOWN']);
}

function startOf({ startedTime }: ListedRecording): number {
  return startedTime?.getTime() ?? 0;
}

function serialOf({ device }: Camera): string {
  return device?.serialNumber ?? '';
}

/** A place of the unit. Kyiv is no hromada. */
export function hromadaOf({ oblastCode }: PlannedUnit): string {
  return hromadas().find((hromada) => hromada.oblastCode === oblastCode)?.code ?? oblastCode;
}

function contentOf(cameraId: string): Buffer {
  return Buffer.from(`Вигаданий запис камери ${cameraId}\n`.repeat(100));
}

/** The files as the evidence store has them. One differs from what was registered, as if somebody had changed it. */
function writeFiles(evidenceDir: string, recordings: readonly RecordingMetadata[]): void {
  for (const [index, { cameraId, storeReference }] of recordings.entries()) {
    const content = contentOf(cameraId);
    if (index === ALTERED) content.write('Змінений ');
    const file = join(evidenceDir, storeReference);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
