import type { EntityManager } from '@safe-community/database';
import type { EventKind } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';

/** A reaction to events that count. Events of load tests count nowhere. The order of kinds does not matter to sums. */
export function onCounted<Message>(
  kind: EventKind<Message>,
  apply: (tx: EntityManager, messages: readonly Message[]) => Promise<void>,
): EventHandler {
  return on(
    kind,
    async (tx, received) => {
      const counted = received.filter(({ envelope }) => !envelope.synthetic).map(({ message }) => message);
      if (counted.length > 0) await apply(tx, counted);
    },
    { commutes: true },
  );
}
