import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CameraState } from '@safe-community/contracts/cameras/v1/camera.ts';
import { ListCamerasRequest } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import {
  CustodyServiceClient,
  type VerifyChainResponse,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { RecordingMetadata, type Recording } from '@safe-community/contracts/cameras/v1/recording.ts';
import {
  RecordingServiceService as Recordings,
  RegisterRecordingsRequest,
} from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { openClient, traceMetadata } from '@safe-community/grpc-kit';
import pg from 'pg';
import { openBareClient } from '../floors/bare-client.ts';
import { floorContestant } from '../floors/contestants.ts';
import { startFloor } from '../floors/start-floor.ts';
import { compare, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import type { System } from '../system.ts';
import { clockOfService } from '../system-processes.ts';

/** As many as a request may hold. */
const BATCH = 500;
const IN_FLIGHT = 4;
const RULES = { inFlight: IN_FLIGHT, seconds: 5, rounds: 3 };

type Held = Pick<Recording['metadata'] & object, 'cameraId' | 'officerId'>;

/** RegisterRecordings with custody, audit, and events, beside bare inserts of as many rows by `unnest`. */
export async function recordings(system: System): Promise<Standing[]> {
  const held = await issuedCamera(system);
  const { addresses, credentials, processes } = system;
  const client = openBareClient(addresses.cameraRollout, credentials, Recordings.registerRecordings.path);
  const bare = await startFloor('inserts', {
    url: system.rolloutOwnerUrl,
    sessions: IN_FLIGHT,
    rows: BATCH,
    statements: 1,
  });
  try {
    const registration = {
      name: `RegisterRecordings, ${BATCH} in a request`,
      work: (load: typeof RULES) => workInFlight(load, () => client.call(requestOf(held)), BATCH),
      clock: clockOfService(processes, 'camera-rollout'),
    };
    const floor = floorContestant(`insert of ${BATCH} rows`, bare, system, 'camera-rollout');
    return await compare([registration, floor], RULES);
  } finally {
    client.close();
    await bare.stop();
  }
}

/** A request with new recordings of a camera. */
export function requestOf(held: Held, count = BATCH): Uint8Array {
  const all = Array.from({ length: count }, () => metadataOf(held));
  return RegisterRecordingsRequest.encode({ requestId: randomUUID(), recordings: all, demonstration: true }).finish();
}

function metadataOf(held: Held): RecordingMetadata {
  return RecordingMetadata.fromPartial({
    ...held,
    startTime: new Date(),
    durationMs: 1_000,
    sizeBytes: 1n,
    sha256: randomBytes(32).toString('hex'),
    storeReference: `${randomUUID()}.mp4`,
  });
}

/** A camera of the demonstration with its officer. */
export async function issuedCamera({ addresses, credentials }: System): Promise<Held> {
  const { path, responseDeserialize } = Rollout.listCameras;
  const client = openBareClient(addresses.cameraRollout, credentials, path);
  const request = ListCamerasRequest.fromPartial({ state: CameraState.ISSUED, pageSize: 1 });
  const answer = await client.call(ListCamerasRequest.encode(request).finish());
  client.close();
  const [camera] = responseDeserialize(Buffer.from(answer)).cameras;
  if (camera === undefined) throw new Error('the demonstration has no issued camera');
  return { cameraId: camera.cameraId, officerId: camera.officerId };
}

export interface VerifiedChain {
  readonly entries: number;
  readonly seconds: number;
}

const DEADLINE_MS = 10 * 60_000;

/** VerifyChain of one chain with as many entries, which are written past the service. */
export async function verifyChain(system: System, entries: number): Promise<VerifiedChain> {
  const held = await issuedCamera(system);
  const { addresses, credentials } = system;
  const register = openBareClient(addresses.cameraRollout, credentials, Recordings.registerRecordings.path);
  const request = { requestId: randomUUID(), recordings: [metadataOf(held)], demonstration: true };
  const answer = await register.call(RegisterRecordingsRequest.encode(request).finish());
  register.close();
  const { recordings: added } = Recordings.registerRecordings.responseDeserialize(Buffer.from(answer));
  const recordingId = added[0]?.recordingId ?? '';
  await fillChain(system.rolloutOwnerUrl, recordingId, entries);

  const client = openClient(CustodyServiceClient, addresses.cameraRollout, credentials);
  const begun = performance.now();
  const found = await new Promise<VerifyChainResponse>((resolve, reject) => {
    const options = { deadline: Date.now() + DEADLINE_MS };
    client.verifyChain({ recordingId }, traceMetadata(), options, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
  const seconds = (performance.now() - begun) / 1_000;
  client.close();
  if (found.findings.length > 0 || found.entries !== entries) {
    throw new Error(`of ${entries} entries ${found.entries} were checked, with ${found.findings.length} findings`);
  }
  return { entries, seconds };
}

const PORTION = 10_000;

/** Appends views without texts until the chain has this length, by docs/custody-format.md. */
async function fillChain(url: string, recordingId: string, length: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ length: number; hash: Buffer }>(
    'select length, hash from recording_chain where recording_id = $1',
    [recordingId],
  );
  let { length: index, hash } = rows[0] ?? { length: 0, hash: Buffer.alloc(32) };
  while (index < length) {
    const [indexes, previous, hashes]: [number[], Buffer[], Buffer[]] = [[], [], []];
    for (const end = Math.min(length, index + PORTION); index < end;) {
      index += 1;
      previous.push(hash);
      hash = hashOf(recordingId, index, hash);
      indexes.push(index);
      hashes.push(hash);
    }
    await client.query(ADD, [recordingId, indexes, previous, hashes]);
    await client.query('update recording_chain set length = $2, hash = $3 where recording_id = $1', [
      recordingId,
      index,
      hash,
    ]);
  }
  await client.end();
}

const AT = new Date('2026-01-01T00:00:00Z');

const ADD = `
  insert into recording_custody
  select $1::uuid, entry_index, 'view', '2026-01-01T00:00:00Z', 'bench', '', '', '', '', null, '', previous_hash, hash
  from unnest($2::int[], $3::bytea[], $4::bytea[]) as entry (entry_index, previous_hash, hash)`;

function hashOf(recordingId: string, index: number, previous: Buffer): Buffer {
  const fields = [
    'recording-custody/1',
    recordingId,
    String(index),
    previous.toString('hex'),
    'view',
    String(AT.getTime()),
    'bench',
    '',
    '',
    '',
    '',
    '',
  ];
  const written = fields.map((field) => `${Buffer.byteLength(field)}:${field},`).join('');
  return createHash('sha256').update(written).digest();
}
