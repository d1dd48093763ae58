import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { AuditCheckpoint } from '../chain/checkpoint.ts';

interface CheckpointRow {
  readonly sequence: string;
  readonly hash: Buffer;
  readonly signed_at: string;
  readonly key_id: string;
  readonly public_key: Buffer;
  readonly signature: Buffer;
}

/** In the order of the sequence, both ends included. */
export async function checkpointsUpTo(
  em: EntityManager,
  service: string,
  from: bigint,
  to: bigint,
): Promise<AuditCheckpoint[]> {
  const found = await rows<CheckpointRow>(
    em,
    'select * from audit_checkpoint where sequence between $1 and $2 order by sequence',
    [String(from), String(to)],
  );
  return found.map((row) => toCheckpoint(service, row));
}

/** The first checkpoints from `from` on, in the order of the sequence. */
export async function checkpointsFrom(
  em: EntityManager,
  service: string,
  from: bigint,
  most: number,
): Promise<AuditCheckpoint[]> {
  const found = await rows<CheckpointRow>(
    em,
    'select * from audit_checkpoint where sequence >= $1 order by sequence limit $2',
    [String(from), most],
  );
  return found.map((row) => toCheckpoint(service, row));
}

/** The newest checkpoints below `olderThan`, newest first. */
export async function newestCheckpoints(
  em: EntityManager,
  service: string,
  olderThan: bigint | undefined,
  most: number,
): Promise<AuditCheckpoint[]> {
  const found = await rows<CheckpointRow>(
    em,
    `select * from audit_checkpoint where sequence < coalesce($1, 9223372036854775807)
     order by sequence desc limit $2`,
    [olderThan === undefined ? null : String(olderThan), most],
  );
  return found.map((row) => toCheckpoint(service, row));
}

/** If another replica has already signed this sequence, its signature stays. */
export async function keepCheckpoint(em: EntityManager, checkpoint: AuditCheckpoint): Promise<void> {
  const { sequence, hash, signedAt, keyId, publicKey, signature } = checkpoint;
  await rows(
    em,
    `insert into audit_checkpoint (sequence, hash, signed_at, key_id, public_key, signature)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [String(sequence), hash, signedAt, keyId, publicKey, signature],
  );
}

function toCheckpoint(service: string, row: CheckpointRow): AuditCheckpoint {
  return {
    service,
    sequence: BigInt(row.sequence),
    hash: row.hash,
    signedAt: toDate(row.signed_at),
    keyId: row.key_id,
    publicKey: row.public_key,
    signature: row.signature,
  };
}
