import { defineCounter } from '../metrics.ts';

const INTAKE = 'incident-intake';

/**
 * Without categories and places, so that nobody can count sensitive incidents with it; official figures come from
 * statistics. Excludes tests. Channel: `call` or `import`; routing: `officer` or `nobody`.
 */
export const reportsTaken = defineCounter('safe_community.reports.taken', {
  unit: '{report}',
  description: 'Accepted reports, by channel and by whether there was a responsible officer',
  attributes: ['safe_community.report.channel', 'safe_community.report.routing'],
  shownBy: INTAKE,
});

/** Fate: `accepted`, `refused`, `later` (it is tried again), or `unknown` (it may have arrived and is not sent again). */
export const mailsHandedOver = defineCounter('safe_community.mails.handed_over', {
  unit: '{mail}',
  description: 'Mails that were handed over to the mail server, by what became of them there',
  attributes: ['safe_community.mail.fate'],
  shownBy: INTAKE,
});

/** Without categories and places. Missed is the state that was not reached in time: `accepted`, `dispatched`, and so on. */
export const incidentsEscalated = defineCounter('safe_community.incidents.escalated', {
  unit: '{incident}',
  description: 'Escalated incidents, by the step whose deadline was missed',
  attributes: ['safe_community.escalation.missed'],
  shownBy: INTAKE,
});
