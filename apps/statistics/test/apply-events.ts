import { randomUUID } from 'node:crypto';
import { inOneGo, type Database } from '@safe-community/database';
import type { Envelope, NewEvent } from '@safe-community/events';
import { effectsOf } from '@safe-community/ledger';
import type { Subscription } from '@safe-community/service-kit';

/** Applies events that were recorded at these times as one batch, without a broker. */
export async function applyEvents(
  database: Database,
  { producer, handlers }: Pick<Subscription, 'producer' | 'handlers'>,
  recorded: readonly (readonly [event: NewEvent, recordedAt: string])[],
): Promise<void> {
  const byType = new Map(handlers.map((handler) => [handler.type, handler]));
  const envelopes = recorded.map(([event, recordedAt], index): Envelope => ({
    ...event,
    producer,
    partition: 0,
    position: BigInt(index + 1),
    epoch: '',
    id: randomUUID(),
    recordedAt: new Date(recordedAt),
    isTest: false,
    installation: 'demonstration',
    traceparent: '',
  }));
  await inOneGo(database, effectsOf(envelopes, byType));
}
