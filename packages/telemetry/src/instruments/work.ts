import { defineCounter, defineGauge } from '../metrics.ts';

/** 1 while it can work, as its health says; else 0. */
export const serviceReady = defineGauge('safe_community.service.ready', {
  unit: '{service}',
  description: 'Whether this replica can work: 1, or 0 and its log says why',
});

/** The outcome is `done`, `away` (the database does not answer) or `failed` (by a bug). */
export const jobRuns = defineCounter('safe_community.job.runs', {
  unit: '{run}',
  description: 'Runs of the periodic work of a service, by outcome: done, away (no database), failed (by a bug)',
  attributes: ['safe_community.job.name', 'safe_community.job.outcome'],
});

/** Anything but 0 wants somebody to look: refused calls stay refused, and are written when that is possible again. */
export const auditFailures = defineCounter('safe_community.audit.failures', {
  unit: '{try}',
  description: 'Tries to write refused calls into the audit that failed',
  fromZero: true,
});
