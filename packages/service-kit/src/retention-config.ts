import { ConfigError, days, namedAddresses } from '@safe-community/config';
import type { KnownConsumer } from './operations/consumer/consumer.client.ts';

/** How long a service keeps what it would otherwise keep for ever. */
export interface RetentionPolicy {
  /** Days that the answer to a write is kept for repeats; 0: for ever. The id of the request is kept in any case. */
  readonly answersKeptDays: number;
  /** Days that events are kept in the ledger, at least; 0: for ever. */
  readonly eventsKeptDays: number;
  /** Who must have applied an event before it goes. */
  readonly consumers: readonly KnownConsumer[];
}

export const RETENTION_VARIABLES = {
  REQUEST_ANSWERS_KEPT: days().default(90),
  LEDGER_EVENTS_KEPT: days().default(0),
  LEDGER_CONSUMERS: namedAddresses().optional(),
};

interface RetentionSettings {
  readonly REQUEST_ANSWERS_KEPT: number;
  readonly LEDGER_EVENTS_KEPT: number;
  readonly LEDGER_CONSUMERS: readonly KnownConsumer[] | undefined;
}

/** @throws {ConfigError} when events are to go and nobody says who hears them: they would be missed. */
export function retentionOf(settings: RetentionSettings): RetentionPolicy {
  const { REQUEST_ANSWERS_KEPT, LEDGER_EVENTS_KEPT, LEDGER_CONSUMERS: consumers } = settings;
  if (LEDGER_EVENTS_KEPT > 0 && consumers === undefined) {
    throw new ConfigError([
      'LEDGER_CONSUMERS is not set, and LEDGER_EVENTS_KEPT has events pruned: name every service that hears this one ' +
        '(LEDGER_CONSUMERS=statistics=statistics:50054), or say none',
    ]);
  }
  return {
    answersKeptDays: REQUEST_ANSWERS_KEPT,
    eventsKeptDays: LEDGER_EVENTS_KEPT,
    consumers: consumers ?? [],
  };
}
