import type { Step } from '@safe-community/database';
import type { EventKind } from '@safe-community/events';
import { on, type EventHandler, type OnOptions, type Received } from '@safe-community/ledger';
import { kyivDay, type Day } from '../calendar/module.ts';

type Effects<Event> = (events: readonly Event[]) => readonly Step[];

/** An event of a sum. */
export interface Known<Message> {
  readonly message: Message;
  /** The day on which its service recorded it, Kyiv time: the same however late it arrives, and in a rebuild. */
  readonly knownOn: Day;
}

/**
 * A reaction that adds to sums, or writes what holds whatever comes before it, with the day on which it became known. Each
 * event holds all that its effect needs, so that events of other kinds may be applied before or after it. Events of load
 * tests count nowhere.
 */
export function onSum<Message>(kind: EventKind<Message>, effects: Effects<Known<Message>>): EventHandler {
  return onKnownState(kind, effects, { commutes: true });
}

/** A reaction that replaces what is known (see onState), with the day on which it became known. */
export function onKnownState<Message>(
  kind: EventKind<Message>,
  effects: Effects<Known<Message>>,
  { commutes = false }: OnOptions = {},
): EventHandler {
  return onCounted(kind, (received) => effects(received.map(toKnown)), { commutes });
}

function toKnown<Message>({ message, envelope }: Received<Message>): Known<Message> {
  return { message, knownOn: kyivDay(envelope.recordedAt) };
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
  return onCounted(kind, (received) => effects(received.map(({ message }) => message)), { commutes });
}

function onCounted<Message>(
  kind: EventKind<Message>,
  effects: Effects<Received<Message>>,
  options: OnOptions,
): EventHandler {
  return on(
    kind,
    (received) => {
      const counted = received.filter(({ envelope }) => !envelope.isTest);
      return counted.length > 0 ? effects(counted) : [];
    },
    options,
  );
}
