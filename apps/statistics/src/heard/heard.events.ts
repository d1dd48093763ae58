import { incidentReported } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { kyivDay } from '../calendar/module.ts';
import { onSum, requireTime, type Known } from '../counting/module.ts';
import { isSensitive, toCategory } from '../incidents/module.ts';
import { hear, type Report } from './heard.store.ts';
import type { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';

/** A false call shows as well that its source reports. */
export const HEARD_EVENTS: Subscription = {
  producer: 'incidents',
  handlers: [onSum(incidentReported, (events) => hear(events.flatMap(toReport)))],
};

/** Sensitive reports leave no trace here: of a source that sends nothing else, a day would be a figure. */
function toReport({ message, knownOn }: Known<IncidentReported>): Report[] {
  const { source, category, receivedTime } = message;
  const known = toCategory(category);
  if (source === '' || known === undefined || isSensitive(known)) return [];
  return [{ source, day: kyivDay(requireTime(receivedTime, 'received_time')), knownOn }];
}
