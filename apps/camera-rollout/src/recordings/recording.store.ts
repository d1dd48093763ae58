import { prepared, rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import type { Recording } from './recording.ts';

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
     demonstration boolean not null,
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
];

export const RECORDING_RIGHTS: Rights = {
  recording: {
    insert: true,
    update: ['category', 'link_state', 'incident_id'],
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
        'demonstration',
      ],
    },
  },
};

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
  ['demonstration', 'boolean', ({ demonstration }) => demonstration],
]);

const INSERT = prepared(`
  insert into recording (${COLUMNS.names})
  select * from ${COLUMNS.source} as new (${COLUMNS.names}) order by sha256
  on conflict (sha256) do nothing
  returning recording_id`);
