/**
 * The producer's database was restored, and some of what was applied here is lost there: its positions say nothing
 * about ours, and nothing of it is applied until the effects are rebuilt from what it knows.
 */
export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';
  readonly messageIsLoggable = true;

  constructor(producer: string, position: bigint, met: string) {
    super(`the ledger of ${producer} has epoch ${met} and another event at ${position}: rebuild before going on`);
  }
}

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

/** The producer ended its answer before all that was asked for. Of a class of its own, so that the log tells of it. */
export class LedgerIncomplete extends Error {
  override readonly name = 'LedgerIncomplete';
  readonly messageIsLoggable = true;
}
