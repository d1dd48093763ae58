import { defineCounter } from '../metrics.ts';

const INTAKE = 'incident-intake';

/**
 * Without categories and places, so that nobody counts sensitive incidents by it; figures for officials are those of
 * statistics. Load traffic is left out. Channel: `call` or `import`; routing: `officer` or `nobody`.
 */
export const reportsTaken = defineCounter('safe_community.reports.taken', {
  unit: '{report}',
  description: 'Reports that were taken, by how they came and by whether an officer answered for the place',
  attributes: ['safe_community.report.channel', 'safe_community.report.routing'],
  shownBy: INTAKE,
});

/** Without categories and places. Missed is what the incident waited for: `accepted`, `dispatched`, and so on. */
export const incidentsEscalated = defineCounter('safe_community.incidents.escalated', {
  unit: '{incident}',
  description: 'Incidents about which others were told, since an expected time had passed, by what was missed',
  attributes: ['safe_community.escalation.missed'],
  shownBy: INTAKE,
});
