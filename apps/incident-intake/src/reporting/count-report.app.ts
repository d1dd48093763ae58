import { reportsTaken } from '@safe-community/telemetry';
import type { Incident } from '../incident/incident.ts';

/** Counts a report that was taken, once it is on disk. Not load traffic: nobody is in need there. */
export function countReport({ responsibleOfficerId, synthetic }: Incident, channel: 'call' | 'import'): void {
  if (synthetic) return;
  reportsTaken.add(1, {
    'safe_community.report.channel': channel,
    'safe_community.report.routing': responsibleOfficerId === '' ? 'nobody' : 'officer',
  });
}
