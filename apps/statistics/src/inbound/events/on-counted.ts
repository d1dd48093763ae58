import type { EntityManager } from '@safe-community/database';
import type { EventKind } from '@safe-community/events';
import { on, type EventHandler } from '@safe-community/ledger';

/** A reaction to events that count: those of load tests are left out of every figure. Sums do not ask for the order. */
export function onCounted<Message>(
  kind: EventKind<Message>,
  apply: (em: EntityManager, messages: readonly Message[]) => Promise<void>,
): EventHandler {
  const applyCounted: Parameters<typeof on<Message>>[1] = async (em, heard) => {
    const counted = heard.filter(({ envelope }) => !envelope.synthetic).map(({ message }) => message);
    if (counted.length > 0) await apply(em, counted);
  };
  return on(kind, applyCounted, { commutes: true });
}
