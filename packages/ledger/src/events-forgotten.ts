/**
 * The producer no longer keeps what this consumer has not applied. Nothing goes on by itself: to pass over it would
 * lose facts without a word.
 */
export class EventsForgotten extends Error {
  override readonly name = 'EventsForgotten';
  readonly messageIsLoggable = true;

  constructor(from: bigint, detail: string) {
    super(
      `events from position ${from} on are needed, and the producer has pruned them (${detail}): ` +
        'see the runbook about retention',
    );
  }
}

/** The producer keeps events back because this service may not read them. */
export class EventsWithheld extends Error {
  override readonly name = 'EventsWithheld';
  readonly messageIsLoggable = true;

  constructor(position: bigint) {
    super(`the event at position ${position} is withheld: this service lacks a scope at the producer`);
  }
}
