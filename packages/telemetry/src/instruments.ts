import { defineCounter, defineGauge, defineHistogram } from './metrics.ts';

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Seconds. Attributes: `rpc.method`, `rpc.response.status_code`. */
export const rpcServerDuration = defineHistogram('rpc.server.call.duration', {
  unit: 's',
  description: 'How long the server took for a call',
  buckets: secondsBuckets,
});

/** Seconds. Attributes: `rpc.method`, `rpc.response.status_code`. */
export const rpcClientDuration = defineHistogram('rpc.client.call.duration', {
  unit: 's',
  description: 'How long a call to another service took, as its client saw it',
  buckets: secondsBuckets,
});

/** Attribute: `safe_community.rpc.rule`, such as `writes-at-once`. */
export const callsShed = defineCounter('safe_community.rpc.shed', {
  unit: '{call}',
  description: 'Calls that were refused at the door, because too many were under way or their caller came too often',
});

/** No attributes: what strangers ask for is theirs to make up. */
export const callsOfStrangers = defineCounter('safe_community.rpc.strangers', {
  unit: '{call}',
  description: 'Calls that were refused since their certificate is of our authority, but of no known caller',
});

/** Events in the ledger beyond the relay's mark. Attribute: `safe_community.ledger.partition`. */
export const ledgerUnpublished = defineGauge('safe_community.ledger.unpublished', {
  unit: '{event}',
  description: 'Committed events that the broker has not acknowledged yet',
});

/** Seconds, 0 when none waits. Attribute: `safe_community.ledger.partition`. */
export const ledgerOldestUnpublished = defineGauge('safe_community.ledger.unpublished_age', {
  unit: 's',
  description: 'How long the oldest event that the broker has not acknowledged has waited',
});

/** Attribute: `safe_community.ledger.partition`. Anything but 0 wants somebody to look. */
export const ledgerSetAside = defineGauge('safe_community.ledger.set_aside', {
  unit: '{event}',
  description: 'Events that the broker does not take, too large ones for instance; consumers read them from the ledger',
});

/**
 * Attribute: `safe_community.ledger.producer`. Anything but 0 wants somebody to look: the log names each of them. 0 at the
 * replicas that do not publish.
 */
export const brokerDifferences = defineGauge('safe_community.broker.differences', {
  unit: '{setting}',
  description: 'Settings of the stream and of the servers of the broker that are not as configured and stay so',
});

/** Known head of the producer less the checkpoint. Attribute: `safe_community.ledger.producer`. */
export const consumerLag = defineGauge('safe_community.consumer.lag', {
  unit: '{event}',
  description: 'Events of a producer that this service has not applied yet',
});

/** Attribute: `safe_community.ledger.producer`. Anything but 0 wants somebody to look. */
export const deadLettersWaiting = defineGauge('safe_community.consumer.dead_letters', {
  unit: '{event}',
  description: 'Events that this service could not apply and about which nobody has decided yet',
});

/**
 * Attributes: `safe_community.job.name`, and `safe_community.job.outcome`: `done`, `away` (the database does not
 * answer) or `failed` (by a bug).
 */
export const jobRuns = defineCounter('safe_community.job.runs', {
  unit: '{run}',
  description: 'Runs of the periodic work of a service',
});

/** Anything but 0 wants somebody to look: refused calls stay refused, and are written when that is possible again. */
export const auditFailures = defineCounter('safe_community.audit.failures', {
  unit: '{try}',
  description: 'Tries to write refused calls into the audit that failed',
});

/** 1 while what is in the folder of keys cannot be used and the service works with the keys of before; else 0. */
export const keyringTrouble = defineGauge('safe_community.keys.trouble', {
  unit: '{trouble}',
  description: 'Whether the folder of the keys that encrypt personal data cannot be used as it is now',
});

/** What is left of a rotation. */
export const dataKeysToRewrap = defineGauge('safe_community.keys.to_rewrap', {
  unit: '{key}',
  description: 'Data keys that are wrapped by a former key and are to be wrapped by the active one',
});

/** Anything but 0 wants somebody to look: what lies under them cannot be read. */
export const dataKeysLost = defineGauge('safe_community.keys.lost', {
  unit: '{key}',
  description: 'Data keys that are wrapped by a key which the service does not hold',
});

/**
 * Seconds until a certificate ends, below 0 after its end. Attributes: `safe_community.certificate.kind` (`own`,
 * `authority`, `caller`, `broker`), for callers `safe_community.caller`, for the broker's servers `server.address`.
 */
export const certificateSecondsLeft = defineGauge('safe_community.certificate.left', {
  unit: 's',
  description: 'How long the certificates of the service, of its authorities, its callers and the broker go on',
});

/** 1 while the files of the certificate cannot be used and the service works with what was there before; else 0. */
export const certificateTrouble = defineGauge('safe_community.certificate.trouble', {
  unit: '{trouble}',
  description: 'Whether the files of the certificate cannot be used as they are now',
});

/** 1 while the registry of callers or the policy cannot be used and the former ones stay in force; else 0. */
export const accessTrouble = defineGauge('safe_community.access.trouble', {
  unit: '{trouble}',
  description: 'Whether the files that say who may call, and what, cannot be used as they are now',
});
