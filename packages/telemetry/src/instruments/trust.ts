import { defineGauge } from '../metrics.ts';

const WITH_KEYS = 'services that encrypt: incident-intake, officer-registry, camera-rollout';

/** 1 while the folder of keys is invalid and the service uses the previous keys; otherwise 0. */
export const keyringTrouble = defineGauge('safe_community.keys.trouble', {
  unit: '{trouble}',
  description: 'Whether the folder of the keyring is invalid: 1 or 0',
  shownBy: WITH_KEYS,
});

/** The remaining work of a key rotation. */
export const dataKeysToRewrap = defineGauge('safe_community.keys.to_rewrap', {
  unit: '{key}',
  description: 'Data keys that are wrapped by a former key and will be wrapped by the active one',
  shownBy: WITH_KEYS,
});

/** A value other than 0 needs attention: the data under these keys cannot be read. */
export const dataKeysLost = defineGauge('safe_community.keys.lost', {
  unit: '{key}',
  description: 'Data keys that are wrapped by a key that the service does not have',
  shownBy: WITH_KEYS,
});

/**
 * Seconds until a certificate expires, negative afterwards. The kind is `own`, `authority`, `caller` (with its name) or
 * `broker` (with the address of the server).
 */
export const certificateSecondsLeft = defineGauge('safe_community.certificate.left', {
  unit: 's',
  description: 'Time until the certificates of the service, its authorities, its callers, and the broker expire',
  attributes: ['safe_community.certificate.kind', 'safe_community.caller', 'server.address'],
});

/** 1 while the certificate files are invalid and the service uses the previous ones; otherwise 0. */
export const certificateTrouble = defineGauge('safe_community.certificate.trouble', {
  unit: '{trouble}',
  description: 'Whether the certificate files are invalid: 1 or 0',
});

/** 1 while the registry of callers or the policy is invalid and the previous ones stay in force; otherwise 0. */
export const accessTrouble = defineGauge('safe_community.access.trouble', {
  unit: '{trouble}',
  description: 'Whether the registry of callers or the policy is invalid: 1 or 0',
});
