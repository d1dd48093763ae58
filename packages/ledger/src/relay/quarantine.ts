import { rows, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';

/** An event that the broker does not take, and why. */
export interface Refused {
  readonly event: Envelope;
  readonly reason: Unpublishable;
}

/**
 * Keeps in mind what the broker did not take, before the mark moves past it. It is in the ledger, where consumers
 * find it when they miss it in the stream. Said once, however often it is tried again.
 */
export async function setAside(em: EntityManager, refused: readonly Refused[], logger: Logger): Promise<void> {
  for (const { event, reason } of refused) {
    const { producer, id: eventId, type: eventType, position, body } = event;
    const fresh = await rows(
      em,
      `insert into ledger_set_aside (partition, position, reason) values ($1, $2, $3)
       on conflict do nothing returning 1`,
      [PARTITION, position, reason],
    );
    if (fresh.length === 0) continue;
    const about = { producer, eventId, eventType, position, cause: reason, bytes: body.byteLength };
    logger.error('an event cannot be published and is set aside', about);
  }
}

/** A stream that was filled up again may have taken what an earlier one did not. */
export async function forgetTaken(
  em: EntityManager,
  batch: readonly Envelope[],
  refused: readonly Refused[],
): Promise<void> {
  await rows(
    em,
    'delete from ledger_set_aside where partition = $1 and position between $2 and $3 and position <> all($4::bigint[])',
    [PARTITION, batch.at(0)?.position, batch.at(-1)?.position, refused.map(({ event }) => event.position)],
  );
}

export async function countSetAside(em: EntityManager): Promise<number> {
  const [row] = await rows<{ events: string }>(
    em,
    'select count(*) as events from ledger_set_aside where partition = $1',
    [PARTITION],
  );
  return Number(row?.events);
}

/** The lowest positions of those that the broker does not take. */
export async function setAsidePositions(em: EntityManager, most: number): Promise<bigint[]> {
  const found = await rows<{ position: string }>(
    em,
    'select position from ledger_set_aside where partition = $1 order by position limit $2',
    [PARTITION, most],
  );
  return found.map(({ position }) => BigInt(position));
}

/** Why the broker will not take an event, however often it is tried. */
export type Unpublishable = 'too-large' | 'bad-subject';

/** JetStream's own code for a message larger than its stream takes. */
const MESSAGE_TOO_LARGE = 10_054;

/** Undefined when another try may succeed: the broker is away, busy or full. */
export function whyUnpublishable(error: unknown): Unpublishable | undefined {
  if (error instanceof errors.InvalidSubjectError) return 'bad-subject';
  // The client knows the server's limit; no other argument of ours can be wrong.
  if (error instanceof errors.InvalidArgumentError) return 'too-large';
  return error instanceof JetStreamApiError && error.code === MESSAGE_TOO_LARGE ? 'too-large' : undefined;
}
