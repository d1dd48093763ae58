import { defineGauge } from '../metrics.ts';

const WITH_KEYS = 'those that encrypt: incident-intake, officer-registry';

/** 1 while what is in the folder of keys cannot be used and the service works with the keys of before; else 0. */
export const keyringTrouble = defineGauge('safe_community.keys.trouble', {
  unit: '{trouble}',
  description: 'Whether the folder of the keys that encrypt personal data cannot be used as it is now',
  shownBy: WITH_KEYS,
});

/** What is left of a rotation. */
export const dataKeysToRewrap = defineGauge('safe_community.keys.to_rewrap', {
  unit: '{key}',
  description: 'Data keys that are wrapped by a former key and are to be wrapped by the active one',
  shownBy: WITH_KEYS,
});

/** Anything but 0 wants somebody to look: what lies under them cannot be read. */
export const dataKeysLost = defineGauge('safe_community.keys.lost', {
  unit: '{key}',
  description: 'Data keys that are wrapped by a key which the service does not hold',
  shownBy: WITH_KEYS,
});

/**
 * Seconds until a certificate ends, below 0 after its end. The kind is `own`, `authority`, `caller` (with its name) or
 * `broker` (with the address of the server).
 */
export const certificateSecondsLeft = defineGauge('safe_community.certificate.left', {
  unit: 's',
  description: 'How long the certificates of the service, of its authorities, its callers and the broker go on',
  attributes: ['safe_community.certificate.kind', 'safe_community.caller', 'server.address'],
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
