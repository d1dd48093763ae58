import { prepared, rows, type Database } from '@safe-community/database';
import type { AuditCheckpoint } from '../chain/checkpoint.ts';
import { keepCheckpoint } from '../store/checkpoint-rows.ts';
import type { SigningKey } from './signing-key.ts';

/** When a checkpoint is due: by entries or by age, whichever comes first. */
export interface CheckpointPace {
  /** Entries since the last checkpoint. */
  readonly entries: number;
  /** Maximum age of the oldest entry that no checkpoint covers, milliseconds. */
  readonly ageMs: number;
}

/**
 * Somebody with write access to the database can remove the entries after the last checkpoint unnoticed: at most one
 * minute.
 */
export const USUAL_PACE: CheckpointPace = { entries: 10_000, ageMs: 60_000 };

/** Signs the end of the chain if that is due. Resolves to the checkpoint, or undefined if none was due. */
export async function signCheckpoint(
  database: Database,
  service: string,
  key: SigningKey,
  pace: CheckpointPace = USUAL_PACE,
): Promise<AuditCheckpoint | undefined> {
  const em = database.em.fork();
  const [tail] = await rows<{ last_sequence: string; hash: Buffer }>(em, DUE, [pace.entries, pace.ageMs]);
  if (tail === undefined) return undefined;
  const sequence = BigInt(tail.last_sequence);
  const checkpoint = key.sign({ service, sequence, hash: tail.hash, signedAt: new Date() });
  await keepCheckpoint(em, checkpoint);
  return checkpoint;
}

/** The last link, if a checkpoint is due. */
const DUE = prepared(`
  with signed as (select coalesce(max(sequence), 0) as sequence from audit_checkpoint),
    tail as (select last_sequence, hash from audit_link order by first_sequence desc limit 1),
    oldest as (
      select recorded_at from audit_link, signed where first_sequence > signed.sequence order by first_sequence limit 1
    )
  select tail.last_sequence, tail.hash from tail, signed, oldest
  where tail.last_sequence - signed.sequence >= $1
    or clock_timestamp() - oldest.recorded_at >= make_interval(secs => $2 / 1000.0)`);
