import type { Alert } from '../rule.ts';
import { eventAlerts } from './events.ts';
import { sloAlerts } from './slos.ts';
import { serviceAlerts } from './service.ts';
import { trustAlerts } from './trust.ts';
import { webAlerts } from './web.ts';

/** All alerts. */
export const ALERTS: readonly Alert[] = [...sloAlerts, ...serviceAlerts, ...eventAlerts, ...webAlerts, ...trustAlerts];
