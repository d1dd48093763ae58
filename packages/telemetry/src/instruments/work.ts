import { defineCounter, defineGauge } from '../metrics.ts';

/** 1 while the service is ready, as its health service reports; otherwise 0. */
export const serviceReady = defineGauge('safe_community.service.ready', {
  unit: '{service}',
  description: 'Whether this replica is ready: 1, or 0 with the reason in its log',
});

/** The outcome is `done`, `away` (the database does not answer), `blocked` (what it needs outside) or `failed` (a bug). */
export const jobRuns = defineCounter('safe_community.job.runs', {
  unit: '{run}',
  description:
    'Runs of the jobs of a service, by outcome: done, away (no database), blocked (what it needs outside), failed (a bug)',
  attributes: ['safe_community.job.name', 'safe_community.job.outcome'],
});

/** A value other than 0 needs attention. Denied calls stay denied, and are recorded as soon as that is possible. */
export const auditFailures = defineCounter('safe_community.audit.failures', {
  unit: '{try}',
  description: 'Failed attempts to record denied calls in the audit',
  fromZero: true,
});
