import { INSTALLATION_KIND, rows, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import { toEnvelope, type EventRow } from '../outbox/stored-event.ts';

/** An event that the stream held and the restored ledger does not. */
export interface LostEvent {
  /** From 1, in the order in which they were found. */
  readonly id: bigint;
  readonly envelope: Envelope;
}

interface LostRow extends EventRow {
  readonly id: string;
  readonly epoch: string;
  readonly partition: number;
}

/** Up to `most` lost events after `after`. */
export async function listLostEvents(
  em: EntityManager,
  producer: string,
  after: bigint,
  most: number,
): Promise<LostEvent[]> {
  const found = await rows<LostRow>(em, LOST, [after, most]);
  return found.map((row) => ({ id: BigInt(row.id), envelope: toEnvelope(row, { ...row, producer }) }));
}

const LOST = `
  select ledger_lost_event.*, ${INSTALLATION_KIND} as installation
  from ledger_lost_event where id > $1 order by id limit $2`;
