import { randomBytes, randomUUID } from 'node:crypto';
import { RecordingMetadata } from '@safe-community/contracts/cameras/v1/recording.ts';

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
