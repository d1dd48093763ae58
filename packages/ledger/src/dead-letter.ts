import { rows, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Reader } from './checkpoint.ts';

/** Puts an event that cannot be applied aside, with the reason; the ones after it flow on. */
export async function buryEvent(em: EntityManager, reader: Reader, event: Envelope, reason: string): Promise<void> {
  await rows(
    em,
    `insert into dead_letter (consumer, producer, partition, position, type, event_id, reason, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      reader.consumer,
      reader.producer,
      reader.partition,
      event.position,
      event.type,
      event.id,
      reason,
      Buffer.from(event.body),
    ],
  );
}
