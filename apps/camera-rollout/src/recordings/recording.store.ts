import {
  prepared,
  rows,
  sqlPart,
  toDate,
  toOptionalDate,
  unnested,
  type EntityManager,
  type Rights,
} from '@safe-community/database';
import type { CaptureSignature, LinkState, Recording, StoredObject, StoredRecording } from './recording.ts';

export const RECORDING_TABLES: readonly string[] = [
  `create table recording (
     recording_id uuid primary key,
     camera_id uuid not null references camera,
     officer_id uuid not null,
     -- of the camera when the recording began
     unit_code text not null,
     oblast_code text not null,
     -- where it was recorded; empty if it is not known
     hromada_code text not null,
     -- by true time, and by the clock of the camera
     started_at timestamptz not null,
     camera_time timestamptz not null,
     clock_offset_ms int not null,
     duration_ms int not null check (duration_ms between 1 and 86400000),
     size_bytes bigint not null,
     sha256 bytea not null check (length(sha256) = 32),
     store_reference text not null,
     -- empty if it has none yet
     category text not null,
     capture_signature text not null check (capture_signature in ('absent', 'valid', 'broken')),
     uploaded_at timestamptz not null,
     registered_at timestamptz not null,
     not_held boolean not null,
     clock_skew boolean not null,
     link_state text not null default 'none' check (link_state in ('none', 'proposed', 'confirmed')),
     -- of a confirmed link
     incident_id uuid,
     -- what the evidence store has, and when to compare it next
     stored_object text not null default 'unchecked'
       check (stored_object in ('unchecked', 'intact', 'missing', 'altered')),
     verified_at timestamptz,
     verify_at timestamptz not null default '-infinity',
     constraint recording_digest_key unique (sha256),
     check ((link_state = 'confirmed') = (incident_id is not null))
   )`,
  // Needed by listRecordings (recording-list.store.ts).
  'create index recording_of_camera on recording (camera_id, started_at)',
  // Needed by listRecordings (recording-list.store.ts).
  'create index recording_of_officer on recording (officer_id, started_at)',
  // Needed by listRecordings (recording-list.store.ts).
  'create index recording_of_unit on recording (unit_code, started_at)',
  // Needed by listRecordings (recording-list.store.ts).
  'create index recording_of_incident on recording (incident_id) where incident_id is not null',
  // Needed by countCompliance (compliance.store.ts).
  'create index recording_started on recording (started_at)',
  // Needed by OPENED (request-freeze.store.ts).
  'create index recording_of_oblast on recording (oblast_code, started_at)',
  // Needed by LATE (request-freeze.store.ts).
  'create index recording_registered on recording (registered_at)',
  // Needed by TAKE (verification.store.ts).
  'create index recording_to_verify on recording (verify_at)',
];

export const RECORDING_RIGHTS: Rights = {
  recording: {
    insert: true,
    update: ['category', 'link_state', 'incident_id', 'not_held', 'stored_object', 'verified_at', 'verify_at'],
    reader: {
      columns: [
        'recording_id',
        'camera_id',
        'unit_code',
        'oblast_code',
        'started_at',
        'duration_ms',
        'size_bytes',
        'category',
        'capture_signature',
        'uploaded_at',
        'registered_at',
        'not_held',
        'clock_skew',
        'link_state',
        'stored_object',
        'verified_at',
      ],
    },
  },
};

/** What other modules may join. */
export const RECORDING_ROWS = `(
  select recording_id, camera_id, officer_id, unit_code, oblast_code, hromada_code, started_at, duration_ms, size_bytes,
    sha256, store_reference, category, uploaded_at, registered_at, not_held, link_state, incident_id
  from recording)`;

/** The incidents that recordings show. This module is built on theirs, so service.ts hands it to that. */
export const LINKED_INCIDENTS = sqlPart('(select incident_id from recording where incident_id is not null)');

/** The ids of the recordings that have these digests, by digest in hexadecimal digits. */
export async function findByDigest(em: EntityManager, digests: readonly string[]): Promise<Map<string, KnownDigest>> {
  const found = await rows<DigestRow>(em, BY_DIGEST, [digests.map((digest) => Buffer.from(digest, 'hex'))]);
  return new Map(
    found.map(({ sha256, recording_id, not_held, clock_skew }) => [
      sha256.toString('hex'),
      { recordingId: recording_id, notHeld: not_held, clockSkew: clock_skew },
    ]),
  );
}

export interface KnownDigest {
  readonly recordingId: string;
  readonly notHeld: boolean;
  readonly clockSkew: boolean;
}

interface DigestRow {
  readonly sha256: Buffer;
  readonly recording_id: string;
  readonly not_held: boolean;
  readonly clock_skew: boolean;
}

const BY_DIGEST = prepared(
  'select sha256, recording_id, not_held, clock_skew from recording where sha256 = any ($1::bytea[])',
);

/**
 * Adds the recordings whose digest is not there yet, and resolves to those that were added. In the order of their
 * digests, so that two overlapping requests wait for each other instead of deadlocking.
 */
