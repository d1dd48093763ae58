import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';

/** An event that the stream held and the restored ledger does not. */
export interface LostEvent {
  /** From 1, in the order in which they were found. */
  readonly id: bigint;
  readonly envelope: Envelope;
}

interface LostRow {
  readonly id: string;
  readonly epoch: string;
  readonly partition: number;
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly subject: string;
  readonly recorded_at: string;
  readonly traceparent: string;
  readonly synthetic: boolean;
  readonly body: Buffer;
}

/** Up to `most` of them after `after`. */
export async function listLostEvents(
  em: EntityManager,
  producer: string,
  after: bigint,
  most: number,
): Promise<LostEvent[]> {
  const found = await rows<LostRow>(em, 'select * from ledger_lost_event where id > $1 order by id limit $2', [
    after,
    most,
  ]);
  return found.map((row) => ({
    id: BigInt(row.id),
    envelope: {
      producer,
      epoch: row.epoch,
      partition: row.partition,
      position: BigInt(row.position),
      id: row.event_id,
      type: row.type,
      subject: row.subject,
      recordedAt: toDate(row.recorded_at),
      traceparent: row.traceparent,
      synthetic: row.synthetic,
      body: row.body,
    },
  }));
}
