import { defineGauge, defineHistogram } from '../metrics.ts';
import { secondsBuckets } from './seconds-buckets.ts';

/** Events in the ledger after the position of the relay. */
export const ledgerUnpublished = defineGauge('safe_community.ledger.unpublished', {
  unit: '{event}',
  description: 'Committed events that the broker has not yet acknowledged',
  attributes: ['safe_community.ledger.partition'],
});

/** In seconds; 0 if there is none. */
export const ledgerOldestUnpublished = defineGauge('safe_community.ledger.unpublished_age', {
  unit: 's',
  description: 'Age of the oldest event that the broker has not acknowledged; 0 if there is none',
  attributes: ['safe_community.ledger.partition'],
});

/** A value other than 0 needs attention. */
export const ledgerSetAside = defineGauge('safe_community.ledger.set_aside', {
  unit: '{event}',
  description:
    'Quarantined events, which the broker rejects, for example because of their size; consumers read them from the ledger',
  attributes: ['safe_community.ledger.partition'],
});

/** A value other than 0 needs attention: the log names each setting. 0 at replicas that do not publish. */
export const brokerDifferences = defineGauge('safe_community.broker.differences', {
  unit: '{setting}',
  description: 'Configuration drift: settings of the stream and the NATS servers that differ from the configuration',
  attributes: ['safe_community.ledger.producer'],
});

/** How many writes share one commit: 1 when calls are rare, more under load. */
export const groupCommitSize = defineHistogram('safe_community.group_commit.size', {
  unit: '{write}',
  description: 'Writes in a batch transaction',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  shownBy: 'those that commit in groups: incident-intake, officer-registry',
});

/** In seconds. */
export const groupCommitDuration = defineHistogram('safe_community.group_commit.duration', {
  unit: 's',
  description: 'Duration of a batch transaction, from its first statement to the last response of the database',
  buckets: secondsBuckets,
  shownBy: 'those that commit in groups: incident-intake, officer-registry',
});
