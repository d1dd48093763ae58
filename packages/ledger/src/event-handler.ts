import type { EntityManager } from '@safe-community/database';
import type { Envelope, EventKind } from '@safe-community/events';

/** An event as a handler gets it. */
export interface Heard<Message> {
  readonly message: Message;
  readonly envelope: Envelope;
}

/** What a service does about one kind of event. */
export interface EventHandler {
  readonly type: string;
  /** Applies consecutive events of the kind, within the consumer's transaction. */
  apply(em: EntityManager, envelopes: readonly Envelope[]): Promise<void>;
}

/**
 * Declares a reaction. `apply` gets a run of events in the order in which they
 * happened and must have all its effects through `em`: they count exactly once.
 */
export function on<Message>(
  kind: EventKind<Message>,
  apply: (em: EntityManager, heard: readonly Heard<Message>[]) => Promise<void>,
): EventHandler {
  return {
    type: kind.type,
    apply: (em, envelopes) =>
      apply(
        em,
        envelopes.map((envelope) => ({ message: kind.decode(envelope.body), envelope })),
      ),
  };
}