export async function addRecordings(tx: EntityManager, recordings: readonly Recording[]): Promise<Recording[]> {
  if (recordings.length === 0) return [];
  const inserted = await rows<{ recording_id: string }>(tx, INSERT, COLUMNS.valuesOf(recordings));
  const ids = new Set(inserted.map(({ recording_id }) => recording_id));
  return recordings.filter(({ recordingId }) => ids.has(recordingId));
}

const COLUMNS = unnested<Recording>([
  ['recording_id', 'uuid', ({ recordingId }) => recordingId],
  ['camera_id', 'uuid', ({ cameraId }) => cameraId],
  ['officer_id', 'uuid', ({ officerId }) => officerId],
  ['unit_code', 'text', ({ unitCode }) => unitCode],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['hromada_code', 'text', ({ hromadaCode }) => hromadaCode],
  ['started_at', 'timestamptz', ({ startedAt }) => startedAt],
  ['camera_time', 'timestamptz', ({ cameraTime }) => cameraTime],
  ['clock_offset_ms', 'integer', ({ clockOffsetMs }) => clockOffsetMs],
  ['duration_ms', 'integer', ({ durationMs }) => durationMs],
  ['size_bytes', 'bigint', ({ sizeBytes }) => sizeBytes],
  ['sha256', 'bytea', ({ sha256 }) => Buffer.from(sha256, 'hex')],
  ['store_reference', 'text', ({ storeReference }) => storeReference],
  ['category', 'text', ({ category }) => category],
  ['capture_signature', 'text', ({ captureSignature }) => captureSignature],
  ['uploaded_at', 'timestamptz', ({ uploadedAt }) => uploadedAt],
  ['registered_at', 'timestamptz', ({ registeredAt }) => registeredAt],
  ['not_held', 'boolean', ({ notHeld }) => notHeld],
  ['clock_skew', 'boolean', ({ clockSkew }) => clockSkew],
]);

const INSERT = prepared(`
  insert into recording (${COLUMNS.names})
  select * from ${COLUMNS.source} as new (${COLUMNS.names}) order by sha256
  on conflict (sha256) do nothing
  returning recording_id`);

/** Those of the given ids that are known, by id. */
export async function findRecordings(em: EntityManager, ids: readonly string[]): Promise<Map<string, StoredRecording>> {
  if (ids.length === 0) return new Map();
  const found = await rows<RecordingRow>(em, 'select * from recording where recording_id = any ($1::uuid[])', [ids]);
  return new Map(found.map((row) => [row.recording_id, toRecording(row)]));
}

/** The recordings, locked until the transaction ends, in the order of their ids. */
export async function lockRecordings(tx: EntityManager, ids: readonly string[]): Promise<StoredRecording[]> {
  return (await rows<RecordingRow>(tx, LOCK, [ids])).map(toRecording);
}

const LOCK = prepared('select * from recording where recording_id = any ($1::uuid[]) order by recording_id for update');

/** Keeps links and steps of the recordings from changing until the transaction ends. In the order of their ids. */
export async function lockUnread(tx: EntityManager, ids: readonly string[]): Promise<void> {
  await rows(tx, LOCK_UNREAD, [ids]);
}

const LOCK_UNREAD = prepared(
  'select from recording where recording_id = any ($1::uuid[]) order by recording_id for no key update',
);

export async function setCategory(
  tx: EntityManager,
  changed: readonly StoredRecording[],
  category: string,
): Promise<void> {
  await rows(tx, 'update recording set category = $2 where recording_id = any ($1::uuid[])', [
    changed.map(({ recordingId }) => recordingId),
    category,
  ]);
}

export interface RecordingRow {
  readonly recording_id: string;
  readonly camera_id: string;
  readonly officer_id: string;
  readonly unit_code: string;
  readonly oblast_code: string;
  readonly hromada_code: string;
  readonly started_at: string;
  readonly camera_time: string;
  readonly clock_offset_ms: number;
  readonly duration_ms: number;
  readonly size_bytes: string;
  readonly sha256: Buffer;
  readonly store_reference: string;
  readonly category: string;
  readonly capture_signature: CaptureSignature;
  readonly uploaded_at: string;
  readonly registered_at: string;
  readonly not_held: boolean;
  readonly clock_skew: boolean;
  readonly link_state: LinkState;
  readonly incident_id: string | null;
  readonly stored_object: StoredObject;
  readonly verified_at: string | null;
}

export function toRecording(row: RecordingRow): StoredRecording {
  return {
    recordingId: row.recording_id,
    cameraId: row.camera_id,
    officerId: row.officer_id,
    unitCode: row.unit_code,
    oblastCode: row.oblast_code,
    hromadaCode: row.hromada_code,
    startedAt: toDate(row.started_at),
    cameraTime: toDate(row.camera_time),
    clockOffsetMs: row.clock_offset_ms,
    durationMs: row.duration_ms,
    sizeBytes: BigInt(row.size_bytes),
    sha256: row.sha256.toString('hex'),
    storeReference: row.store_reference,
    category: row.category,
    captureSignature: row.capture_signature,
    uploadedAt: toDate(row.uploaded_at),
    registeredAt: toDate(row.registered_at),
    notHeld: row.not_held,
    clockSkew: row.clock_skew,
    linkState: row.link_state,
    incidentId: row.incident_id ?? '',
    storedObject: row.stored_object,
    verifiedAt: toOptionalDate(row.verified_at),
  };
}
