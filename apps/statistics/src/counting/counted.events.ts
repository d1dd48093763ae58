import type { Step } from '@safe-community/database';
import type { EventKind } from '@safe-community/events';
import { on, type EventHandler, type OnOptions } from '@safe-community/ledger';

type Effects<Message> = (messages: readonly Message[]) => readonly Step[];

/**
 * A reaction that adds to sums. Each event holds all that its effect needs, so that events of other kinds may be applied
 * before or after it. Events of load tests count nowhere.
 */
export function onSum<Message>(kind: EventKind<Message>, effects: Effects<Message>): EventHandler {
  return onCounted(kind, effects, { commutes: true });
}

/**
 * A reaction that replaces what is known. Events are applied in the order of the ledger, also among those of other kinds.
 * `commutes: true` keeps only the order within the kind and is faster: only for an effect that is the same whichever
 * events of other kinds come before it. Events of load tests count nowhere.
 */
export function onState<Message>(
  kind: EventKind<Message>,
  effects: Effects<Message>,
  { commutes = false }: OnOptions = {},
): EventHandler {
  return onCounted(kind, effects, { commutes });
}

function onCounted<Message>(kind: EventKind<Message>, effects: Effects<Message>, options: OnOptions): EventHandler {
  return on(
    kind,
    (received) => {
      const counted = received.filter(({ envelope }) => !envelope.synthetic).map(({ message }) => message);
      return counted.length > 0 ? effects(counted) : [];
    },
    options,
  );
}
