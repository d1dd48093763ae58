import type { Alert } from '../rule.ts';
import { eventAlerts } from './events.ts';
import { promiseAlerts } from './promises.ts';
import { serviceAlerts } from './service.ts';
import { trustAlerts } from './trust.ts';

/** All that somebody is told of. */
export const ALERTS: readonly Alert[] = [...promiseAlerts, ...serviceAlerts, ...eventAlerts, ...trustAlerts];
