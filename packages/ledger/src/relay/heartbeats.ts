import type { NatsConnection } from '@nats-io/transport-node';
import { encodeHeartbeat, heartbeatSubject, orStopped, pause } from '@safe-community/events';
import { Seldom } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import type { RelayOptions } from './relay-options.ts';
import { headOf } from '../outbox/stored-event.ts';

const HEARTBEAT_MS = 1_000;

/** Sends every second how far the ledger is, so that consumers notice events that the stream lacks. */
export async function sendHeartbeats(nc: NatsConnection, options: RelayOptions, turn: AbortSignal): Promise<void> {
  const { database, producer, logger, wakeup } = options;
  const troubles = new Seldom();
  while (!turn.aborted) {
    await pause(HEARTBEAT_MS, turn);
    try {
      const known = await orStopped(headOf(database.em.fork(), PARTITION), turn);
      if (known === undefined || nc.isClosed()) return;
      const { epoch, head, published } = known;
      // Another replica committed it, and its notification was lost.
      if (head > published) wakeup.wake();
      nc.publish(heartbeatSubject(producer), encodeHeartbeat({ epoch, partition: PARTITION, head, published }));
      troubles.forget();
    } catch (error) {
      troubles.tell(error, (repeated) =>
        logger.warn('cannot read the ledger; no heartbeat sent', { producer, repeated, error }),
      );
    }
  }
}
