import { defineGauge, defineHistogram } from '../metrics.ts';

const HEARING = 'those that hear others: incident-intake, camera-rollout, statistics';

/** Known head of the producer less the checkpoint. */
export const consumerLag = defineGauge('safe_community.consumer.lag', {
  unit: '{event}',
  description: 'Events of a producer that this service has not applied yet',
  attributes: ['safe_community.ledger.producer'],
  shownBy: HEARING,
});

/**
 * Seconds, by the clocks of the producer's database and of this process. Of events that are applied as they come, late ones
 * included; not of a rebuild, which applies all that ever happened.
 */
export const consumerDelay = defineHistogram('safe_community.consumer.delay', {
  unit: 's',
  description: 'How long after its commit at the producer an event was applied here',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
  attributes: ['safe_community.ledger.producer'],
  shownBy: HEARING,
});

/** Anything but 0 wants somebody to look. */
export const deadLettersWaiting = defineGauge('safe_community.consumer.dead_letters', {
  unit: '{event}',
  description: 'Events that this service could not apply and about which nobody has decided yet',
  attributes: ['safe_community.ledger.producer'],
  shownBy: HEARING,
});
