import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { rows, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';

/** Why the broker never accepts an event, however often the relay tries. */
type Unpublishable = 'too-large' | 'bad-subject';

/** An event that the broker does not accept. */
export interface Rejected {
  readonly event: Envelope;
  readonly reason: Unpublishable;
}

/** JetStream's own code for a message larger than its stream takes. */
const MESSAGE_TOO_LARGE = 10_054;

/** Undefined when another try may succeed: the broker is away, busy or full. */
export function whyUnpublishable(error: unknown): Unpublishable | undefined {
  if (error instanceof errors.InvalidSubjectError) return 'bad-subject';
  // The client knows the server's limit; none of our other arguments can be wrong.
  if (error instanceof errors.InvalidArgumentError) return 'too-large';
  return error instanceof JetStreamApiError && error.code === MESSAGE_TOO_LARGE ? 'too-large' : undefined;
}

/**
 * Records rejected events before the mark moves past them. They stay in the ledger, where consumers find them when the
 * stream lacks them. Each is logged once, however often the relay tries it again.
 */
export async function quarantine(em: EntityManager, rejected: readonly Rejected[], logger: Logger): Promise<void> {
  for (const { event, reason } of rejected) {
    const { producer, id: eventId, type: eventType, position, body } = event;
    const added = await rows(
      em,
      `insert into ledger_set_aside (partition, position, reason) values ($1, $2, $3)
       on conflict do nothing returning 1`,
      [PARTITION, position, reason],
    );
    if (added.length === 0) continue;
    const about = { producer, eventId, eventType, position, cause: reason, bytes: body.byteLength };
    logger.error('event cannot be published; quarantined', about);
  }
}

/** Forgets the quarantine of events that the broker has accepted since. */
export async function releaseAccepted(
  em: EntityManager,
  first: bigint,
  last: bigint,
  rejected: readonly Rejected[],
): Promise<void> {
  await rows(
    em,
    'delete from ledger_set_aside where partition = $1 and position between $2 and $3 and position <> all($4::bigint[])',
    [PARTITION, first, last, rejected.map(({ event }) => event.position)],
  );
}

export async function countQuarantined(em: EntityManager): Promise<number> {
  const [row] = await rows<{ events: string }>(
    em,
    'select count(*) as events from ledger_set_aside where partition = $1',
    [PARTITION],
  );
  return Number(row?.events);
}

/** The lowest positions of quarantined events. */
export async function quarantinedPositions(em: EntityManager, most: number): Promise<bigint[]> {
  const found = await rows<{ position: string }>(
    em,
    'select position from ledger_set_aside where partition = $1 order by position limit $2',
    [PARTITION, most],
  );
  return found.map(({ position }) => BigInt(position));
}
