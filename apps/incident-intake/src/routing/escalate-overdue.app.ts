import { EscalationRecipient } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { incidentEscalated, type NewEvent } from '@safe-community/events';
import { incidentsEscalated } from '@safe-community/telemetry';
import { escalate, type Escalation, type Recipient } from './escalation.ts';
import { THIS_SERVICE } from '../incident/actor.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { RoutingPorts } from './ports.app.ts';

const MOST_AT_ONCE = 100;

/** Escalates incidents whose expected time has passed. Resolves to how many: there may be more. */
export async function escalateOverdue(ports: RoutingPorts): Promise<number> {
  const { routed, cases, beats, catalogue, unitOfWork, origin } = ports;
  const { count, missed } = await unitOfWork.record(async (em) => {
    const now = origin.now();
    const events: NewEvent[] = [];
    const missed: string[] = [];
    const overdue = await routed.overdue(em, now, MOST_AT_ONCE);
    for (const incident of overdue) {
      const deputyOfficerId = beats.deputy(
        incident.hromadaCode,
        incident.starostaDistrictCode,
        incident.responsibleOfficerId,
      );
      const escalation = escalate(incident, deputyOfficerId, catalogue.policy(incident.category), now);
      await cases.save(em, escalation.change, THIS_SERVICE, '');
      events.push({ ...factOfEscalation(escalation), synthetic: incident.synthetic });
      if (!incident.synthetic) missed.push(escalation.missed);
    }
    return { result: { count: overdue.length, missed }, events };
  });
  for (const state of missed) incidentsEscalated.add(1, { 'safe_community.escalation.missed': state });
  return count;
}

function factOfEscalation({ change, missed, dueAt, told, toldOfficerIds }: Escalation): NewEvent {
  const { incident, happenedAt } = change;
  return incidentEscalated.create(
    {
      ...incidentOf(incident),
      level: incident.escalationLevel,
      state: stateNumber(incident.state),
      missed: stateNumber(missed),
      dueTime: dueAt,
      told: told.map(recipientNumber),
      toldOfficerIds: [...toldOfficerIds],
      escalatedTime: happenedAt,
    },
    placeOf(incident),
  );
}

function recipientNumber(recipient: Recipient): EscalationRecipient {
  return EscalationRecipient[recipient.toUpperCase() as Uppercase<Recipient>];
}
