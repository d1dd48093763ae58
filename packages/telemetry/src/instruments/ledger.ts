import { defineGauge, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** Events in the ledger beyond the relay's mark. */
export const ledgerUnpublished = defineGauge('safe_community.ledger.unpublished', {
  unit: '{event}',
  description: 'Committed events that the broker has not acknowledged yet',
  attributes: ['safe_community.ledger.partition'],
});

/** Seconds, 0 when none waits. */
export const ledgerOldestUnpublished = defineGauge('safe_community.ledger.unpublished_age', {
  unit: 's',
  description: 'How long the oldest event that the broker has not acknowledged has waited; 0 when none waits',
  attributes: ['safe_community.ledger.partition'],
});

/** Anything but 0 wants somebody to look. */
export const ledgerSetAside = defineGauge('safe_community.ledger.set_aside', {
  unit: '{event}',
  description: 'Events that the broker does not take, too large ones for instance; consumers read them from the ledger',
  attributes: ['safe_community.ledger.partition'],
});

/** Anything but 0 wants somebody to look: the log names each of them. 0 at the replicas that do not publish. */
export const brokerDifferences = defineGauge('safe_community.broker.differences', {
  unit: '{setting}',
  description: 'Settings of the stream and of the servers of the broker that are not as configured and stay so',
  attributes: ['safe_community.ledger.producer'],
});

/** How many share one commit: 1 when calls come seldom, more under load. */
export const groupCommitSize = defineHistogram('safe_community.group_commit.size', {
  unit: '{write}',
  description: 'Writes that were committed together, by one transaction',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  shownBy: 'those that commit in groups: incident-intake, officer-registry',
});

/** Seconds. */
export const groupCommitDuration = defineHistogram('safe_community.group_commit.duration', {
  unit: 's',
  description: 'How long the commit of a group took, from its first statement to the last answer of the database',
  buckets: secondsBuckets,
  shownBy: 'those that commit in groups: incident-intake, officer-registry',
});
