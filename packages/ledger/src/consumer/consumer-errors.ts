import type { Installation } from '@safe-community/domain-kit';
/**
 * The producer's database was restored and lacks events that were applied here. Positions of the two epochs cannot be
 * compared, so the consumer applies nothing until its effects are rebuilt from the ledger.
 */
export class EpochChanged extends Error {
  override readonly name = 'EpochChanged';
  readonly messageIsLoggable = true;

  constructor(producer: string, position: bigint, epoch: string) {
    super(
      `the ledger of ${producer} has epoch ${epoch} and another event at position ${position}: ` +
        'rebuild the effects from the ledger',
    );
  }
}

/** The producer belongs to another kind of installation: invented and real figures would mix. */
export class OtherProducer extends Error {
  override readonly name = 'OtherProducer';
  readonly messageIsLoggable = true;

  constructor(producer: string, found: Installation, expected: Installation) {
    super(`the events of ${producer} are of a ${found} installation, and this service belongs to a ${expected} one`);
  }
}

/** The producer no longer keeps events that this consumer has not applied. Skipping them would lose them silently. */
export class EventsForgotten extends Error {
  override readonly name = 'EventsForgotten';
  readonly messageIsLoggable = true;

  constructor(from: bigint, detail: string) {
    super(
      `events from position ${from} on are needed, and the producer has pruned them (${detail}): see the runbook about retention`,
    );
  }
}

/** The producer withholds events because this service may not read them. */
export class EventsWithheld extends Error {
  override readonly name = 'EventsWithheld';
  readonly messageIsLoggable = true;

  constructor(position: bigint) {
    super(`the event at position ${position} is withheld: this service lacks a scope at the producer`);
  }
}

/** The producer ended its answer early. A class of its own, so that the log shows its message. */
export class LedgerIncomplete extends Error {
  override readonly name = 'LedgerIncomplete';
  readonly messageIsLoggable = true;
}
