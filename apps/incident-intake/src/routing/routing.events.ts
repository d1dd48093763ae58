import { EscalationRecipient } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import type { AssignmentEnded, OfficerAssigned } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  assignmentEnded,
  assignmentIds,
  beatChanged,
  beatCreated,
  beatRetired,
  incidentEscalated,
  officerAssigned,
  officerStateChanged,
  starostaDistrictDefined,
  territoryChanged,
  territoryUnitListed,
  type NewEvent,
} from '@safe-community/events';
import { firstMomentOf } from '@safe-community/domain-kit';
import { on } from '@safe-community/ledger';
import type { Subscription } from '@safe-community/service-kit';
import { countedByOf, incidentOf, placeOf, stateNumber, urgencyNumber } from '../incident/module.ts';
import type { Escalation, Recipient } from './escalation.ts';
import { forgetDistricts, saveDistricts } from './district-settlements.store.ts';
import { forgetMergers, saveMergers } from './mergers.store.ts';
import type { BeatAssignment } from './roster.ts';
import {
  atBoundaries,
  forgetBeats,
  saveAssignments,
  saveBeats,
  saveEnds,
  saveService,
  type AssignmentEnd,
  type ReceivedAssignment,
} from './staffing-steps.store.ts';
import { forgetListedUnits, saveListedUnits } from './territory.store.ts';

/** An officer is on a beat, or will be: from then on reports of the place go there. */
const onAssigned = on(officerAssigned, (received) =>
  saveAssignments(received.map(({ message, envelope }) => toAssignment(message, envelope.recordedAt))),
);

/** An assignment ends, now or later. */
const onEnded = on(assignmentEnded, (received) =>
  saveEnds(received.map(({ message, envelope }) => toEnd(message, envelope.recordedAt))),
);

const onBeatCreated = on(beatCreated, (received) => saveBeats(received.map(({ message }) => message)));

const onBeatChanged = on(beatChanged, (received) => saveBeats(received.map(({ message }) => message)));

const onBeatRetired = on(beatRetired, (received) =>
  saveBeats(received.map(({ message }) => ({ ...message, unitCodes: [] }))),
);

/** An officer is away, back or dismissed: the deputy becomes responsible, or ceases to be. */
const onStateChanged = on(officerStateChanged, (received) =>
  saveService(
    received.map(({ message: { officerId, state } }) => ({
      officerId,
      active: state === OfficerState.ACTIVE,
      dismissed: state === OfficerState.DISMISSED,
    })),
  ),
);

/** The registry took a hromada from the codifier: from now on reports may name it. */
const onUnitListed = on(territoryUnitListed, (received) => [
  saveListedUnits(received.map(({ message: { code, oblastCode } }) => ({ code, oblastCode }))),
]);

/** A hromada was merged: from its day on, points in it count for the successor. Other changes do not affect routing. */
const onTerritoryChanged = on(territoryChanged, (received) => [
  saveMergers(
    received
      .filter(({ message: { kind } }) => kind === TerritoryChangeKind.MERGED)
      .map(({ message: { code, successorCode, effectiveDate } }) => ({
        code,
        successorCode,
        effectiveOn: effectiveDate,
      })),
  ),
]);

/**
 * The council decided which settlements a starosta district consists of: reports must agree with it, and those of a
 * settlement go to the beat of its district. Open incidents follow when the day of the decision has come.
 */
const onDistrictDefined = on(starostaDistrictDefined, (received) => {
  const decisions = received.map(({ message: { starostaDistrictCode: districtCode, ...decision } }) => ({
    ...decision,
    districtCode,
  }));
  const days = decisions.map(({ validFrom, hromadaCode }) => ({ at: firstMomentOf(validFrom), hromadaCode }));
  return [...atBoundaries(days), saveDistricts(decisions)];
});

/** @param load reloads memory after the events are applied. */
export function registryEvents(load: () => Promise<void>): Subscription {
  return {
    producer: 'officers',
    handlers: [
      onAssigned,
      onEnded,
      onBeatCreated,
      onBeatChanged,
      onBeatRetired,
      onStateChanged,
      onUnitListed,
      onTerritoryChanged,
      onDistrictDefined,
    ],
    async forget(tx) {
      await forgetBeats(tx);
      await forgetListedUnits(tx);
      await forgetMergers(tx);
      await forgetDistricts(tx);
    },
    onApplied: load,
  };
}

/** Throws if the event has no beat, or a role that this version does not know: a guess would misroute reports. */
function toAssignment(message: OfficerAssigned, recordedAt: Date): ReceivedAssignment {
  const { officerId, beat, role, state, assignedTime, deputyOrder, endTime } = message;
  if (beat === undefined || beat.hromadaCode === '') throw new Error('the assignment names no beat');
  if (assignedTime === undefined) throw new Error('the assignment has no time');
  const { assignmentId, beatId, isDerived } = assignmentIds(message);
  return {
    assignment: {
      assignmentId,
      beatId,
      hromadaCode: beat.hromadaCode,
      officerId,
      role: toRole(role),
      deputyOrder,
      // The state at that time, whatever changes came before: those of officers without a beat are not stored.
      active: state === OfficerState.ACTIVE,
      startsAt: instantOf(assignedTime, recordedAt),
      endsAt: endTime && instantOf(endTime, recordedAt),
    },
    isDerived,
    unitCode: beat.starostaDistrictCode === '' ? beat.hromadaCode : beat.starostaDistrictCode,
  };
}

function toEnd({ assignmentId, beat, endTime }: AssignmentEnded, recordedAt: Date): AssignmentEnd {
  if (endTime === undefined) throw new Error('the end has no time');
  return { assignmentId, hromadaCode: beat?.hromadaCode ?? '', endsAt: instantOf(endTime, recordedAt) };
}

const DAY_MS = 86_400_000;

/**
 * What had begun or ended by the clock of the registry has done so here, even if the clock of this service is up to a day
 * behind: it is dated a day back. Otherwise reports would go to nobody meanwhile.
 */
function instantOf(time: Date, recordedAt: Date): Date {
  return time <= recordedAt ? new Date(time.getTime() - DAY_MS) : time;
}

function toRole(role: AssignmentRole): BeatAssignment['role'] {
  if (role === AssignmentRole.PRIMARY) return 'primary';
  if (role === AssignmentRole.DEPUTY) return 'deputy';
  if (role === AssignmentRole.DISTRICT) return 'district';
  throw new Error('the assignment has an unknown role');
}

export function escalatedEvent({ change, missed, dueAt, recipients, officerIds }: Escalation): NewEvent {
  const { incident, happenedAt } = change;
  return incidentEscalated.create(
    {
      ...incidentOf(incident),
      countedBy: countedByOf(incident),
      urgency: urgencyNumber(incident.urgency),
      receivedTime: incident.receivedAt,
      level: incident.escalationLevel,
      state: stateNumber(incident.state),
      missed: stateNumber(missed),
      dueTime: dueAt,
      told: recipients.map(recipientNumber),
      toldOfficerIds: [...officerIds],
      escalatedTime: happenedAt,
    },
    placeOf(incident),
  );
}

function recipientNumber(recipient: Recipient): EscalationRecipient {
  return EscalationRecipient[recipient.toUpperCase() as Uppercase<Recipient>];
}
