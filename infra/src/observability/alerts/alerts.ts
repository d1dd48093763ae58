import type { Alert } from '../rule.ts';
import { eventAlerts } from './events.ts';
import { promiseAlerts } from './promises.ts';
import { serviceAlerts } from './service.ts';
import { trustAlerts } from './trust.ts';

/** All alerts. */
export const ALERTS: readonly Alert[] = [...promiseAlerts, ...serviceAlerts, ...eventAlerts, ...trustAlerts];
