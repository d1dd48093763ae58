import { ConfigError, days } from '@safe-community/config';

/** When a certificate that is about to expire is reported. */
export const CERTIFICATE_VARIABLES = {
  CERTIFICATE_WARN_BEFORE: days().default(14),
  CERTIFICATE_ALARM_BEFORE: days().default(3),
};

/** How many days before its expiry a certificate is logged as a warning, and as an error, once a day. */
export interface ExpiryBound {
  readonly warnDays: number;
  readonly alarmDays: number;
}

/** @throws {ConfigError} if the error would come before the warning. */
export function expiryBoundOf(settings: {
  readonly CERTIFICATE_WARN_BEFORE: number;
  readonly CERTIFICATE_ALARM_BEFORE: number;
}): ExpiryBound {
  const { CERTIFICATE_WARN_BEFORE: warnDays, CERTIFICATE_ALARM_BEFORE: alarmDays } = settings;
  if (alarmDays > warnDays) {
    throw new ConfigError(['CERTIFICATE_ALARM_BEFORE must be no longer than CERTIFICATE_WARN_BEFORE']);
  }
  return { warnDays, alarmDays };
}

export const USUAL_EXPIRY_BOUND: ExpiryBound = { warnDays: 14, alarmDays: 3 };
