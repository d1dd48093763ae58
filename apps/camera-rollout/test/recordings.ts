import { randomBytes, randomUUID } from 'node:crypto';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';
import type { RunningRollout } from './running-rollout.ts';

export const UNIT = 'kyiv-1';
export const KYIV = 'UA80000000000093317';

/** Ten minutes of a camera, with a digest of its own. */
export function metadata(
  change: Partial<RecordingMetadata> & Pick<RecordingMetadata, 'cameraId' | 'officerId' | 'startTime'>,
) {
  return RecordingMetadata.fromPartial({
    durationMs: 600_000,
    sizeBytes: 1_000n,
    sha256: randomBytes(32).toString('hex'),
    storeReference: `2026/${randomUUID()}.mp4`,
    ...change,
  });
}

type Rows = Pick<RunningRollout, 'sql'>;

/** What the entries of a kind say in the chain of custody of a recording. */
export async function factsOf({ sql }: Rows, recordingId: string, kind: string): Promise<unknown[]> {
  const found = await sql('select facts from recording_custody where recording_id = $1 and kind = $2', [
    recordingId,
    kind,
  ]);
  return found.map(({ facts }) => facts);
}

/** A fire in Kyiv, as the consumer has stored it. */
export async function addIncident({ sql }: Rows, incidentId: string): Promise<void> {
  await sql(`insert into known_incident values ($1, 'fire', '', $2, now(), now(), null, null, null, false)`, [
    incidentId,
    KYIV,
  ]);
}

/** The newest event of a type, such as `recording-linked`. */
export async function lastEvent<Message>(
  { sql }: Rows,
  type: string,
  codec: { decode(bytes: Uint8Array): Message },
): Promise<Message> {
  const [event] = await sql(`select body from ledger_event where type ~ $1 order by position desc limit 1`, [type]);
  return codec.decode(event?.['body'] as Buffer);
}
