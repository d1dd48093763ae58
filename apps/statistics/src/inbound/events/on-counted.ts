import type { EntityManager } from '@safe-community/database';
import type { EventKind } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';

/** A reaction to events that count: those of load tests are left out of every figure. */
export function onCounted<Message>(
  kind: EventKind<Message>,
  apply: (em: EntityManager, messages: readonly Message[]) => Promise<void>,
): EventHandler {
  return on(kind, async (em, heard) => {
    const counted = heard.filter(({ envelope }) => !envelope.synthetic).map(({ message }) => message);
    if (counted.length > 0) await apply(em, counted);
  });
}
