import { schoolLinkChanged, type NewEvent } from '@safe-community/events';
import { isSensitive } from '../catalogue/module.ts';
import { countedIncident, placeOf, stateNumber, type Incident, type IncidentCase } from '../incident/module.ts';

/**
 * An incident was linked to a school, or no longer is. The school of a sensitive incident is not named: it would disclose
 * the place.
 *
 * @param edrpou empty if it is linked to none any more.
 */
export function linkChangedEvent(incident: IncidentCase, edrpou: string, changedTime: Date): NewEvent {
  const message = {
    ...countedIncident(incident),
    linked: edrpou !== '',
    schoolEdrpou: isSensitive(incident.category) ? '' : edrpou,
    changedTime,
    receivedTime: incident.receivedAt,
    state: stateNumber(incident.state),
  };
  return schoolLinkChanged.create(message, placeOf(incident));
}

/** The event of a report that is linked when it is received. */
export function eventsOfNamedSchool(incident: Incident): NewEvent[] {
  const { school, receivedAt } = incident;
  return school?.linked === true ? [linkChangedEvent(incident, school.edrpou, receivedAt)] : [];
}
