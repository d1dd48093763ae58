import type { Logger } from '@safe-community/telemetry';

/** Recordings whose chain has lost its head, as a run of a job meets them. */
export type LostHeads = Set<string>;

/** Logs once per run, even if the run fails, how many chains could not be appended to. */
export async function tellingLostHeads<Result>(
  logger: Logger,
  run: (lost: LostHeads) => Promise<Result>,
): Promise<Result> {
  const lost: LostHeads = new Set();
  try {
    return await run(lost);
  } finally {
    const [recordingId] = [...lost].toSorted();
    if (recordingId !== undefined) {
      logger.error('chains of custody have lost their heads: nothing is appended to them', {
        count: lost.size,
        recordingId,
      });
    }
  }
}
