import { ConfigError, days, namedAddresses } from '@safe-community/config';
import type { KnownConsumer } from './operations/consumer/consumer.client.ts';

/** How long a service keeps stored responses and events. */
export interface RetentionPolicy {
  /** Days that the response to a write is kept for repeated requests; 0: forever. The request id is always kept. */
  readonly answersKeptDays: number;
  /** Days that events are kept in the ledger, at least; 0: forever. */
  readonly eventsKeptDays: number;
  /** The consumers that must have applied an event before it is deleted. */
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

/** @throws {ConfigError} if events are deleted and their consumers are not named: they would miss events. */
export function retentionOf(settings: RetentionSettings): RetentionPolicy {
  const { REQUEST_ANSWERS_KEPT, LEDGER_EVENTS_KEPT, LEDGER_CONSUMERS: consumers } = settings;
  if (LEDGER_EVENTS_KEPT > 0 && consumers === undefined) {
    throw new ConfigError([
      'LEDGER_CONSUMERS is not set, but LEDGER_EVENTS_KEPT deletes old events: name every service that consumes them ' +
        '(LEDGER_CONSUMERS=statistics=statistics:50054), or set it to none',
    ]);
  }
  return {
    answersKeptDays: REQUEST_ANSWERS_KEPT,
    eventsKeptDays: LEDGER_EVENTS_KEPT,
    consumers: consumers ?? [],
  };
}
