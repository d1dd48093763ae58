import {
  WithdrawalCause,
  type CasualtiesCorrected,
  type IncidentRestored,
  type IncidentWithdrawn,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  casualtiesCorrected,
  incidentReported,
  incidentRestored,
  incidentWithdrawn,
  responderArrived,
} from '@safe-community/events';
import type { Step } from '@safe-community/database';
import type { Subscription } from '@safe-community/service-kit';
import { comparing, onSum, requireTime, type Known } from '../counting/module.ts';
import { kyivDay, type Day } from '../calendar/module.ts';
import { holdRollUps } from './roll-up.store.ts';
import { caseEvents } from './case.events.ts';
import { courseEvents } from './course.events.ts';
import { toCategory } from './category.mapping.ts';
import { isSensitive } from './category.ts';
import { addDurations, addEvents } from './counters.store.ts';
import { countDurations } from './duration-count.ts';
import { countEvents, type CountedEvent } from './event-count.ts';
import {
  added,
  corrected,
  countIncidents,
  openOutcome,
  takenAway,
  type Casualties,
  type CountedIncident,
  type Harm,
} from './incident-count.ts';
import { reached, toCountedIncident, toFirstResponse, toHarm, toLocated, toResponse } from './incident.mapping.ts';
import { addIncidents, addResponses, COMPARED_INCIDENTS } from './incidents.store.ts';
import { countResponses } from './response-time.ts';

/**
 * Each event holds all that its effect needs, so that the sums do not depend on the order.
 *
 * @param today the day on which events are counted: some add to sums of periods that are over.
 */
export function incidentEvents(today: () => Day): Subscription {
  const count = (incidents: readonly CountedIncident[]) => addIncidents(countIncidents(incidents), today());
  return {
    producer: 'incidents',
    handlers: [
      onSum(incidentReported, (events) =>
        count(events.map((event) => toCountedIncident(event, added(...outcomeOf(event))))),
      ),
      // The difference counts, on the day and in the places of the incident itself.
      onSum(casualtiesCorrected, (events) => count(events.filter(isCounted).map(toCorrection))),
      // A false call, a test, or a duplicate no longer counts, nor do its casualties and its response time.
      onSum(incidentWithdrawn, (events) => [
        ...count(events.map((event) => toCountedIncident(event, takenAway(...outcomeOf(event))))),
        ...addEvents(countEvents(events.flatMap((event) => toWithdrawal(event, 1))), today()),
        ...responseSteps(reached(events), -1, today()),
      ]),
      // It counts again, with the casualties that are known now and its response time.
      onSum(incidentRestored, (events) => [
        ...count(events.map((event) => toCountedIncident(event, added(...outcomeOf(event))))),
        ...addEvents(countEvents(events.flatMap((event) => toWithdrawal(event, -1))), today()),
        ...responseSteps(reached(events), 1, today()),
      ]),
      onSum(responderArrived, (events) => responseSteps(events, 1, today())),
      ...courseEvents(today),
      ...caseEvents(today),
    ],
    hold: holdRollUps,
    compare: comparing(COMPARED_INCIDENTS),
  };
}

/** The response times of these incidents, counted or no longer counted; those of sensitive categories count nowhere. */
function responseSteps(events: Parameters<typeof reached>[0], by: 1 | -1, today: Day): Step[] {
  const responses = events.map(({ message }) => toResponse(message)).filter(({ category }) => !isSensitive(category));
  const durations = events.map((event) => toFirstResponse(event, by));
  return [...addResponses(countResponses(responses, by)), ...addDurations(countDurations(durations), today)];
}

/** A report that was withdrawn, or no longer is, on the day of its receipt. One that was a test is no figure at all. */
function toWithdrawal(event: Known<IncidentWithdrawn | IncidentRestored>, value: 1 | -1): CountedEvent[] {
  const { cause, receivedTime } = event.message;
  if (cause === WithdrawalCause.TEST) return [];
  const measure = cause === WithdrawalCause.DUPLICATE ? 'duplicates' : 'false_calls';
  return [{ ...toLocated(event, kyivDay(requireTime(receivedTime, 'received_time'))), measure, value }];
}

interface Outcome {
  readonly category: number;
  readonly casualties?: Casualties | undefined;
}

/** Who was hurt, and whether nobody has said so yet. */
function outcomeOf({ message }: Known<Outcome>): [Harm, number] {
  return [toHarm(message.casualties), openIn(message.category, message.casualties)];
}

function openIn(category: number, casualties: Casualties | undefined): number {
  const known = toCategory(category);
  return known === undefined ? 0 : openOutcome(known, casualties);
}

/** A withdrawn incident counts with nothing; the event that restores it holds the casualties of that time. */
function isCounted({ message: { state } }: Known<CasualtiesCorrected>): boolean {
  return state !== IncidentState.REJECTED && state !== IncidentState.DUPLICATE;
}

function toCorrection(event: Known<CasualtiesCorrected>): CountedIncident {
  const { category, formerCasualties, casualties } = event.message;
  const opened = openIn(category, casualties) - openIn(category, formerCasualties);
  return toCountedIncident(event, corrected(toHarm(formerCasualties), toHarm(casualties), opened));
}
