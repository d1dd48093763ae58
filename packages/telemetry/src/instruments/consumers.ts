import { defineGauge, defineHistogram } from '../metrics.ts';

const HEARING = 'services that consume events: officer-registry, incident-intake, camera-rollout, statistics';

/** The known head of the producer minus the checkpoint. */
export const consumerLag = defineGauge('safe_community.consumer.lag', {
  unit: '{event}',
  description: 'Events of a producer that this service has not yet applied',
  attributes: ['safe_community.ledger.producer'],
  shownBy: HEARING,
});

/**
 * In seconds, by the clocks of the producer's database and of this process. Includes late events, but not those of a
 * rebuild, which applies the whole history.
 */
export const consumerDelay = defineHistogram('safe_community.consumer.delay', {
  unit: 's',
  description: 'Time from the commit of an event at the producer until it was applied here',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
  attributes: ['safe_community.ledger.producer'],
  shownBy: HEARING,
});

/** A value other than 0 needs attention. */
export const deadLettersWaiting = defineGauge('safe_community.consumer.dead_letters', {
  unit: '{event}',
  description: 'Dead letters: events that this service could not apply and that no operator has redriven or discarded',
  attributes: ['safe_community.ledger.producer'],
  shownBy: HEARING,
});
